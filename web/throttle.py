"""Guessing passwords is made slow: after a few failures a login, and an address, have to wait."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.tables import LoginFailure

WINDOW = timedelta(minutes=15)
MOST_BY_NAME = 8
MOST_BY_ADDRESS = 30


def has_to_wait(session: Session, name: str, address: str, now: datetime) -> bool:
    """Whether this login or this address has failed too often in the last quarter of an hour."""
    limits = ((_name(name), MOST_BY_NAME), (_address(address), MOST_BY_ADDRESS))
    return any(_failures(session, subject, now) >= most for subject, most in limits)


def note_failure(session: Session, name: str, address: str, now: datetime) -> None:
    """Remember a wrong password; what is older than the window is forgotten."""
    session.execute(delete(LoginFailure).where(LoginFailure.at < now - WINDOW))
    session.add_all([LoginFailure(subject=subject, at=now) for subject in (_name(name), _address(address))])


def forget_failures(session: Session, name: str) -> None:
    """The right password was given."""
    session.execute(delete(LoginFailure).where(LoginFailure.subject == _name(name)))


def _failures(session: Session, subject: str, now: datetime) -> int:
    recent = LoginFailure.subject == subject, LoginFailure.at >= now - WINDOW
    return session.scalar(select(func.count()).where(*recent)) or 0


def _name(name: str) -> str:
    return "name:" + hashlib.sha256(name.encode()).hexdigest()[:32]


def _address(address: str) -> str:
    return "address:" + hashlib.sha256(address.encode()).hexdigest()[:32]
