"""The calendar changed while nobody was at work: a newer library came, or its data (Dates 6)."""

import logging

from worker.deliver import Deliverer
from worker.installation import Installation
from worker.recalculate import recalculate

log = logging.getLogger(__name__)


def follow_calendar(deliverer: Deliverer) -> None:
    """Bring open closures that were worked out with another calendar up to the one at hand."""
    installation = Installation(deliverer.settings, deliverer.database, deliverer.clock)
    with installation.database.writing() as session:
        done = recalculate(session, installation)
    if done.closures:
        log.info("another calendar: %d closure(s) worked out again, %d moved", done.closures, done.moved)
