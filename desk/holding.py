"""On hold after a restore: how things stand, in words and numbers, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk.mistakes import Mistake
from desk.wording import _
from models.hold import hold_in_force
from models.tables import Channel, Hold
from worker.hold import Overdue, Waiting, release, waiting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from worker.installation import Installation


@dataclass(frozen=True, slots=True)
class Holding:
    """A hold that is in force; ``unreadable``: channels that the key file there is does not open."""

    hold: Hold
    due: Waiting
    unreadable: int


def holding(session: Session, installation: Installation) -> Holding | None:
    """None where nothing is on hold."""
    hold = hold_in_force(session)
    if hold is None:
        return None
    keys = installation.keys
    channels = session.execute(select(Channel.kind, Channel.config)).all()
    unreadable = sum(keys.open(kind, config) is None for kind, config in channels)
    return Holding(hold, waiting(session, installation.clock.now()), unreadable)


def holding_json(found: Holding | None) -> dict[str, Any] | None:
    """The same for programs."""
    if found is None:
        return None
    hold, due = found.hold, found.due
    return {
        "since": hold.since.isoformat(),
        "backup_made_at": _iso(hold.made_at),
        "replaced_worked_until": _iso(hold.worked_until),
        "due": {"reminders": due.reminders, "messages": due.messages, "oldest": _iso(due.oldest)},
        "channels_unreadable": found.unreadable,
    }


def let_go(choice: str, until: str, session: Session, now: datetime, zone: ZoneInfo) -> Waiting:
    """Release the hold: ``send``, ``drop``, or ``sent-until`` an instant as it was typed. What goes out.

    Raises NotOnHold, Mistake.
    """
    if choice == "sent-until":
        return release(session, _instant(until, zone), now)
    try:
        return release(session, Overdue(choice), now)
    except ValueError:
        raise Mistake(_("choose what happens to the messages that are due")) from None


def _instant(typed: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise Mistake(_("{typed}: not a time; write it like 2026-10-12 18:00", typed=repr(typed))) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
