import pytest

from tests.command_line import CommandLine, assert_refused


@pytest.fixture
def followed(xiaohu: CommandLine) -> CommandLine:
    """Closure 1, asked for on 24 September and due on 9 October 2026."""
    assert xiaohu("add", "jd-jintiao").code == 0
    return xiaohu


def test_a_list_holds_the_same_objects_as_add(xiaohu: CommandLine) -> None:
    added = xiaohu("add", "jd-jintiao", "--json").json
    assert xiaohu("list", "--json").json == [added]


def test_what_must_be_checked_first_is_listed_first_and_the_finished_last(xiaohu: CommandLine) -> None:
    for window in ("45天", "3天", "20天"):
        xiaohu("add", "jd-jintiao", "--window", window)
    xiaohu("answer", "2", "verified")
    assert [closure["id"] for closure in xiaohu("list", "--json").json] == [3, 1, 2]
    assert [closure["id"] for closure in xiaohu("list", "--open", "--json").json] == [3, 1]


def test_a_list_can_be_of_one_person(followed: CommandLine) -> None:
    followed("people", "add", "妈妈")
    followed("add", "jd-jintiao", "--person", "妈妈")
    assert [closure["id"] for closure in followed("list", "--person", "妈妈", "--json").json] == [2]
    assert "妈妈" in followed("list").out


def test_nothing_followed_is_said_and_is_an_empty_array(xiaohu: CommandLine) -> None:
    assert xiaohu("list", "--json").json == []
    assert "xiaohu add" in xiaohu("list").out


def test_a_closure_is_due_from_its_check_on_day(followed: CommandLine) -> None:
    followed.now = "2026-10-09T23:59:00+08:00"
    assert followed("list", "--json").json[0]["state"] == "waiting"
    followed.now = "2026-10-10T00:01:00+08:00"
    assert followed("list", "--json").json[0]["state"] == "due"
    followed.now = "2026-10-13T08:00:00+08:00"
    assert "3 days late" in " ".join(followed("list").out.split())


def test_show_adds_why_and_what_happened(followed: CommandLine) -> None:
    said = followed("show", "1", "--json").json
    assert said["explanation"][-1]["on"] == said["due_on"]
    assert [event["kind"] for event in said["history"]] == ["registered"]
    assert "registered" in followed("show", "1").out


def test_verified_ends_it_quietly(followed: CommandLine) -> None:
    said = followed("answer", "1", "verified", "--json").json
    assert said["state"] == "verified"
    assert {reminder["state"] for reminder in said["reminders"]} == {"cancelled"}


@pytest.mark.parametrize(
    ("more", "window", "source"),
    [
        (["--window", "7个工作日"], "7个工作日", "stated"),
        ([], "次月", "assumed"),
        (["--window", ""], "次月", "assumed"),
    ],
)
def test_not_updated_begins_the_next_round(
    more: list[str], window: str, source: str, followed: CommandLine
) -> None:
    followed.now = "2026-10-12T10:00:00+08:00"
    said = followed("answer", "1", "not-updated", *more, "--json").json
    assert (said["round"], said["state"]) == (2, "waiting")
    assert (said["window"], said["window_source"]) == (window, source)


def test_answer_says_what_happens_next(followed: CommandLine) -> None:
    followed.now = "2026-10-12T10:00:00+08:00"
    assert "round 2 begins" in followed("answer", "1", "not-updated").out
    assert "asking the platform again" in followed("answer", "1", "still-open").out
    assert "few days" in followed("answer", "1", "cannot-tell").out
    assert followed("answer", "1", "verified").out.startswith("Closed.")


def test_snooze_moves_the_next_reminder(followed: CommandLine) -> None:
    said = followed("snooze", "1", "2026-10-20", "--json").json
    assert min(r["due_at"] for r in said["reminders"] if r["state"] == "scheduled").startswith("2026-10-20")
    assert followed("show", "1", "--json").json["history"][-1]["kind"] == "snoozed"


def test_withdrawn_is_kept_and_silent(followed: CommandLine) -> None:
    said = followed("withdraw", "1", "--json").json
    assert said["state"] == "withdrawn"
    assert {reminder["state"] for reminder in said["reminders"]} == {"cancelled"}
    assert "withdrawn" in followed("show", "1").out


REFUSED = [
    (["answer", "9", "verified"], 3, "9"),
    (["show", "9"], 3, "9"),
    (["snooze", "9", "2026-12-01"], 3, "9"),
    (["withdraw", "9"], 3, "9"),
    (["withdraw", "999999999999999999"], 3, "999999999999999999"),
    (["withdraw", "9999999999999999999999"], 2, "9999999999999999999999"),
    (["show", "one"], 2, "one"),
    (["answer", "1", "maybe"], 2, "maybe"),
    (["answer", "1"], 2, ""),
    (["answer", "1", "not-updated", "--window", "3-5"], 2, "3-5"),
    (["answer", "1", "verified", "--window", "3天"], 2, "verified"),
    (["snooze", "1", "2026-09-24"], 2, "2026-09-24"),
    (["snooze", "1", "2026-09-01"], 2, "2026-09-01"),
    (["snooze", "1", "2026-10-02"], 2, "2026-10-02"),
    (["snooze", "1", "2026-02-30"], 2, "2026-02-30"),
]


@pytest.mark.parametrize(("args", "code", "said"), REFUSED)
def test_bad_input_changes_nothing(args: list[str], code: int, said: str, followed: CommandLine) -> None:
    before = followed("show", "1", "--json").json
    assert_refused(followed(*args), code, said)
    assert followed("show", "1", "--json").json == before


@pytest.mark.parametrize(
    "args", [["answer", "1", "not-updated"], ["snooze", "1", "2026-12-01"], ["withdraw", "1"]]
)
def test_what_is_finished_stays_finished(args: list[str], followed: CommandLine) -> None:
    followed("answer", "1", "verified")
    before = followed("show", "1", "--json").json
    assert_refused(followed(*args), 2)
    assert followed("show", "1", "--json").json == before
