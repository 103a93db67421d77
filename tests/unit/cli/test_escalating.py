"""``escalate``, ``script``, ``note``: what is recorded, what is printed to be copied, what is refused."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.command_line import CommandLine, assert_refused

RUNGS = ["ask-again", "complaint", "objection", "branch", "hotline"]
CHECK_IT = {"zh_CN": "使用前请逐行核对", "en": "Check every line"}


@pytest.fixture
def still_open(xiaohu: CommandLine) -> CommandLine:
    """Closure 1, asked for on 24 September, still open on a report of 12 October 2026."""
    assert xiaohu("add", "jd-jintiao", "--window", "3-5个工作日更新").code == 0
    xiaohu.now = "2026-10-12T10:00:00+08:00"
    assert xiaohu("answer", "1", "still-open").code == 0
    return xiaohu


def _objection(xiaohu: CommandLine, *more: str) -> dict[str, object]:
    return dict(xiaohu("escalate", "1", "objection", "--on", "2026-10-12", *more, "--json").json)


def test_a_rung_is_shown_wherever_the_closure_is(still_open: CommandLine) -> None:
    said = _objection(still_open, "--ticket", "T-77")
    assert said["escalations"] == [
        {
            "rung": "objection",
            "on": "2026-10-12",
            "accepted_on": None,
            "answer_due_on": "2026-11-01",
            "ticket": "T-77",
        }
    ]
    assert (said["state"], said["next_rung"]) == ("escalated", "branch")
    assert still_open("list", "--json").json == [said]
    assert still_open("show", "1", "--json").json["history"][-1]["kind"] == "escalated"
    shown = " ".join(still_open("show", "1").out.split())
    assert "ticket T-77" in shown
    assert "xiaohu script 1" in shown
    assert "answer due by" in " ".join(still_open("list").out.split())


def test_the_follow_up_is_a_step_on_the_day_after_the_clock(still_open: CommandLine) -> None:
    said = _objection(still_open)
    reminders = said["reminders"]
    assert isinstance(reminders, list)
    assert {"kind": "step", "due_at": "2026-11-02T09:00:00+08:00", "state": "scheduled"} in reminders


def test_a_branch_has_two_dates(still_open: CommandLine) -> None:
    first = still_open("escalate", "1", "branch", "--on", "2026-10-12")
    assert "xiaohu escalate 1 branch --on 2026-10-12 --accepted DATE" in " ".join(first.out.split())
    still_open.now = "2026-10-21T10:00:00+08:00"
    [kept] = still_open(
        "escalate", "1", "branch", "--on", "2026-10-12", "--accepted", "2026-10-20", "--json"
    ).json["escalations"]
    assert (kept["on"], kept["accepted_on"], kept["answer_due_on"]) == (
        "2026-10-12",
        "2026-10-20",
        "2026-11-19",
    )


def test_out_of_order_is_recorded_with_a_warning(still_open: CommandLine) -> None:
    skipping = still_open("escalate", "1", "objection", "--on", "2026-10-12")
    assert skipping.code == 0
    assert "asking the platform again, written complaint" in skipping.err
    still_open.now = "2026-10-14T10:00:00+08:00"
    down = still_open("escalate", "1", "complaint", "--on", "2026-10-14")
    assert down.code == 0
    assert "a higher step was taken before, on 2026-10-12" in down.err
    assert "could still come until 2026-11-01" in down.err


def test_in_order_nothing_is_remarked(still_open: CommandLine) -> None:
    assert still_open("escalate", "1", "ask-again", "--on", "2026-10-12").err == ""
    assert still_open("escalate", "1", "complaint", "--on", "2026-10-12").err == ""


def test_before_the_platforms_time_is_over_is_remarked(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "ends only on 2026-" in xiaohu("escalate", "1", "ask-again", "--on", "2026-09-24").err


REFUSED = [
    (["escalate", "9", "objection", "--on", "2026-10-12"], 3, "9"),
    (
        ["escalate", "1", "court", "--on", "2026-10-12"],
        2,
        "'ask-again', 'complaint', 'objection', 'branch', 'hotline'",
    ),
    (["escalate", "1", "objection"], 2, "--on"),
    (["escalate", "1", "objection", "--on", "2026-10-13"], 2, "2026-10-13"),
    (["escalate", "1", "objection", "--on", "2026-09-23"], 2, "2026-09-23"),
    (["escalate", "1", "objection", "--on", "2026-02-30"], 2, "2026-02-30"),
    (["escalate", "1", "branch", "--on", "2026-10-12", "--accepted", "2026-10-11"], 2, "2026-10-11"),
    (["escalate", "1", "branch", "--on", "2026-10-12", "--accepted", "2026-10-13"], 2, "2026-10-13"),
    (["escalate", "1", "hotline", "--on", "2026-10-12", "--accepted", "2026-10-12"], 2, "objection, branch"),
    (["escalate", "1", "objection", "--on", "2026-10-12", "--ticket", "a\nb"], 2, "a\\nb"),
    (["escalate", "1", "objection", "--on", "2026-10-12", "--ticket", "9" * 501], 2, "500"),
    (["script", "9"], 3, "9"),
    (["script", "1", "--rung", "court"], 2, "'hotline'"),
    (["note", "9", "x"], 3, "9"),
    (["note", "1", " "], 2, "empty"),
    (["note", "1", "x" * 501], 2, "500"),
]


@pytest.mark.parametrize(("args", "code", "said"), REFUSED)
def test_bad_input_changes_nothing(args: list[str], code: int, said: str, still_open: CommandLine) -> None:
    before = still_open("show", "1", "--json").json
    assert_refused(still_open(*args), code, said)
    assert still_open("show", "1", "--json").json == before


def test_a_rung_recorded_twice_is_recorded_once(still_open: CommandLine) -> None:
    _objection(still_open)
    before = still_open("show", "1", "--json").json
    assert_refused(still_open("escalate", "1", "objection", "--on", "2026-10-12"), 2, "recorded already")
    assert still_open("show", "1", "--json").json == before


def test_two_at_once_are_one(still_open: CommandLine) -> None:
    command = ("escalate", "1", "objection", "--on", "2026-10-12")
    with ThreadPoolExecutor(2) as pool:
        codes = sorted(
            answered.code for answered in pool.map(lambda _: still_open.process(*command), range(2))
        )
    assert codes == [0, 2]
    assert still_open.rows("SELECT rung FROM escalations") == [("objection",)]
    assert still_open.rows("SELECT count(*) FROM reminders WHERE step = 'answer_due'") == [(1,)]


@pytest.mark.parametrize("end", [["answer", "1", "verified"], ["withdraw", "1"]])
def test_a_finished_closure_takes_notes_only(still_open: CommandLine, end: list[str]) -> None:
    assert still_open(*end).code == 0
    before = still_open("show", "1", "--json").json
    assert before["next_rung"] is None
    assert_refused(still_open("escalate", "1", "objection", "--on", "2026-10-12"), 2)
    assert_refused(still_open("script", "1"), 2, "finished")
    assert still_open("show", "1", "--json").json == before
    assert still_open("note", "1", "结清证明已收到", "--ticket", "A-9").code == 0
    last = still_open("show", "1", "--json").json["history"][-1]
    assert (last["kind"], last["text"], last["ticket"]) == ("noted", "结清证明已收到", "A-9")
    assert "结清证明已收到 (ticket A-9)" in " ".join(still_open("show", "1").out.split())


def test_the_script_is_that_of_the_next_rung(still_open: CommandLine) -> None:
    for rung in RUNGS:
        assert still_open("script", "1", "--json").json["rung"] == rung
        still_open("escalate", "1", rung, "--on", "2026-10-12")
    assert_refused(still_open("script", "1"), 2, ", ".join(RUNGS))
    assert still_open("script", "1", "--rung", "branch").code == 0


@pytest.mark.parametrize("rung", RUNGS)
def test_every_text_has_dates_and_blanks_and_asks_to_be_checked(rung: str, still_open: CommandLine) -> None:
    still_open("people", "add", "王小明")
    said = still_open("script", "1", "--rung", rung, "--json").json
    assert CHECK_IT["zh_CN"] in said["text"]
    assert CHECK_IT["en"] in said["reading_aid"]
    assert "2026年9月24日" in said["text"]
    assert "3-5个工作日更新" in said["text"]
    assert "2026年10月9日" in said["text"]
    assert "____" in said["text"]
    assert not re.search(r"\d{15}", said["text"])
    articles = {"objection": ["第二十五条"], "branch": ["第二十六条"]}.get(rung, [])
    assert re.findall(r"第[一二三四五六七八九十]+条", said["text"]) == articles
    if rung in ("complaint", "objection", "branch"):
        for blank in ("姓名：____", "身份证号：____"):
            assert blank in said["text"]


def test_no_persons_name_is_filled_in(xiaohu: CommandLine) -> None:
    xiaohu("people", "add", "王小明")
    xiaohu("add", "jd-jintiao", "--person", "王小明")
    for rung in RUNGS:
        assert "王小明" not in xiaohu("script", "1", "--rung", rung).out


def test_the_chinese_reader_gets_the_chinese_text_alone_and_hints_apart(still_open: CommandLine) -> None:
    still_open.more["XIAOHU_LOCALE"] = "zh_CN"
    answered = still_open("script", "1", "--rung", "complaint")
    assert answered.out.startswith("【")
    assert "Complaint" not in answered.out
    assert "xiaohu escalate" not in answered.out
    assert "xiaohu escalate 1 complaint" in answered.err
    still_open.more["XIAOHU_LOCALE"] = "en"
    assert "Complaint: account not closed" in still_open("script", "1", "--rung", "complaint").out


def test_earlier_steps_are_told_with_dates_and_tickets(still_open: CommandLine) -> None:
    still_open("escalate", "1", "complaint", "--on", "2026-10-12", "--ticket", "TS-5")
    text = still_open("script", "1", "--json").json["text"]
    assert "2026年10月12日：向平台书面投诉，编号 TS-5" in text


def test_what_the_platform_did_not_say_is_not_claimed(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "更新时限" not in xiaohu("script", "1", "--json").json["text"]


def test_still_open_prints_the_next_step_and_its_text(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    xiaohu.now = "2026-10-12T10:00:00+08:00"
    said = xiaohu("answer", "1", "still-open").out
    assert "The next step: asking the platform again" in said
    assert "通话要点" in said
    xiaohu("escalate", "1", "complaint", "--on", "2026-10-12")
    assert "征信异议申请" in xiaohu("answer", "1", "still-open").out
    xiaohu("escalate", "1", "hotline", "--on", "2026-10-12")
    assert "none is left" in xiaohu("answer", "1", "still-open").out


def test_tickets_and_notes_stay_out_of_the_log(still_open: CommandLine) -> None:
    still_open.process("escalate", "1", "objection", "--on", "2026-10-12", "--ticket", "SECRET-TICKET")
    still_open.process("note", "1", "SECRET-NOTE", "--ticket", "SECRET-TWO")
    still_open.process("channels", "add", "url", "json://127.0.0.1:9/")
    still_open.now = "2026-11-02T09:30:00+08:00"
    ran = still_open.process("run", "--once")
    assert ran.err
    assert "SECRET" not in ran.err + ran.out
    attempts = still_open.rows("SELECT failure FROM reminders WHERE failure IS NOT NULL")
    assert "SECRET" not in repr(attempts)
