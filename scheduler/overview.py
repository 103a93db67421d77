"""An adviser's people side by side: what is due for whom, who is late, who is silent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.digest import Entry, Group
from scheduler.reminders import ANSWER_DUE
from scheduler.today import is_late


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands.

    ``due``: closures that want something today, late ones included, and clocks that are over. ``late``:
    closures whose day has passed, ``days`` ago at most. ``silent``: closures whose reminders are over without
    an answer. ``next_on``: the next day with something to do.
    """

    person: str
    due: int = 0
    late: int = 0
    days: int = 0
    silent: int = 0
    waiting: int = 0
    next_on: date | None = None


def standings(
    people: Iterable[str], entries: Iterable[tuple[str, Entry]], clocks: Iterable[str]
) -> tuple[Standing, ...]:
    """Each person's standing, who needs most first. ``clocks``: whose escalation clock is over, once each."""
    by_person: defaultdict[str, list[Entry]] = defaultdict(list)
    for person, entry in entries:
        by_person[person].append(entry)
    over = Counter(clocks)
    found = (_standing(person, by_person[person], over[person]) for person in people)
    return tuple(sorted(found, key=_urgency))


def _standing(person: str, entries: Sequence[Entry], over: int) -> Standing:
    late = [entry for entry in entries if is_late(entry)]
    waiting = [entry for entry in entries if entry.group in (Group.THIS_WEEK, Group.WAITING)]
    wanted = [entry for entry in entries if is_late(entry) or entry.group is Group.TODAY]
    return Standing(
        person,
        due=sum(entry.step != ANSWER_DUE for entry in wanted) + over,  # an answer that is due is a clock
        late=len(late),
        days=max((entry.days or 0 for entry in late), default=0),
        silent=sum(entry.group is Group.STILL_OPEN for entry in entries),
        waiting=len(waiting),
        next_on=min((entry.on for entry in waiting if entry.on), default=None),
    )


def _urgency(each: Standing) -> tuple[int, int, int, date, str]:
    return -each.days, -each.late, -each.due, each.next_on or date.max, each.person
