"""API tokens: what a program shows instead of a password. Shown once; deleting the row ends them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from config.i18n import N_
from config.told import Told
from models.account import Scope
from models.personal import impersonal
from models.tables import Account, ApiToken
from web.tokens import new_token, token_hash

PREFIX = "xiaohu_"
"""What every token begins with, so that a leaked one is found by those who search for such things."""
LONGEST_NAME = 100
MOST = 50
_USED_EVERY = timedelta(minutes=1)


class TokenRefused(Told):
    """A token that cannot be made this way. ``field``: ``name``, ``scopes`` or empty for the whole."""

    def __init__(self, hint: str, field: str = "", **params: object) -> None:
        super().__init__(hint, **params)
        self.field = field


def make_token(
    session: Session, account: Account, name: str, scopes: Collection[str], now: datetime
) -> tuple[str, ApiToken]:
    """A new token of the account and its row; the token itself is not kept. Raises TokenRefused.

    ``scopes``: values of ``models.account.Scope``. Who may write may read too.
    """
    _refuse_too_many(session, account)
    token = new_token(PREFIX)
    made = ApiToken(
        account_id=account.id,
        name=_name(name),
        scopes=_scopes(scopes),
        token_hash=token_hash(token),
        created_at=now,
    )
    session.add(made)
    session.flush()
    return token, made


def find_token(session: Session, token: str) -> ApiToken | None:
    """The row of a token with its account and user, unless it was revoked or never was one."""
    if not token.startswith(PREFIX) or len(token) > LONGEST_NAME:
        return None
    whole = joinedload(ApiToken.account).joinedload(Account.user)
    return session.scalar(select(ApiToken).where(ApiToken.token_hash == token_hash(token)).options(whole))


def is_due_for_a_mark(found: ApiToken, now: datetime) -> bool:
    """Whether "last used" is old enough to be written again: not at every request."""
    return found.used_at is None or now - found.used_at > _USED_EVERY


def list_tokens(session: Session, account: Account) -> Sequence[ApiToken]:
    """The account's tokens, the newest first."""
    mine = select(ApiToken).where(ApiToken.account_id == account.id)
    return session.scalars(mine.order_by(ApiToken.id.desc())).all()


def revoke_token(session: Session, account: Account, number: int) -> bool:
    """End a token of the account at once; False where it has none of that number."""
    mine = (ApiToken.account_id == account.id, ApiToken.id == number)
    return session.scalar(delete(ApiToken).where(*mine).returning(ApiToken.id)) is not None


def _refuse_too_many(session: Session, account: Account) -> None:
    held = select(func.count()).select_from(ApiToken).where(ApiToken.account_id == account.id)
    if (session.scalar(held) or 0) >= MOST:
        raise TokenRefused(N_("there are {most} tokens already; revoke one that is not used"), most=MOST)


def _name(typed: str) -> str:
    name = typed.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        hint = N_("a token's name says what uses it, in 1 to {longest} visible characters")
        raise TokenRefused(hint, "name", longest=LONGEST_NAME)
    return impersonal(name)


def _scopes(chosen: Collection[str]) -> list[str]:
    known = {scope.value for scope in Scope}
    if not chosen or not known.issuperset(chosen):
        raise TokenRefused(N_("choose what the token may do: {scopes}"), "scopes", scopes=", ".join(Scope))
    return [scope.value for scope in Scope if scope in chosen or Scope.WRITE in chosen]
