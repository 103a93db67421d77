"""What the doors and the worker stand on: settings, database, calendar, catalogue and clock, opened once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.calendars import load_calendar
from catalog.loading import Catalog, load_catalog
from catalog.notices import parse_notices
from config.settings import Settings
from models.planning import Planning
from models.schema import prepare
from models.session import Database
from models.tables import HolidayNotice, Person, User
from models.user import Relation
from scheduler.workdays import WorkCalendar
from worker.clock import Clock, clock_from
from worker.follow_hours import planned_with
from worker.key_file import KeyFile
from worker.keyring import Keyring
from worker.preferences import planning_for

OWNER = "本人"
"""The user and person that exist from the start."""


@dataclass(frozen=True)
class Installation:
    """An open installation; its database has this program's schema and the first user."""

    settings: Settings
    database: Database
    clock: Clock

    def catalog(self) -> Catalog:
        """All platforms, the operator's own folder included, read once. Raises CatalogError."""
        return self._catalog

    def calendar(self, session: Session) -> WorkCalendar:
        """The working-day calendar with the imported notices."""
        return stored_calendar(session)

    def planning(self, session: Session, user: User) -> Planning:
        """What a user's dates are worked out with, now."""
        return planning_for(user, self.settings, self.calendar(session), self.clock.now())

    @property
    def keys(self) -> Keyring:
        """The keys of the channels' settings, as they are now."""
        return Keyring(KeyFile(self.settings.keys))

    def user(self, session: Session) -> User:
        """The one user of a command-line installation."""
        return session.scalars(select(User).order_by(User.id).limit(1)).one()

    @cached_property
    def _catalog(self) -> Catalog:
        return load_catalog(*self.settings.platforms_dirs)


_NOTICES = select(HolidayNotice.text).order_by(HolidayNotice.year)


def stored_calendar(session: Session) -> WorkCalendar:
    """The working-day calendar with the imported notices."""
    return _calendar(tuple(session.scalars(_NOTICES)))


@lru_cache(maxsize=32)  # nearly every act asks for it, and it is made of some eight thousand days
def _calendar(notices: tuple[str, ...]) -> WorkCalendar:
    return load_calendar([year for text in notices for year in parse_notices(text)])


@contextmanager
def open_installation(settings: Settings, *, durable: bool = True) -> Iterator[Installation]:
    """Open (and make, where it is new) the installation of these settings. Raises DatabaseUnusable."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database, durable=durable)
    clock = clock_from(settings.clock)
    try:
        prepare(database)
        _welcome(database, settings, clock.now())
        yield Installation(settings, database, clock)
    finally:
        database.close()


def _welcome(database: Database, settings: Settings, now: datetime) -> None:
    """The first user and person, where there are none. Looking first keeps readers out of writers' way."""
    with database.reading() as session:
        if session.scalar(ANYBODY) is not None:
            return
    with database.writing() as session:
        if session.scalar(ANYBODY) is None:
            session.add(first_user(settings, now))


def first_user(settings: Settings, now: datetime) -> User:
    """A new user who follows their own report."""
    own = Person(name=OWNER, relation=Relation.SELF.value, created_at=now)
    user = User(name=OWNER, created_at=now, people=[own])
    user.planned_with = planned_with(user, settings)
    return user


ANYBODY = select(User.id).limit(1)
"""Whether there is a user at all."""
