"""Opening the installation for one command: one session, one transaction, one instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from config.i18n import N_
from desk.desk import Desk
from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.observed import Summaries
    from models.tables import Closure
    from scheduler.workdays import WorkCalendar
    from worker.installation import Installation


_CHANGED, _LOOK = (
    N_("closure {number} was changed by another command just now"),
    N_("look at it first: xiaohu show {number}"),
)


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
                raise Mistake(_(_CHANGED, number=number), _(_LOOK, number=number))
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


def observed_times() -> Summaries:
    """How long closings really took, by route. Asking for the catalogue alone makes no database."""
    from config.settings import load_settings

    settings = load_settings()
    if not settings.database_url and not (settings.data_dir / "xiaohu.db").exists():
        return {}
    from desk.observed import summaries

    with reading() as desk:
        return summaries(desk)


def platforms_dirs() -> tuple[Path, ...]:
    """The operator's own folder of platforms, if there is one."""
    from config.settings import load_settings

    return load_settings().platforms_dirs


def _desk(installation: Installation, session: Session) -> Desk:
    return Desk(installation, session, installation.user(session), installation.clock.now())
