"""One request of somebody who signed in: who it is, one database session, one instant, one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from config.i18n import Translator
from models.tables import Account, User
from web.errors import LoginNeeded
from web.rendering import language, render
from web.sessions import signed_in, token_of
from web.site import Site, site_of
from web.trust import Trust, trust


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page works with. What was done in its session is stored together, or not at all."""

    request: Request
    site: Site
    session: Session
    account: Account
    now: datetime
    said: Translator

    @property
    def user(self) -> User:
        """Who gets the messages."""
        return self.account.user

    @property
    def zone(self) -> ZoneInfo:
        """Where the user is."""
        return ZoneInfo(self.user.timezone or self.site.installation.settings.timezone)

    @property
    def today(self) -> date:
        """The user's date."""
        return self.now.astimezone(self.zone).date()

    def trust(self) -> Trust:
        """When the scheduler last ran, what it sends next, and what failed last."""
        return trust(self.session, self.user, self.site.installation.clock.real_now())

    def page(self, name: str, status: int = 200, **view: Any) -> HTMLResponse:
        """A page with the frame that everybody who signed in sees."""
        frame = {"account": self.account, "trust": self.trust(), "today": self.today, "zone": self.zone}
        return render(self.request, self.said, name, status, **frame, **view)


@contextmanager
def looking(request: Request) -> Iterator[Visit]:
    """A visit that changes nothing. Raises LoginNeeded."""
    site = site_of(request)
    with site.installation.database.reading() as session:
        yield _visit(request, site, session)


@contextmanager
def changing(request: Request) -> Iterator[Visit]:
    """A visit that acts: what the block did is on disk when it has ended without an error."""
    site = site_of(request)
    with site.installation.database.writing() as session:
        yield _visit(request, site, session)


def to(path: str) -> RedirectResponse:
    """After a POST: go and look (303), so that reloading repeats nothing."""
    return RedirectResponse(path, 303)


def _visit(request: Request, site: Site, session: Session) -> Visit:
    now = site.installation.clock.now()
    found = signed_in(session, token_of(request, site), site.installation.clock.real_now())
    if found is None:
        raise LoginNeeded
    account = found.account
    settings = site.installation.settings
    said = language(request, account.user.locale, settings.locale)
    return Visit(request, site, session, account, now, said)
