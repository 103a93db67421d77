"""One request of somebody who signed in: who it is, one database session, one instant, one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from config.i18n import Translator
from desk.desk import Desk
from desk.mistakes import Fault, reply
from desk.wording import speaking
from models.tables import Account, User
from web.errors import LoginNeeded, Missing
from web.rendering import language, render
from web.sessions import signed_in, token_of
from web.site import Site, site_of
from web.trust import Trust, trust


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page works with. What was done in its session is stored together, or not at all."""

    request: Request
    site: Site
    desk: Desk
    account: Account
    said: Translator

    @property
    def session(self) -> Session:
        """The database session of this request."""
        return self.desk.session

    @property
    def user(self) -> User:
        """Who gets the messages."""
        return self.desk.user

    @property
    def today(self) -> date:
        """The user's date."""
        return self.desk.today

    def trust(self) -> Trust:
        """When the scheduler last ran, what it sends next, and what failed last."""
        return trust(self.session, self.user, self.site.installation.clock.real_now())

    def page(self, name: str, status: int = 200, **view: Any) -> HTMLResponse:
        """A page with the frame that everybody who signed in sees."""
        frame = {"account": self.account, "trust": self.trust(), "today": self.today, "zone": self.desk.zone}
        return render(self.request, self.said, name, status, **frame, **view)

    def problems(self, error: Exception, field: str = "") -> dict[str, str]:
        """What a page that failed shows beside a field (the whole form for ""); a defect is raised on."""
        known = reply(error)
        if known is None:
            raise error
        fault, sentence, _remedy = known
        if fault is Fault.NOT_FOUND and not field:
            raise Missing from error
        return {field: sentence}


@contextmanager
def looking(request: Request) -> Iterator[Visit]:
    """A visit that changes nothing. Raises LoginNeeded."""
    site = site_of(request)
    with site.installation.database.reading() as session:
        visit = _visit(request, site, session)
        with speaking(visit.said):
            yield visit


@contextmanager
def changing(request: Request) -> Iterator[Visit]:
    """A visit that acts: what the block did is on disk when it has ended without an error."""
    site = site_of(request)
    with site.installation.database.writing(token_of(request, site)) as session:
        visit = _visit(request, site, session)
        with speaking(visit.said):
            yield visit


def to(path: str) -> RedirectResponse:
    """After a POST: go and look (303), so that reloading repeats nothing."""
    return RedirectResponse(path, 303)


def _visit(request: Request, site: Site, session: Session) -> Visit:
    installation = site.installation
    found = signed_in(session, token_of(request, site), installation.clock.real_now())
    if found is None:
        raise LoginNeeded
    user = found.account.user
    said = language(request, user.locale, installation.settings.locale)
    return Visit(
        request, site, Desk(installation, session, user, installation.clock.now()), found.account, said
    )
