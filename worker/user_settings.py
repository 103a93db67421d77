"""What a user chose, and what follows when that changes: nothing that was sent is repeated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from config.i18n import N_
from config.preferences import (
    hour_of_day,
    known_locale,
    known_zone,
    overdue_days,
    two_hours,
    weekday_and_hour,
)
from config.settings import Settings
from config.told import Told
from models.tables import Closure, Person, Round, User
from scheduler.cadence import Cadence
from scheduler.lifecycle import FINISHED
from worker.digests import follow_digest_hours
from worker.follow_hours import follow_hours_of
from worker.installation import Installation

DEFAULT = "default"
"""Typed instead of a value: the installation's again."""


class SettingError(Told):
    """A value that cannot be set: one sentence with the name, the value and the remedy."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting in force, as it is written; ``own``: the user chose it, else it is the installation's."""

    value: str
    own: bool


READERS: Mapping[str, Callable[[str], str | time]] = {
    "locale": known_locale,
    "timezone": known_zone,
    "remind_at": hour_of_day,
    "digest_at": weekday_and_hour,
    "quiet_hours": two_hours,
    "cadence": overdue_days,
}
"""What a user can choose, by the name of its column, with what reads it."""


def chosen(user: User, settings: Settings) -> dict[str, Chosen]:
    """All settings of a user, by name."""
    own = {name: getattr(user, name) for name in READERS}
    return {
        name: Chosen(_written(_usual(name, settings) if value is None else value), value is not None)
        for name, value in own.items()
    }


def choose(name: str, text: str, user: User, session: Session, installation: Installation) -> None:
    """Set one, or take the installation's again (``default``), and bring what is planned into line.

    Part of the caller's transaction. Raises SettingError; nothing has changed then.
    """
    setattr(user, name, None if text == DEFAULT else _read(name, text))
    session.flush()
    settings, now = installation.settings, installation.clock.now()
    if name == "cadence":
        _replan(user, session, installation)
    follow_hours_of(user, session, settings, now)
    follow_digest_hours(session.connection(), settings, now)


def _read(name: str, text: str) -> str | time:
    try:
        return READERS[name](text)
    except ValueError as error:
        raise SettingError(
            N_("{name} cannot be {value}: {reason}"), name=name, value=repr(text[:60]), reason=str(error)
        ) from None


def _replan(user: User, session: Session, installation: Installation) -> None:
    planning = installation.planning(session, user)
    whole = (
        selectinload(Closure.person),
        selectinload(Closure.rounds).selectinload(Round.reminders),
    )
    mine = select(Closure).join(Closure.person).where(Person.user_id == user.id).options(*whole)
    for closure in session.scalars(mine.where(Closure.state.not_in(FINISHED))):
        closure.round.plan_reminders(user.id, planning)


def _usual(name: str, settings: Settings) -> str | time:
    usual: str | time = str(Cadence()) if name == "cadence" else getattr(settings, name)
    return usual


def _written(value: str | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else value
