"""The letters of a claim, read together: three queries for all of them, instead of three for each.

Digests are read one by one in their lanes: each is about all that its user follows.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.loading import Catalog
from config.logging import described
from config.settings import Settings
from models.among import among
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

JUST_NOW = 0.05
"""Seconds for which what was read is taken to be so still; a letter that waited longer is looked at again. An
answer that comes within them crosses its message, as it would any that is on its way."""
AT_A_TIME = 16
"""Letters looked at again by one question: those whose turns come next."""
log = logging.getLogger(__name__)

_HELD = select(Reminder.id, Reminder.token).where(
    among(Reminder.id, "ids"),
    among(Reminder.token, "tokens"),
)


class Mailbag:
    """Holds a letter from its claim until its lane's turn comes."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, catalog: Catalog) -> None:
        self._database, self._clock, self._settings, self._catalog = database, clock, settings, catalog
        self._links = links_for(settings)
        self._letters: dict[Batch, tuple[Letter, float]] = {}
        """The letters and when they were read, or looked at again; in the order of their claims."""
        self._looking = threading.Lock()
        self._reader, self._asker = database.asker(), database.asker()

    def fill(self, batches: Sequence[Batch]) -> None:
        """Read the letters of these batches."""
        at = self._clock.monotonic()
        try:
            letters = self._read(batches)
        except Exception as error:
            # One that cannot be read must not hold up the others: each is then read in its own lane.
            log.warning("%d letters could not be read together: %s", len(batches), described(error))
            return
        self._letters.update({batch: (letter, at) for batch, letter in letters.items()})

    def drop(self, batches: Iterable[Batch]) -> None:
        """Their turns will not come."""
        with self._looking:
            for batch in batches:
                self._letters.pop(batch, None)

    def close(self) -> None:
        """Nothing is looked at again."""
        self._reader.close()
        self._asker.close()

    def take(self, batch: Batch) -> Letter | None:
        """The batch's letter as things stand now; None when nothing of it is this worker's any more."""
        letter = self._take(batch)
        if letter is None or letter.week is None:
            return letter
        with self._database.reading() as session:
            digest = read_digest(session, batch.user_id, letter.week, self._clock.now())
            return replace(letter, digest=digest, picture=_picture(letter, digest, session))

    def _take(self, batch: Batch) -> Letter | None:
        with self._looking:  # who comes meanwhile finds the letter looked at
            if not self._is_fresh(batch):
                self._look_again(batch)
            letter, _ = self._letters.pop(batch, (None, 0.0))
        if letter:
            return letter
        return self._read([batch]).get(batch)

    def _is_fresh(self, batch: Batch) -> bool:
        letter, at = self._letters.get(batch, (None, 0.0))
        return letter is None or self._clock.monotonic() - at < JUST_NOW

    def _look_again(self, batch: Batch) -> None:
        """Keep this letter, and those whose turns come next, as far as they are as they were read."""
        at = self._clock.monotonic()
        known = [batch, *(each for each in islice(list(self._letters), AT_A_TIME) if each is not batch)]
        held = self._held(known)
        for each in known:
            letter, _ = self._letters[each]
            # Moved dates are told in rows of their own, which outlive what they are about.
            own = {(number, each.token) for number in letter.reminder_ids}
            if held >= own and not letter.due.moved:
                self._letters[each] = letter, at
            else:
                del self._letters[each]

    def _read(self, batches: Sequence[Batch]) -> dict[Batch, Letter]:
        now = self._clock.now()
        with self._reader.connection() as connection:
            return read_all(connection, batches, self._catalog, self._settings, now, links=self._links)

    def _held(self, batches: Iterable[Batch]) -> set[tuple[int, str | None]]:
        ids = [number for batch in batches for number in batch.reminder_ids]
        tokens = list({batch.token for batch in batches})
        with self._asker.connection() as connection:
            found = connection.execute(_HELD, {"ids": ids, "tokens": tokens})
            return {(row.id, row.token) for row in found}


def _picture(letter: Letter, digest: Digest, session: Session) -> bytes | None:
    """Mail alone can show it within its text, and only full detail may name accounts."""
    reader = letter.due.reader
    if letter.channel_kind != "email" or reader.detail != "full" or not can_draw():
        return None
    return draw_digest(digest, stored_calendar(session), reader.locale)
