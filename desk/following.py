"""What is followed already: registering it once more may be meant, or a form that was sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import Closure
from scheduler.lifecycle import FINISHED

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from models.registration import Registration


_FINISHED = [state.value for state in FINISHED]


def already_followed(wanted: Registration, session: Session) -> int | None:
    """The number of the person's latest open closure at the same platform."""
    target = wanted.target
    same = Closure.platform == target.platform if target.platform else Closure.platform_name == target.name
    query = (
        select(Closure.id)
        .where(Closure.person_id == wanted.person_id, same)
        .where(Closure.state.not_in(_FINISHED))
        .order_by(Closure.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def count_followed(wanted: Sequence[Registration], connection: Connection | Session) -> int:
    """How many are at platforms where their person has an open closure.

    Rows with an external id are not counted: they cannot come twice.
    """
    open_ones = select(Closure.person_id, Closure.platform, Closure.platform_name).where(
        Closure.person_id.in_({each.person_id for each in wanted if not each.external_id}),
        Closure.state.not_in(_FINISHED),
    )
    known = {(person, slug or name) for person, slug, name in connection.execute(open_ones)}
    return sum(
        (each.person_id, each.target.platform or each.target.name) in known
        for each in wanted
        if not each.external_id
    )
