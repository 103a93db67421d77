"""The letters of a claim, read together: three queries for all of them, instead of three for each.

Digests are read one by one in their lanes: each is about all that its user follows.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalog.loading import Catalog
from config.logging import described
from config.settings import Settings
from models.session import Database
from models.tables import Reminder
from scheduler.digest import Digest
from worker.action_links import links_for
from worker.claim import Batch
from worker.clock import Clock
from worker.digest_picture import can_draw, draw_digest
from worker.digest_rows import read_digest
from worker.installation import stored_calendar
from worker.letters import Letter, read_all

JUST_NOW = 0.01
"""Seconds for which what was read is taken to be so still; a letter that waited longer is looked at again."""
log = logging.getLogger(__name__)

_HELD = select(Reminder.id).where(
    Reminder.id.in_(bindparam("ids", expanding=True)), Reminder.token == bindparam("holder")
)


class Mailbag:
    """Holds a letter from its claim until its lane's turn comes."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, catalog: Catalog) -> None:
        self._database, self._clock, self._settings, self._catalog = database, clock, settings, catalog
        self._links = links_for(settings)
        self._letters: dict[Batch, tuple[Letter, float]] = {}

    def fill(self, batches: Sequence[Batch]) -> None:
        """Read the letters of these batches."""
        at = self._clock.monotonic()
        try:
            with self._database.reading() as session:
                letters = self._read(session, batches)
        except Exception as error:
            # One that cannot be read must not hold up the others: each is then read in its own lane.
            log.warning("%d letters could not be read together: %s", len(batches), described(error))
            return
        self._letters.update({batch: (letter, at) for batch, letter in letters.items()})

    def take(self, batch: Batch) -> Letter | None:
        """The batch's letter as things stand now; None when nothing of it is this worker's any more."""
        letter = self._take(batch)
        if letter is None or letter.week is None:
            return letter
        with self._database.reading() as session:
            digest = read_digest(session, batch.user_id, letter.week, self._clock.now())
            return replace(letter, digest=digest, picture=_picture(letter, digest, session))

    def _take(self, batch: Batch) -> Letter | None:
        letter, read_at = self._letters.pop(batch, (None, 0.0))
        just_now = self._clock.monotonic() - read_at < JUST_NOW
        if letter and (just_now or (not letter.due.moved and self._held(batch) == set(letter.reminder_ids))):
            return letter  # moved dates are told in rows of their own, which outlive what they are about
        with self._database.reading() as session:
            return self._read(session, [batch]).get(batch)

    def _read(self, session: Session, batches: Sequence[Batch]) -> dict[Batch, Letter]:
        now = self._clock.now()
        return read_all(session, batches, self._catalog, self._settings, now, links=self._links)

    def _held(self, batch: Batch) -> set[int]:
        with self._database.reading() as session:
            given = {"ids": batch.reminder_ids, "holder": batch.token}
            return set(session.connection().scalars(_HELD, given))


def _picture(letter: Letter, digest: Digest, session: Session) -> bytes | None:
    """Mail alone can show it within its text, and only full detail may name accounts."""
    reader = letter.due.reader
    if letter.channel_kind != "email" or reader.detail != "full" or not can_draw():
        return None
    return draw_digest(digest, stored_calendar(session), reader.locale)
