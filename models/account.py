"""Who may come in through the pages and the API, and by what. Secrets are kept as hashes only."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record
from models.user import User


class Account(Record):
    """A login. Each belongs to one user, who gets the messages and follows one or more people."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    """What is typed at the login, in lower case: a name or an e-mail address."""
    password_hash: Mapped[str]
    """Argon2id with its parameters, as argon2-cffi writes it."""
    operator: Mapped[bool] = mapped_column(default=False)
    """May invite others and see how the service stands; sees nobody else's closures."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class WebSession(Record):
    """A browser that signed in. Deleting the row signs it out."""

    __tablename__ = "web_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    """What the browser calls itself, shortened, so that its owner knows which one to sign out."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class Scope(StrEnum):
    """What a program may do with a token."""

    READ = "read"
    WRITE = "write"


class ApiToken(Record):
    """What a program shows instead of a password. Shown once, when it is made."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    scopes: Mapped[list[str]]
    """Values of ``Scope``."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class Invitation(Record):
    """A link with which one account can be made, once. The first account of all needs one too."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    operator: Mapped[bool]
    """Whether the account will be the operator's: true for the one that sets the installation up."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginFailure(Record):
    """A wrong password, by the name that was typed or the address it came from (each as a hash)."""

    __tablename__ = "login_failures"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    at: Mapped[datetime]


Index("ix_login_failures_subject", LoginFailure.subject, LoginFailure.at)


class Feed(Record):
    """A user's secret calendar address; deleting the row closes it."""

    __tablename__ = "feeds"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    detail: Mapped[str]
    """``minimal`` (a count, no lender's name) or ``full``."""
    created_at: Mapped[datetime]


class IdempotencyKey(Record):
    """A POST that was answered: the same key gets the same answer again, and nothing is done twice.

    Kept for a day. An answer goes with what it tells of: nothing of a deleted closure, channel or report
    stays here.
    """

    __tablename__ = "idempotency_keys"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    """Keyed, so that a password in the body cannot be guessed from it."""
    status: Mapped[int]
    """Of the answer; 0 while a message that the request sends is under way."""
    answer: Mapped[str]
    closure_id: Mapped[int | None] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[int | None] = mapped_column(
        ForeignKey("credit_reports.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
