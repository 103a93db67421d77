"""Making accounts: by invitation only; the first invitation is written into the service's log."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from config.i18n import N_
from config.settings import Settings
from config.told import Told
from models.tables import Account, Invitation, User
from web.passwords import hash_password
from web.tokens import new_token, token_hash
from worker.installation import first_user

INVITED_FOR = timedelta(days=7)
_LONGEST_NAME = 100
_NAME = re.compile(r"[^\s\x00-\x1f\x7f]+")
log = logging.getLogger(__name__)


class AccountRefused(Told):
    """An account that cannot be made this way. ``field``: what was typed wrong; empty for the whole."""

    def __init__(self, hint: str, field: str = "", **params: object) -> None:
        super().__init__(hint, **params)
        self.field = field


def has_accounts(session: Session) -> bool:
    """Whether the installation is set up."""
    return bool(session.scalar(select(exists().where(Account.id.is_not(None)))))


def invite(session: Session, now: datetime, *, operator: bool = False) -> str:
    """A new invitation; returns its token, which is shown once."""
    token = new_token()
    session.add(
        Invitation(
            token_hash=token_hash(token), operator=operator, created_at=now, expires_at=now + INVITED_FOR
        )
    )
    return token


def invite_the_first(session: Session, now: datetime) -> str | None:
    """A fresh token for setting up, if there is no account yet; earlier ones stop working."""
    if has_accounts(session):
        return None
    session.execute(delete(Invitation).where(Invitation.operator, Invitation.used_at.is_(None)))
    return invite(session, now, operator=True)


def find_invitation(session: Session, token: str, now: datetime) -> Invitation | None:
    """An invitation that can still be used."""
    found = session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))
    return found if found and found.used_at is None and found.expires_at > now else None


def make_account(
    session: Session, invitation: Invitation, name: str, password: str, *, settings: Settings, now: datetime
) -> Account:
    """The account of an invitation, which is then used up. Raises AccountRefused, PasswordRefused.

    The first account takes over the user that a command-line installation has from the start.
    """
    login = login_name(name)
    if session.scalar(select(exists().where(Account.name == login))):
        raise AccountRefused(N_("there is a login {name} already; choose another"), "name", name=login)
    account = Account(
        user=_user(session, settings, now),
        name=login,
        password_hash=hash_password(password, login),
        operator=invitation.operator,
        created_at=now,
    )
    invitation.used_at = now
    session.add(account)
    session.flush()
    return account


def login_name(typed: str) -> str:
    """What is typed at the login, as it is stored. Raises AccountRefused."""
    name = typed.strip().casefold()
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        hint = N_("a login is a name or an e-mail address of up to {longest} characters without spaces")
        raise AccountRefused(hint, "name", longest=_LONGEST_NAME)
    return name


def _user(session: Session, settings: Settings, now: datetime) -> User:
    unclaimed = select(User).where(~exists().where(Account.user_id == User.id)).order_by(User.id).limit(1)
    return session.scalar(unclaimed) or first_user(settings, now)
