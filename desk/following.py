"""What is followed already: registering it once more may be meant, or a form that was sent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import Closure
from scheduler.lifecycle import FINISHED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.registration import Registration


def already_followed(wanted: Registration, session: Session) -> int | None:
    """The number of the person's latest open closure at the same platform."""
    target = wanted.target
    same = Closure.platform == target.platform if target.platform else Closure.platform_name == target.name
    query = (
        select(Closure.id)
        .where(Closure.person_id == wanted.person_id, same)
        .where(Closure.state.not_in([state.value for state in FINISHED]))
        .order_by(Closure.id.desc())
        .limit(1)
    )
    return session.scalar(query)
