"""What an outcome makes of its reminders: sent, tried again, passed to the next channel, or failed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notifiers.outcome import Outcome, Refused, Sent
from scheduler.retry import GiveUp, Retry, after
from scheduler.sending_hours import not_in_quiet_hours
from worker.claim import Batch
from worker.letters import Letter
from worker.record import Attempt
from worker.standing import standing


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt at a batch: when and for how long, under which Message-ID, and what came of it."""

    batch: Batch
    letter: Letter
    message_id: str
    outcome: Outcome
    at: datetime
    seconds: float


def attempt(tried: Try, jitter: float) -> Attempt:
    """The rows to write. ``jitter`` is a random number from 0 to 1, for ``scheduler.retry``."""
    becomes, held = _becomes(tried, jitter), tried.letter.reminder_ids
    return Attempt(
        receipts=tuple(_receipt(tried, reminder_id) for reminder_id in held),
        becomes=tuple(becomes | {"of": reminder_id, "held": tried.batch.token} for reminder_id in held),
        events=tuple(_event(tried, becomes, closure_id) for closure_id in tried.letter.closure_ids),
        standing=standing(tried.outcome, tried.batch, tried.letter.hours, tried.at),
    )


def _becomes(tried: Try, jitter: float) -> dict[str, Any]:
    batch, letter, outcome = tried.batch, tried.letter, tried.outcome
    same = {
        "due_at": None,
        "channel": batch.channel_id,
        "batch": batch.key,
        "attempts": batch.attempts + 1,
    }
    if isinstance(outcome, Sent):
        return same | {"state": "sent", "sent_at": tried.at, "failure": None}
    failed = same | {"sent_at": None, "failure": f"{outcome.code}: {outcome.reason}"}
    again = failed | {"state": "scheduled", "batch": _key(tried)}
    match after(outcome, batch.attempts + 1, tried.at, jitter):
        case Retry(at=at):
            return again | {"due_at": not_in_quiet_hours(at, letter.hours)}
        case GiveUp():
            if letter.next_channel is not None:
                return again | {"channel": letter.next_channel, "attempts": 0}
            return failed | {"state": "failed"}


def _key(tried: Try) -> str | None:
    """The name under which it goes out next; None for one that is made anew.

    What was refused did not arrive: it may be said anew together with what came due since, also where it
    waits for the next channel's budget. What broke off, now or in an earlier turn, may have arrived: it goes
    out as the same message, so that a copy shows as one. A key equal to the token was made for this turn.
    """
    anew = isinstance(tried.outcome, Refused) and tried.batch.key == tried.batch.token
    return None if anew else tried.batch.key


def _receipt(tried: Try, reminder_id: int) -> dict[str, Any]:
    outcome = tried.outcome
    said = outcome.text if isinstance(outcome, Sent) else outcome.reason
    return {
        "reminder_id": reminder_id,
        "channel": tried.batch.channel_id,
        "message_id": tried.message_id,
        "at": tried.at,
        "outcome": type(outcome).__name__.lower(),
        "code": outcome.code,
        "reason": said,
        "seconds": tried.seconds,
    }


def _event(tried: Try, becomes: dict[str, Any], closure_id: int) -> dict[str, Any]:
    kind = {"sent": "reminded", "failed": "reminder_failed"}.get(becomes["state"], "reminder_delayed")
    data = {"channel": tried.batch.channel_id, "message_id": tried.message_id, "failure": becomes["failure"]}
    return {
        "at": tried.at,
        "kind": kind,
        "user_id": tried.batch.user_id,
        "closure_id": closure_id,
        "data": data,
    }
