"""Opening the installation for one command: one session, one transaction, one instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cli.errors import Mistake, NotFound
from cli.wording import _
from config.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.planning import Planning
    from models.tables import Channel, Closure, User
    from scheduler.workdays import WorkCalendar
    from worker.installation import Installation


_CHANGED = N_(
    "closure {number} was changed by another command just now; look at it first: xiaohu show {number}"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with. Everything done in its session is stored together, or not at all."""

    installation: Installation
    session: Session
    user: User
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Where the user is."""
        return ZoneInfo(self.user.timezone or self.installation.settings.timezone)

    @property
    def today(self) -> date:
        """The user's date."""
        return self.now.astimezone(self.zone).date()

    def planning(self) -> Planning:
        """What dates are worked out with, at this desk's instant."""
        from worker.preferences import planning_for

        calendar = self.installation.calendar(self.session)
        return planning_for(self.user, self.installation.settings, calendar, self.now)

    def closure(self, number: int) -> Closure:
        """The user's closure of that number. Raises NotFound."""
        from models.tables import Closure

        closure = self.session.get(Closure, number)
        if closure is None or closure.person.user_id != self.user.id:
            raise NotFound(_("there is no closure no. {number}; see: xiaohu list", number=number))
        return closure

    def channel(self, number: int) -> Channel:
        """The user's channel of that number. Raises NotFound."""
        found = next((channel for channel in self.user.channels if channel.id == number), None)
        if found is None:
            raise NotFound(_("there is no channel no. {number}; see: xiaohu channels list", number=number))
        return found


@contextmanager
def reading() -> Iterator[Desk]:
    """A desk for looking."""
    with opened() as installation, installation.database.reading() as session:
        yield _desk(installation, session)


@contextmanager
def writing() -> Iterator[Desk]:
    """A desk for changing. What the block did is on disk when it has ended without an error."""
    with opened() as installation, writing_at(installation) as desk:
        yield desk


@contextmanager
def writing_at(installation: Installation) -> Iterator[Desk]:
    """The same, at an installation that stays open afterwards."""
    with installation.database.writing() as session:
        yield _desk(installation, session)


@contextmanager
def writing_about(number: int) -> Iterator[tuple[Desk, Closure]]:
    """A desk for changing one closure as it was when the command began.

    Raises NotFound, and Mistake where another command changed it while this one waited for its turn: what
    was decided by an older look is not done to what nobody has looked at.
    """
    with opened() as installation:
        with installation.database.reading() as session:
            seen = _desk(installation, session).closure(number).last_change
        with installation.database.writing() as session:
            desk = _desk(installation, session)
            closure = desk.closure(number)
            if closure.last_change != seen:
                raise Mistake(_(_CHANGED, number=number))
            yield desk, closure


@contextmanager
def opened(*, durable: bool = True) -> Iterator[Installation]:
    """The installation of this process' settings."""
    from config.settings import load_settings
    from worker.installation import open_installation

    with open_installation(load_settings(), durable=durable) as installation:
        yield installation


def calendar_in_use() -> WorkCalendar:
    """The working-day calendar with the imported notices. Asking for dates alone makes no database."""
    from catalog.calendars import load_calendar
    from config.settings import load_settings

    settings = load_settings()
    if not settings.database_url and not (settings.data_dir / "xiaohu.db").exists():
        return load_calendar()
    with reading() as desk:
        return desk.installation.calendar(desk.session)


def platforms_dirs() -> tuple[Path, ...]:
    """The operator's own folder of platforms, if there is one."""
    from config.settings import load_settings

    return load_settings().platforms_dirs


def _desk(installation: Installation, session: Session) -> Desk:
    return Desk(installation, session, installation.user(session), installation.clock.now())
