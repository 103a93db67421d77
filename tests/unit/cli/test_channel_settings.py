"""What a user decides about a channel, and what is shown of its messages."""

import json
from typing import Any

import pytest

from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent
from tests.command_line import CommandLine, assert_refused
from worker import trial
from worker.waits import OVER_BUDGET

ADD = ["channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1", "--security", "none"]


@pytest.fixture
def two(xiaohu: CommandLine) -> CommandLine:
    """Two channels."""
    for _ in range(2):
        assert xiaohu(*ADD, "--port", "1").code == 0
    return xiaohu


def _listed(xiaohu: CommandLine, number: int = 1) -> dict[str, Any]:
    [found] = [each for each in xiaohu("channels", "list", "--json").json if each["id"] == number]
    return dict(found)


def _set(xiaohu: CommandLine, *args: str) -> dict[str, Any]:
    assert xiaohu("channels", "set", "1", *args).code == 0
    return _listed(xiaohu)


def test_a_new_channel_is_for_everything_and_in_use(two: CommandLine) -> None:
    listed = _listed(two)
    assert listed["for"] == ["reminders", "digests", "warnings"]
    assert (listed["paused"], listed["refusals"]) == (None, 0)
    assert listed["budget"] == {"per_minute": None, "per_day": None}


@pytest.mark.parametrize(
    ("args", "key", "becomes"),
    [
        (["--for", "digests"], "for", ["digests"]),
        (["--for", "warnings, reminders"], "for", ["reminders", "warnings"]),
        (["--minimal"], "detail", "minimal"),
        (["--position", "2"], "position", 2),
        (["--per-minute", "20"], "budget", {"per_minute": 20, "per_day": None}),
        (["--per-day", "5"], "budget", {"per_minute": None, "per_day": 5}),
        (["--per-minute", "off"], "budget", {"per_minute": None, "per_day": None}),
    ],
)
def test_a_setting_is_changed_and_shown(two: CommandLine, args: list[str], key: str, becomes: object) -> None:
    assert _set(two, *args)[key] == becomes


def test_what_is_unusual_stands_in_the_list(two: CommandLine) -> None:
    two("channels", "set", "1", "--for", "digests", "--per-minute", "20", "--per-day", "5", "--minimal")
    said = " ".join(two("channels", "list").out.split())
    for words in ("minimal", "digests", "20 a", "5 a day"):
        assert words in said


def test_usual_gives_the_kinds_own_budget_back(two: CommandLine) -> None:
    _set(two, "--per-minute", "3", "--per-day", "4")
    assert _set(two, "--per-minute", "usual")["budget"] == {"per_minute": None, "per_day": 4}
    assert two.rows("SELECT per_minute, per_day FROM channels WHERE id = 1") == [(None, 4)]


def test_moving_a_channel_keeps_the_others_in_order(two: CommandLine) -> None:
    two(*ADD)
    assert two("channels", "set", "3", "--position", "1").code == 0
    order = [(each["id"], each["position"]) for each in two("channels", "list", "--json").json]
    assert order == [(3, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("options", "before", "after"), [(["--minimal"], "full", "minimal"), (["--full"], "minimal", "full")]
)
def test_raising_and_lowering_the_detail_is_recorded(
    two: CommandLine, options: list[str], before: str, after: str
) -> None:
    two("channels", "set", "1", f"--{before}")
    two("channels", "set", "1", *options)
    events = two.rows("SELECT at, user_id, data FROM events WHERE kind = 'channel_detail' ORDER BY id DESC")
    at, user, data = events[0]
    assert (at[:10], user) == ("2026-09-24", 1)
    assert f'"from": "{before}", "to": "{after}", "by": "user"' in data
    two("channels", "set", "1", *options)  # nothing changes
    assert len(two.rows("SELECT 1 FROM events WHERE kind = 'channel_detail'")) == len(events)


def test_pausing_and_resuming_is_shown_and_remembered(two: CommandLine) -> None:
    assert two("channels", "pause", "1").code == 0
    assert _listed(two)["paused"] == {"at": "2026-09-24T10:00:00+08:00", "by": "user"}
    assert "paused" in two("channels", "list").out
    assert two("channels", "resume", "1").code == 0
    assert _listed(two)["paused"] is None
    kinds = [kind for (kind,) in two.rows("SELECT kind FROM events")]
    assert kinds[-2:] == ["channel_paused", "channel_resumed"]


def test_pausing_the_last_channel_in_use_is_pointed_out(two: CommandLine) -> None:
    assert two("channels", "pause", "1").err == ""
    assert "no channel is in use" in two("channels", "pause", "2").err
    checks = {each["check"]: each for each in json.loads(two("doctor", "--json").out)}
    assert checks["channels"]["state"] == "problem"
    assert "paused by you" in checks["channel 1"]["said"]
    assert_refused(two("digest", "--send"), 1, "every channel is paused")


def _pause_for_refusals(xiaohu: CommandLine) -> None:
    xiaohu.change(
        "UPDATE channels SET paused_at = '2026-09-24 01:00:00', paused_by = 'refusals', refusals = 3"
    )


class Vendor:
    """Answers every message alike."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def send(self, message: Message) -> Outcome:
        assert message.kind == "test"
        return self.outcome

    def close(self) -> None:
        pass


def _answers(patch: pytest.MonkeyPatch, outcome: Outcome) -> None:
    patch.setattr(trial, "open_notifier", lambda *_: Vendor(outcome))


def test_a_test_message_that_is_taken_ends_the_pause(
    two: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pause_for_refusals(two)
    _answers(monkeypatch, Sent("0", "ok, queued"))
    answered = two("channels", "test", "1")
    assert answered.code == 0, answered
    assert "ok, queued (0)" in answered.out
    assert " s)" in answered.out
    assert (_listed(two)["paused"], _listed(two)["refusals"]) == (None, 0)
    [(data,)] = two.rows("SELECT data FROM events WHERE kind = 'channel_resumed'")
    assert '"by": "test"' in data
    assert two("channels", "log", "1", "--json").json[0]["reason"] == "ok, queued"


def test_a_test_message_does_not_end_the_users_own_pause(
    two: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    two("channels", "pause", "1")
    _answers(monkeypatch, Sent())
    assert two("channels", "test", "1").code == 0
    assert _listed(two)["paused"]["by"] == "user"


def test_a_test_message_that_is_refused_is_no_step_towards_a_pause(
    two: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(monkeypatch, Refused(True, "93000", "invalid webhook url", gone=True))
    for _ in range(4):
        assert_refused(two("channels", "test", "1"), 1, "invalid webhook url", "93000")
    assert (_listed(two)["paused"], _listed(two)["refusals"]) == (None, 0)


def test_a_test_message_goes_over_the_budget_and_takes_its_part_of_it(
    two: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    two("channels", "set", "1", "--per-day", "1")
    _answers(monkeypatch, Sent())
    for _ in range(3):
        assert two("channels", "test", "1").code == 0
    assert two.rows("SELECT count(*) FROM deliveries WHERE outcome = 'sent'") == [(3,)]


@pytest.mark.parametrize("act", [["set", "1", "--per-day", "off"], ["pause", "1"], ["remove", "1"]])
def test_what_waits_for_a_budget_goes_at_once_when_another_way_is_open(
    two: CommandLine, act: list[str]
) -> None:
    two("channels", "set", "1", "--per-day", "1")
    assert two("add", "jd-jintiao", "--on", "2026-09-24").code == 0
    two.change(
        f"UPDATE reminders SET due_at = '2999-01-01 01:00:00.000000', failure = '{OVER_BUDGET}'"
        " WHERE kind = 'verify'"
    )
    assert two("channels", *act).code == 0
    [(due_at, failure)] = two.rows("SELECT due_at, failure FROM reminders WHERE kind = 'verify'")
    assert (due_at < "2999", failure) == (True, None)


def test_the_log_shows_every_attempt_with_what_was_said(two: CommandLine) -> None:
    assert "Nothing was sent" in two("channels", "log", "1").out
    for _ in range(2):
        assert two("channels", "test", "1").code == 1
    found = two("channels", "log", "1", "--json").json
    assert len(found) == 2
    assert {key: found[0][key] for key in ("about", "reminders", "outcome", "code")} == {
        "about": "test",
        "reminders": 1,
        "outcome": "unreachable",
        "code": "connection_refused",
    }
    assert found[0]["seconds"] >= 0
    assert len(two("channels", "log", "1", "--last", "1", "--json").json) == 1
    assert "not reached" in two("channels", "log", "1").out
    assert two("channels", "log", "2", "--json").json == []


REFUSED = [
    (["set", "1"], 2, "--for"),
    (["set", "9", "--minimal"], 3, "9"),
    (["set", "1", "--for", ""], 2, "reminders"),
    (["set", "1", "--for", "everything"], 2, "everything"),
    (["set", "1", "--for", "digests,"], 2, "digests"),
    (["set", "1", "--position", "0"], 2, "0"),
    (["set", "1", "--position", "3"], 2, "2 channels"),
    (["set", "1", "--position", "first"], 2, "first"),
    (["set", "1", "--per-minute", "0"], 2, "--per-minute"),
    (["set", "1", "--per-minute", "-1"], 2, "--per-minute"),
    (["set", "1", "--per-day", "many"], 2, "many"),
    (["set", "1", "--per-day", "10001"], 2, "10000"),
    (["set", "1", "--per-day", "五"], 2, "五"),
    (["pause", "9"], 3, "9"),
    (["resume", "9"], 3, "9"),
    (["resume", "1"], 2, "not paused"),
    (["log", "9"], 3, "9"),
    (["log", "1", "--last", "x"], 2, "'x'"),
]


@pytest.mark.parametrize(("args", "code", "said"), REFUSED)
def test_what_cannot_be_set_is_one_sentence_and_nothing_changes(
    two: CommandLine, args: list[str], code: int, said: str
) -> None:
    before = two.rows("SELECT * FROM channels")
    assert_refused(two("channels", *args), code, said)
    assert two.rows("SELECT * FROM channels") == before
