import pytest

from tests.command_line import CommandLine, assert_refused

EXAMPLES = [
    ("3-5个工作日更新", "2026-09-24", "2026-09-30", "2026-10-09"),
    ("T+1", "2026-09-19", "2026-09-20", "2026-09-20"),
    ("30-45天更新", "2026-08-20", "2026-09-19", "2026-10-08"),
    ("7个工作日上报人行,5天更新", "2026-09-01", "2026-09-15", "2026-09-15"),
    ("每月10号前上报,5天更新", "2026-09-10", "2026-10-15", "2026-10-15"),
    ("20天左右更新", "2026-10-12", "2026-11-01", "2026-11-06"),
    ("连续打3天,7天后更新", "2026-11-02", "2026-11-11", "2026-11-11"),
    ("四十五天以内", "2026-09-21", "2026-09-22", "2026-11-05"),
    ("次月更新", "2026-09-24", "2026-10-01", "2026-11-02"),
    ("一个月", "2026-01-31", "2026-02-28", "2026-02-28"),
    ("10个工作日", "2026-12-24", "2027-01-08", "2027-01-08"),
]


@pytest.mark.parametrize(("text", "start", "opens_on", "due_on"), EXAMPLES)
def test_the_worked_examples(text: str, start: str, opens_on: str, due_on: str, xiaohu: CommandLine) -> None:
    said = xiaohu("due", text, "--from", start, "--json").json
    assert (said["stated"], said["opens_on"], said["due_on"]) == (text, opens_on, due_on)
    assert said["provisional"] is due_on.startswith("2027")


def test_the_promised_keys_are_there(xiaohu: CommandLine) -> None:
    said = xiaohu("due", "10个工作日后再确认", "--json").json
    promised = {"stated", "window", "opens_on", "due_on", "check_on", "provisional", "steps", "explanation"}
    assert promised <= said.keys()
    assert said["window"] == "10个工作日再确认"
    assert said["steps"] == [{"kind": "confirm", "on": said["due_on"]}]
    assert {"on", "kind", "count", "note"} == said["explanation"][0].keys()


def test_the_check_comes_a_day_after_unless_set_otherwise(xiaohu: CommandLine) -> None:
    assert xiaohu("due", "3天", "--from", "2026-11-02", "--json").json["check_on"] == "2026-11-06"
    xiaohu.more = {"XIAOHU_CHECK_AFTER_DAYS": "3"}
    assert xiaohu("due", "3天", "--from", "2026-11-02", "--json").json["check_on"] == "2026-11-08"


def test_day_0_is_today_in_beijing(xiaohu: CommandLine) -> None:
    xiaohu.now = "2026-11-02T23:30:00+00:00"  # the third in Beijing
    assert xiaohu("due", "1天", "--json").json["due_on"] == "2026-11-04"


def test_people_read_why(xiaohu: CommandLine) -> None:
    said = xiaohu("due", "3-5个工作日", "--from", "2026-09-24").out
    assert "Why Fri 9 Oct 2026?" in said
    assert "国庆节, not counted" in said
    assert "working day 4–5" in said


def test_a_provisional_date_says_so(xiaohu: CommandLine) -> None:
    assert "provisional" in xiaohu("due", "10个工作日", "--from", "2026-12-24").out


@pytest.mark.sqlite
def test_asking_stores_nothing(unused: CommandLine) -> None:
    unused("due", "3天")
    assert not unused.folder.exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([""], "position 0"),
        (["   "], "position 0"),
        (["大约"], "大约"),
        (["3-5"], "position 0"),
        (["至少3天"], "至少"),
        (["尽快"], "尽快"),
        (["3天\n5天更新\x1b[31m\udcff"], ""),
        (["x" * 5000], "position 200"),
        (["3天", "--from", "2026-02-30"], "2026-02-30"),
        (["3天", "--from", "2040-01-01"], "2040"),
        (["3天", "--from", "1999-01-01"], "1999"),
        (["3650天", "--from", "2026-01-01"], "203"),
        ([], "TEXT"),
    ],
)
def test_what_cannot_be_worked_out_exits_2_in_one_line(
    args: list[str], said: str, xiaohu: CommandLine
) -> None:
    assert_refused(xiaohu("due", *args), 2, said)
