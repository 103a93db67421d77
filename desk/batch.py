"""A file of closures, understood whole, then stored in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk.csv_rows import rows
from desk.following import count_followed
from desk.importing import Ground, Understood, steps, understand
from desk.mistakes import Mistake, Overtaken
from desk.registering import find_person
from desk.wording import _, ngettext
from models.registration import register_all
from models.tables import ExternalId, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from worker.installation import Installation

T = TypeVar("T")


class AlreadyFollowed(Mistake):
    """Rows are at platforms that are followed already: other accounts there, or the same file once more."""

    def __init__(self, count: int) -> None:
        sentence = ngettext(
            "{n} row is at a platform you follow already; nothing is stored",
            "{n} rows are at platforms you follow already; nothing is stored",
            count,
        )
        super().__init__(sentence)


class Watch(Protocol):
    """Gives the same things back, and may show somebody how far it has come."""

    def __call__(self, things: Iterable[T], title: str, total: int) -> Iterable[T]: ...


def _unwatched(things: Iterable[T], title: str, total: int) -> Iterable[T]:
    return things


def run_import(
    installation: Installation,
    user_id: int,
    data: bytes,
    person: str | None = None,
    *,
    free: bool = False,
    dry_run: bool = False,
    once: bool = False,
    watch: Watch = _unwatched,
) -> Understood:
    """What a file comes to; stored unless it is a dry run or something is wrong with it.

    ``person``: whose report it is where a row names nobody. ``free``: platforms the catalogue does not know
    are taken too. ``once``: nothing is stored where a row's platform is followed already (AlreadyFollowed).
    Raises Mistake for what concerns the whole file, NotFound for an unknown person.
    """
    # Understood before anything is locked: the worker goes on meanwhile.
    with installation.database.reading() as session:
        ground = _ground(installation, session, user_id, person, free=free)
        result = understand(watch(rows(data), _("Reading"), data.count(b"\n")), ground)
    if result.registrations and not (dry_run or result.failures):
        _store(installation, user_id, result, ground, watch, once=once)
    return result


def _ground(
    installation: Installation, session: Session, user_id: int, person: str | None, *, free: bool
) -> Ground:
    user = session.get_one(User, user_id)
    find_person(person, user.people)  # said once here, not for every row
    return Ground(
        people=tuple(user.people),
        catalog=installation.catalog(),
        planning=installation.planning(session, user),
        known=_known(session, user_id),
        person=person,
        free=free,
    )


def _known(session: Session, user_id: int) -> frozenset[str]:
    return frozenset(session.scalars(select(ExternalId.external_id).where(ExternalId.user_id == user_id)))


def _store(
    installation: Installation,
    user_id: int,
    result: Understood,
    ground: Ground,
    watch: Watch,
    *,
    once: bool,
) -> None:
    parts = steps(result.registrations)
    try:
        with installation.database.statement() as connection:
            if once and (count := count_followed(result.registrations, connection)):
                raise AlreadyFollowed(count)
            for part in watch(parts, _("Storing"), len(parts)):
                register_all(connection, user_id, part, ground.planning)
    except IntegrityError:
        raise Overtaken(
            _("a person or an external_id changed while the file was read; nothing is stored, try again")
        ) from None
