"""``act`` and ``undo``, and answers that come too late or twice."""

from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from models.session import Database
from tests.command_line import CommandLine, assert_refused

CALL_BACK = ["add", "youqianhua-wukuang-trust"]
LATER_STARTS = [
    ("youqianhua-wukuang-trust", "phone", "call_back"),
    ("xishang-bank", "automatic", "settlement"),
    ("wanda-shanghai", "app-and-phone", "last_act"),
]


@pytest.mark.parametrize(("platform", "route", "starts_at"), LATER_STARTS)
def test_a_route_whose_time_counts_from_a_later_act_waits_for_it(
    platform: str, route: str, starts_at: str, xiaohu: CommandLine
) -> None:
    answered = xiaohu("add", platform, "--route", route, "--json")
    said = answered.json
    assert (said["state"], said["starts_at"], said["day0"]) == ("requested", starts_at, None)
    assert (said["opens_on"], said["due_on"], said["check_on"]) == (None, None, None)
    assert {step["kind"] for step in said["steps"]} == {starts_at}
    assert said["reminders"][0] == {
        "kind": "step",
        "due_at": "2026-09-27T09:00:00+08:00",
        "state": "scheduled",
    }
    assert "xiaohu act 1" in xiaohu("show", "1").out


@pytest.mark.parametrize(("platform", "route", "starts_at"), LATER_STARTS)
def test_with_the_acts_day_it_has_dates_at_once(
    platform: str, route: str, starts_at: str, xiaohu: CommandLine
) -> None:
    said = xiaohu("add", platform, "--route", route, "--on", "2026-09-23", "--json").json
    assert (said["state"], said["starts_at"], said["day0"]) == ("waiting", starts_at, "2026-09-23")
    assert said["due_on"] is not None


def test_act_records_the_call_back_and_works_out_the_dates(xiaohu: CommandLine) -> None:
    xiaohu(*CALL_BACK, "--requested", "2026-09-20")
    xiaohu.now = "2026-09-30T10:00:00+08:00"
    said = xiaohu("act", "1", "--on", "2026-09-28", "--json").json
    assert (said["state"], said["day0"], said["requested_on"]) == ("waiting", "2026-09-28", "2026-09-20")
    assert (said["due_on"], said["steps"]) == ("2026-10-08", [])
    history = xiaohu("show", "1", "--json").json["history"]
    assert (history[-1]["kind"], history[-1]["act"], history[-1]["on"]) == (
        "acted",
        "call_back",
        "2026-09-28",
    )
    assert "call back on 28 Sep 2026" in xiaohu("show", "1").out


def test_an_act_is_today_unless_a_day_is_given(xiaohu: CommandLine) -> None:
    xiaohu(*CALL_BACK)
    assert "Recorded: the institution's call back" in xiaohu("act", "1").out


def test_a_call_is_recorded_by_act_too(xiaohu: CommandLine) -> None:
    xiaohu("add", "suning-consumer-finance", "--on", "2026-09-22")
    said = xiaohu("act", "1", "--on", "2026-09-24", "--json").json
    assert said["calls"] == ["2026-09-24"]
    assert [step["on"] for step in said["steps"] if step["kind"] == "call"][-1] == "2026-09-25"
    assert "Called" in xiaohu("show", "1").out


def test_undo_takes_an_answer_back_and_the_history_tells(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    before = xiaohu("show", "1", "--json").json
    xiaohu("answer", "1", "not-updated")
    said = xiaohu("undo", "1", "--json").json
    assert (said["state"], said["round"], said["reminders"]) == ("waiting", 1, before["reminders"])
    kinds = [event["kind"] for event in xiaohu("show", "1", "--json").json["history"]]
    assert kinds == ["registered", "answered", "undone"]
    assert "taken back: the answer" in xiaohu("show", "1").out
    assert_refused(xiaohu("undo", "1"), 2, "taken back already")


REFUSED = [
    (["act", "9"], 3, "9"),
    (["undo", "9"], 3, "9"),
    (["act", "1", "--on", "2026-09-25"], 2, "2026-09-25"),
    (["act", "1", "--on", "2026-09-23"], 2, "2026-09-23"),
    (["undo", "1"], 2, "nothing was done"),
    (["answer", "1", "verified"], 2, "xiaohu act"),
    (["snooze", "1", "2026-10-10"], 2, "no dates yet"),
    (["answer", "1", "verified", "--round", "2"], 2, "no round 2"),
    (["answer", "1", "verified", "--round", "x"], 2, "x"),
    (["add", "jd-jintiao", "--on", "2026-09-20", "--requested", "2026-09-21"], 2, "--on"),
    (["add", "youqianhua-wukuang-trust", "--requested", "2026-09-25"], 2, "2026-09-25"),
    (["add", "youqianhua-wukuang-trust", "--on", "2026-09-20", "--requested", "2026-09-22"], 2, "2026-09-22"),
]


@pytest.mark.parametrize(
    ("args", "code", "said"), REFUSED, ids=lambda v: " ".join(v) if isinstance(v, list) else ""
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    args: list[str], code: int, said: str, xiaohu: CommandLine
) -> None:
    xiaohu(*CALL_BACK)
    before, counts = xiaohu("show", "1", "--json").json, xiaohu.counts()
    assert_refused(xiaohu(*args), code, said)
    assert (xiaohu("show", "1", "--json").json, xiaohu.counts()) == (before, counts)


def test_an_answer_for_a_round_that_is_over_is_refused(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    xiaohu("answer", "1", "not-updated", "--round", "1")
    assert_refused(xiaohu("answer", "1", "verified", "--round", "1"), 2, "round 1 of closure 1 is over")
    assert xiaohu("answer", "1", "verified", "--round", "2", "--json").json["state"] == "verified"


def test_of_two_processes_that_answer_one_round_the_second_is_refused(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    both = [xiaohu.start("answer", "1", result, "--round", "1") for result in ("not-updated", "still-open")]
    said = [(*process.communicate(timeout=60), process.returncode) for process in both]
    assert sorted(code for _, _, code in said) == [0, 2]
    [(_, refused, _)] = [each for each in said if each[2] == 2]
    assert len(refused.splitlines()) == 1
    assert xiaohu.counts()["rounds"] == 2


def test_an_answer_overtaken_while_it_waited_is_refused(
    xiaohu: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided by an older look is not done: the second answer would count for the next round."""
    xiaohu("add", "jd-jintiao")
    writing = Database.writing

    def after_another(database: Database) -> AbstractContextManager[Session]:
        monkeypatch.setattr(Database, "writing", writing)
        assert xiaohu.process("answer", "1", "not-updated").code == 0
        return writing(database)

    monkeypatch.setattr(Database, "writing", after_another)
    assert_refused(xiaohu("answer", "1", "not-updated"), 2, "changed by another command just now")
    assert xiaohu.counts()["rounds"] == 2
