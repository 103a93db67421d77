"""A user's calendar address: one at a time, secret, closed by making another or by taking it away."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Feed, User
from web.tokens import new_token, token_hash


class Detail(StrEnum):
    """How much the calendar says: a count a day, or each date with its platform."""

    MINIMAL = "minimal"
    FULL = "full"


def open_feed(session: Session, user: User, now: datetime, detail: Detail = Detail.MINIMAL) -> str:
    """A new address for the user's calendar; an earlier one is closed. Returns its secret, shown once.

    ``address`` makes the URL of it.
    """
    close_feed(session, user)
    token = new_token()
    session.add(Feed(user_id=user.id, token_hash=token_hash(token), detail=detail.value, created_at=now))
    return token


def address(base_url: str, token: str) -> str:
    """The calendar's URL, as calendar programs are given it."""
    return f"{base_url}/calendar/{token}.ics"


def feed_of(session: Session, user: User) -> Feed | None:
    """The user's open feed: since when, with how much detail. The address itself is not known any more."""
    return session.get(Feed, user.id)


def set_detail(session: Session, user: User, detail: Detail) -> None:
    """Say more or less at the same address; nothing happens where no feed is open."""
    if (feed := feed_of(session, user)) is not None:
        feed.detail = detail.value


def close_feed(session: Session, user: User) -> bool:
    """Close the address at once; False where none was open."""
    if (feed := feed_of(session, user)) is None:
        return False
    session.delete(feed)
    session.flush()
    return True


def find_feed(session: Session, token: str) -> tuple[Feed, User] | None:
    """Whose calendar an address is."""
    wanted = (
        select(Feed, User).join(User, User.id == Feed.user_id).where(Feed.token_hash == token_hash(token))
    )
    found = session.execute(wanted).one_or_none()
    return (found[0], found[1]) if found else None
