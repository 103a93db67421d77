"""A user's day: the digest's entries as cards, person by person, or the people side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desk.today_rows import Facts, Filed, last_acts, read_facts, read_filed, read_recent, read_verified
from models.pull_wishes import wishes_of
from scheduler.digest import Entry, digest
from scheduler.overview import Standing, standings
from scheduler.pulls import Wishes
from scheduler.today import ClockOver, Today, clocks_over, is_ready, today_of
from worker.digest_rows import read_followed, week_of

if TYPE_CHECKING:
    from sqlalchemy import Row

    from desk.desk import Desk

UNDO_FOR = timedelta(minutes=10)
"""How long the page of today offers to take back the last act; a closure's own page offers it longer."""


@dataclass(frozen=True)
class Diary:
    """Everything a user's pages of today are made from. Read once; the rest is worked out in memory."""

    desk: Desk
    entries: Sequence[Entry]
    filed: Mapping[int, Filed]
    verified: Mapping[str, int]

    def of(self, person: str, *, report_here: bool = False) -> tuple[Today, Mapping[int, Facts]]:
        """One person's day, and what its cards say of their closures.

        ``report_here``: a new report is at hand, whether it was asked for or not.
        """
        entries = [entry for whose, entry in self._by_person if whose == person]
        wanted = [entry.followed.closure for entry in entries if _has_card(entry)]
        facts = read_facts(self.desk.session, wanted)
        asked = {closure for closure, known in facts.items() if report_here or known.report_asked}
        clocks = [clock for clock in self._clocks if self.filed[clock.closure].person == person]
        wishes = self._wishes.get(person)
        return today_of(entries, asked, clocks, self.desk.today, wishes), facts

    def overview(self) -> tuple[Standing, ...]:
        """Everybody's standing, who needs most first."""
        people = [person.name for person in self.desk.user.people]
        over = [self.filed[clock.closure].person for clock in self._clocks]
        return standings(people, self._by_person, over)

    @cached_property
    def _by_person(self) -> Sequence[tuple[str, Entry]]:
        own = self.desk.user.name
        return [(entry.followed.person or own, entry) for entry in self.entries]

    @cached_property
    def _wishes(self) -> Mapping[str, Wishes]:
        today = self.desk.today
        return {person.name: wishes_of(person.pull_wishes, today) for person in self.desk.user.people}

    @cached_property
    def _clocks(self) -> Sequence[ClockOver]:
        filings = {closure: filed.filings for closure, filed in self.filed.items()}
        return list(clocks_over(filings, self.desk.today))


def read_diary(desk: Desk) -> Diary:
    """In as many queries as for one closure."""
    session, user, today = desk.session, desk.user, desk.today
    week = week_of(today, today, user.digest_at, desk.zone, desk.installation.settings)
    followed = read_followed(session, user.id, desk.now, desk.zone)
    entries = digest(followed, today, week.until).entries
    return Diary(desk, entries, read_filed(session, user.id), read_verified(session, user.id))


def read_last_acts(desk: Desk) -> Sequence[Row[Any]]:
    """What was just done, and can be taken back."""
    return last_acts(read_recent(desk.session, desk.user.id, desk.now - UNDO_FOR))


def _has_card(entry: Entry) -> bool:
    return is_ready(entry) or (entry.days == 0 and entry.step is not None)
