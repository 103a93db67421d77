"""An escalation that led to nothing: given up, quiet, taken back."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine, assert_refused

STEP = ("escalate", "1", "objection", "--on", "2026-10-12")


@pytest.fixture
def escalated(tmp_path: Path) -> CommandLine:
    """A closure whose objection has a clock that runs, in a round that goes on."""
    xiaohu = CommandLine(tmp_path / "data")
    xiaohu("add", "jd-jintiao")
    xiaohu.now = "2026-10-12T10:00:00+08:00"
    xiaohu("answer", "1", "still-open")
    assert xiaohu(*STEP).code == 0
    return xiaohu


def waiting(xiaohu: CommandLine) -> list[tuple[str, str]]:
    reminders = xiaohu("show", "1", "--json").json["reminders"]
    return [(each["kind"], each["due_at"]) for each in reminders if each["state"] == "scheduled"]


def test_what_is_given_up_is_kept_and_silent(escalated: CommandLine) -> None:
    assert ("step", "2026-11-02T09:00:00+08:00") in waiting(escalated)  # the day after the 20th day
    assert escalated("give-up", "1", "--json").json["state"] == "given_up"
    assert waiting(escalated) == []
    shown = escalated("show", "1")
    assert "given up" in shown.out
    history = escalated("show", "1", "--json").json["history"]
    assert [each["kind"] for each in history][-2:] == ["escalated", "given_up"]
    assert escalated("list", "--open", "--json").json == []
    assert escalated("digest", "--json").json["entries"] == []


def test_giving_up_can_be_taken_back(escalated: CommandLine) -> None:
    before = waiting(escalated)
    escalated("give-up", "1")
    assert "the giving up" in escalated("undo", "1").out
    assert waiting(escalated) == before
    assert escalated("show", "1", "--json").json["state"] == "escalated"
    assert_refused(escalated("undo", "1"), 2, "already")


def test_only_an_escalation_is_given_up(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    before = xiaohu("show", "1", "--json").json
    assert_refused(xiaohu("give-up", "1"), 2, "not escalated", "xiaohu withdraw 1")
    assert xiaohu("show", "1", "--json").json == before
    assert_refused(xiaohu("give-up", "9"), 3, "9")


@pytest.mark.parametrize(
    "args",
    [("give-up", "1"), ("answer", "1", "verified"), ("snooze", "1", "2026-12-01"), ("withdraw", "1"), STEP],
)
def test_what_was_given_up_takes_nothing_more(args: tuple[str, ...], escalated: CommandLine) -> None:
    escalated("give-up", "1")
    before = escalated("show", "1", "--json").json
    assert_refused(escalated(*args), 2)
    assert escalated("show", "1", "--json").json == before


@pytest.mark.parametrize("finished", [("answer", "1", "verified"), ("withdraw", "1")])
def test_what_is_finished_cannot_be_given_up(finished: tuple[str, ...], escalated: CommandLine) -> None:
    escalated(*finished)
    assert_refused(escalated("give-up", "1"), 2, "cannot be changed")
