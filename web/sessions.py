"""Signed-in browsers: a cookie with a random token, and a row that can be taken away."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response

from models.tables import Account, WebSession
from web.site import Site
from web.tokens import new_token, token_hash

LIFETIME = timedelta(days=30)
_SEEN_EVERY = timedelta(minutes=10)
_LONGEST_BROWSER = 120
# Asked at every request: making a statement takes longer than running it.
_BY_HASH = (
    select(WebSession)
    .where(WebSession.token_hash == bindparam("hash"))
    .options(joinedload(WebSession.account).joinedload(Account.user))
)


def cookie_name(site: Site) -> str:
    """Over https the name itself forbids other hosts to set it (RFC 6265bis, __Host-)."""
    return "__Host-xiaohu" if site.is_secure else "xiaohu"


def sign_in(session: Session, account: Account, browser: str, now: datetime) -> str:
    """A new session of the account; its token goes into the cookie."""
    token = new_token()
    session.execute(delete(WebSession).where(WebSession.expires_at < now))
    session.add(
        WebSession(
            account_id=account.id,
            token_hash=token_hash(token),
            browser=browser[:_LONGEST_BROWSER],
            created_at=now,
            seen_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return token


def signed_in(session: Session, token: str | None, now: datetime) -> WebSession | None:
    """The session of a cookie, unless it is over or was taken away."""
    if not token:
        return None
    found = session.scalar(_BY_HASH, {"hash": token_hash(token)})
    return found if found is not None and found.expires_at > now else None


def is_due_for_a_mark(found: WebSession, now: datetime) -> bool:
    """Whether "last seen" is old enough to be written again: not at every click."""
    return now - found.seen_at > _SEEN_EVERY


def set_cookie(response: Response, token: str, site: Site) -> None:
    """Keep the browser signed in."""
    response.set_cookie(
        cookie_name(site),
        token,
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=site.is_secure,
        path="/",
    )


def clear_cookie(response: Response, site: Site) -> None:
    """Sign the browser out."""
    response.delete_cookie(cookie_name(site), httponly=True, samesite="lax", secure=site.is_secure, path="/")


def token_of(request: Request, site: Site) -> str | None:
    """What the browser shows."""
    return request.cookies.get(cookie_name(site))
