"""The calendar changed while nobody was at work: a newer library came, or its data (Dates 6)."""

import logging

from sqlalchemy.orm import Session

from models.tables import Heartbeat
from worker.deliver import Deliverer
from worker.installation import Installation, stored_calendar
from worker.recalculate import recalculate

FOLLOWED = "followed: calendar"
"""The row that says which calendar everything was last worked out with."""
log = logging.getLogger(__name__)


def follow_calendar(deliverer: Deliverer) -> None:
    """Bring open closures that were worked out with another calendar up to the one at hand."""
    installation = Installation(deliverer.settings, deliverer.database, deliverer.clock)
    with installation.database.reading() as session:
        if _is_followed(session):
            return  # nearly every start: nobody's closures are looked through, and no writer waits
    with installation.database.writing() as session:
        version = stored_calendar(session).version
        done = recalculate(session, installation)
        now = deliverer.clock.real_now()
        session.merge(Heartbeat(worker=FOLLOWED, started_at=now, seen_at=now, said=version))
    if done.closures:
        log.info("another calendar: %d closure(s) worked out again, %d moved", done.closures, done.moved)


def _is_followed(session: Session) -> bool:
    followed = session.get(Heartbeat, FOLLOWED)
    return followed is not None and followed.said == stored_calendar(session).version
