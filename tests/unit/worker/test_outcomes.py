"""What each outcome makes of its reminders."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from notifiers.due import Due, Reader, Server
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from scheduler.retry import MAX_ATTEMPTS
from scheduler.sending_hours import SendingHours
from tests.closures import CHECK_AT, HOURS, beijing
from worker.claim import Batch
from worker.letters import Letter
from worker.outcomes import Try, attempt
from worker.record import Attempt

BUSY = Refused(permanent=False, code="451", reason="try again later")
NO = Refused(permanent=True, code="550", reason="no such user")
CUT = Unreachable("the connection was cut", code="cut")
THIS_TURN, BEFORE = "token", "an earlier token"


def _attempt(
    outcome: Outcome,
    *,
    attempts: int = 0,
    key: str = THIS_TURN,
    next_channel: int | None = None,
    at: datetime = CHECK_AT,
    hours: SendingHours = HOURS,
) -> Attempt:
    batch = Batch(key, 7, 3, (11, 12), "token", CHECK_AT, attempts, CHECK_AT)
    due = Due((), Reader("zh_CN", UTC), Server("box"), at)
    letter = Letter(due, "email", "", next_channel, hours, (11, 12), (5,))
    return attempt(Try(batch, letter, "<1@box>", outcome, at, 0.25), jitter=1.0)


def _becomes(*args: Any, **rest: Any) -> dict[str, Any]:
    first, second = _attempt(*args, **rest).becomes
    assert first | {"of": 12} == second
    assert (first["of"], first["held"]) == (11, "token")
    return first


def test_what_was_sent_is_sent() -> None:
    row = _becomes(Sent())
    assert (row["state"], row["sent_at"], row["failure"]) == ("sent", CHECK_AT, None)
    assert (row["channel"], row["batch"], row["attempts"]) == (3, THIS_TURN, 1)


@pytest.mark.parametrize("outcome", [BUSY, CUT])
@pytest.mark.parametrize(("attempts", "seconds"), [(0, 30), (1, 60), (3, 240), (30, 3600)])
def test_what_may_go_better_later_is_tried_again_over_the_same_channel(
    outcome: Outcome, attempts: int, seconds: int
) -> None:
    row = _becomes(outcome, attempts=attempts, next_channel=4)
    assert (row["state"], row["channel"], row["attempts"]) == ("scheduled", 3, attempts + 1)
    assert row["due_at"] == CHECK_AT + timedelta(seconds=seconds)
    assert row["sent_at"] is None


def test_the_failure_is_kept_in_the_words_of_the_other_side() -> None:
    assert _becomes(BUSY)["failure"] == "451: try again later"
    assert _becomes(NO)["failure"] == "550: no such user"
    assert _becomes(CUT)["failure"] == "cut: the connection was cut"


@pytest.mark.parametrize(
    ("outcome", "key", "kept"),
    [
        (BUSY, THIS_TURN, None),  # it did not arrive: it may be said anew
        (BUSY, BEFORE, BEFORE),  # but an earlier turn may have got it through
        (CUT, THIS_TURN, THIS_TURN),
        (CUT, BEFORE, BEFORE),
    ],
)
def test_what_may_have_arrived_goes_out_as_the_same_message(
    outcome: Outcome, key: str, kept: str | None
) -> None:
    assert _becomes(outcome, key=key)["batch"] == kept


def test_what_is_refused_for_good_goes_to_the_next_channel_at_once() -> None:
    row = _becomes(NO, attempts=2, next_channel=4)
    assert (row["state"], row["channel"], row["attempts"], row["due_at"]) == ("scheduled", 4, 0, None)


@pytest.mark.parametrize(
    ("outcome", "attempts"), [(NO, 0), (BUSY, MAX_ATTEMPTS - 1), (CUT, MAX_ATTEMPTS - 1)]
)
def test_without_a_next_channel_it_has_failed(outcome: Outcome, attempts: int) -> None:
    assert _becomes(outcome, attempts=attempts)["state"] == "failed"


def test_after_a_day_of_silence_the_next_channel_is_tried() -> None:
    row = _becomes(CUT, attempts=MAX_ATTEMPTS - 1, next_channel=4)
    assert (row["state"], row["channel"], row["attempts"]) == ("scheduled", 4, 0)


def test_a_retry_waits_for_the_end_of_the_quiet_hours() -> None:
    late = beijing("2026-10-10 21:59:50")
    assert _becomes(CUT, at=late)["due_at"] == beijing("2026-10-11 08:00")
    awake = SendingHours("Asia/Shanghai", time(9), None, None)
    assert _becomes(CUT, at=late, hours=awake)["due_at"] == late + timedelta(seconds=30)


def test_a_channel_that_asks_for_time_gets_it() -> None:
    asked = Refused(permanent=False, code="429", reason="slow down", retry_after=timedelta(minutes=20))
    assert _becomes(asked)["due_at"] == CHECK_AT + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("outcome", "named", "code", "reason"),
    [
        (Sent(), "sent", "", ""),
        (BUSY, "refused", "451", "try again later"),
        (CUT, "unreachable", "cut", "the connection was cut"),
    ],
)
def test_every_reminder_of_the_message_has_a_receipt(
    outcome: Outcome, named: str, code: str, reason: str
) -> None:
    receipts = _attempt(outcome).receipts
    assert [receipt["reminder_id"] for receipt in receipts] == [11, 12]
    first = receipts[0]
    assert (first["outcome"], first["code"], first["reason"]) == (named, code, reason)
    assert (first["channel"], first["message_id"]) == (3, "<1@box>")
    assert (first["at"], first["seconds"]) == (CHECK_AT, 0.25)


@pytest.mark.parametrize(
    ("outcome", "kind"), [(Sent(), "reminded"), (BUSY, "reminder_delayed"), (NO, "reminder_failed")]
)
def test_every_closure_of_the_message_has_an_event(outcome: Outcome, kind: str) -> None:
    [event] = _attempt(outcome).events
    assert (event["kind"], event["closure_id"], event["user_id"], event["at"]) == (kind, 5, 7, CHECK_AT)
    assert event["data"]["message_id"] == "<1@box>"
