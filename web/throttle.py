"""Guessing passwords is made slow: after a few failures a login, and an address, have to wait.

An attempt counts before the password is looked at, and is taken off when it was the right one: of a hundred
that come at the same moment no more are looked at than of a hundred that come one after the other.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.session import Database
from models.tables import LoginFailure

WINDOW = timedelta(minutes=15)
MOST_BY_NAME = 8
MOST_BY_ADDRESS = 30
TURN = "logins"
"""Attempts are counted one after the other."""


def may_try(database: Database, name: str, address: str, now: datetime) -> bool:
    """Count an attempt, unless this login or this address has failed too often in the last quarter hour."""
    with database.reading() as session:
        if _has_to_wait(session, name, address, now):
            return False  # refused without a turn: a flood of guesses holds up no writer
    with database.writing(TURN) as session:
        if _has_to_wait(session, name, address, now):
            return False
        session.execute(delete(LoginFailure).where(LoginFailure.at < now - WINDOW))
        subjects = (_name(name), _address(address))
        session.add_all([LoginFailure(subject=subject, at=now) for subject in subjects])
    return True


def forget_failures(session: Session, name: str, address: str, now: datetime) -> None:
    """The right password was given, in the attempt of that instant: it is none of the address's failures."""
    session.execute(delete(LoginFailure).where(LoginFailure.subject == _name(name)))
    mine = LoginFailure.subject == _address(address), LoginFailure.at == now
    one = select(LoginFailure.id).where(*mine).limit(1).scalar_subquery()
    session.execute(delete(LoginFailure).where(LoginFailure.id == one))


def _has_to_wait(session: Session, name: str, address: str, now: datetime) -> bool:
    limits = ((_name(name), MOST_BY_NAME), (_address(address), MOST_BY_ADDRESS))
    return any(_failures(session, subject, now) >= most for subject, most in limits)


def _failures(session: Session, subject: str, now: datetime) -> int:
    recent = LoginFailure.subject == subject, LoginFailure.at >= now - WINDOW
    return session.scalar(select(func.count()).where(*recent)) or 0


def _name(name: str) -> str:
    return "name:" + hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]


def _address(address: str) -> str:
    return "address:" + hashlib.sha256(address.encode()).hexdigest()[:32]
