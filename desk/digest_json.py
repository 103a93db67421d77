"""The digest as programs read it: these keys are fixed and only grow."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desk.closure_json import instant
from desk.pulls import pull_json
from scheduler.digest import Entry, Group
from scheduler.digest_weeks import week_name
from worker.digest_now import digest_of
from worker.digest_rows import read_digest

if TYPE_CHECKING:
    from desk.desk import Desk
    from worker.digest_rows import Week


def digest_json(week: Week, desk: Desk) -> dict[str, Any]:
    """The week, what became of its message (``state``: null before it is planned), and what it says."""
    facts = read_digest(desk.session, desk.user.id, week, desk.now)
    row = digest_of(desk.session, desk.user, week.number)
    return {
        "week": week_name(week.number),
        "from": facts.today.isoformat(),
        "to": facts.until.isoformat(),
        "state": row.state if row else None,
        "due_at": _instant(row.due_at if row else None, desk),
        "sent_at": _instant(row.sent_at if row else None, desk),
        "why": row.failure if row else None,
        "counts": {group.value: facts.counts.get(group, 0) for group in Group},
        "entries": [_entry(entry, desk) for entry in facts.entries],
        "provisional": [entry.followed.closure for entry in facts.provisional],
        "pulls": [pull_json(each.pull, each.person or desk.user.name) for each in facts.pulls],
        "channels_failed": [
            {"channel": each.channel, "on": each.on.isoformat(), "reason": each.reason, "lost": each.lost}
            for each in facts.failures
        ],
    }


def _entry(entry: Entry, desk: Desk) -> dict[str, Any]:
    followed = entry.followed
    return {
        "group": entry.group.value,
        "closure": followed.closure,
        "person": followed.person or desk.user.name,
        "platform": followed.platform,
        "state": followed.state.value,
        "on": _iso(entry.on),
        "days": entry.days,
        "step": entry.step,
        "opens_on": _iso(followed.opens_on),
        "due_on": _iso(followed.due_on),
        "check_on": _iso(followed.check_on),
        "provisional": followed.provisional,
        "answer_due_on": _iso(followed.answer_due_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(moment: datetime | None, desk: Desk) -> str | None:
    return instant(moment, desk) if moment else None
