"""``pulls``: the plan of reports, with stable keys, for one person or all."""

import pytest

from tests.command_line import CommandLine, assert_refused

NOW = "2026-10-10T10:00:00+08:00"


@pytest.fixture
def following(xiaohu: CommandLine) -> CommandLine:
    """Three closures of the user's own and one of her mother's; it is 10 October."""
    xiaohu("people", "add", "妈妈")
    for window in ("3-5个工作日更新", "20天", "半年"):
        xiaohu("add", "jd-jintiao", "--window", window, "--on", "2026-09-24")
    xiaohu("add", "拍拍贷", "--free", "--person", "妈妈", "--window", "30天", "--on", "2026-09-24")
    xiaohu.now = NOW
    return xiaohu


def test_json_has_the_plan_with_stable_keys(following: CommandLine) -> None:
    found = following("pulls", "--json").json
    assert found["pulls"] == [
        {"on": "2026-10-15", "closures": [1, 2], "cost": 0, "person": "本人"},
        {"on": "2026-10-27", "closures": [4], "cost": 0, "person": "妈妈"},
        {"on": "2027-03-25", "closures": [3], "cost": 0, "person": "本人"},
    ]
    assert (found["saved"], found["late"]) == (1, [])
    assert found["people"][0] == {
        **{"person": "本人", "kind": "online", "wait_days": 14, "goal": None, "used": {}},
        **{"ready": [1], "report_asked": []},
    }


def test_one_persons_plan_is_theirs_alone(following: CommandLine) -> None:
    found = following("pulls", "--person", "妈妈", "--json").json
    assert [pull["closures"] for pull in found["pulls"]] == [[4]]


def test_a_goal_comes_before_saving_reports(following: CommandLine) -> None:
    found = following("pulls", "--goal", "2026-10-13", "--json").json
    assert [pull["on"] for pull in found["pulls"]][:2] == ["2026-10-10", "2026-10-15"]
    assert found["late"] == [2, 3, 4]
    assert "No report can show these by Tue 13 Oct 2026" in following("pulls", "--goal", "2026-10-13").out


def test_the_counter_costs_beyond_two_a_year(following: CommandLine) -> None:
    found = following("pulls", "--kind", "counter", "--used", "2", "--json").json
    assert [(pull["on"], pull["cost"]) for pull in found["pulls"]] == [
        ("2026-10-15", 5),
        ("2026-10-27", 5),
        ("2027-03-25", 0),
    ]


def test_nobody_has_to_wait(following: CommandLine) -> None:
    found = following("pulls", "--wait", "0", "--person", "本人", "--json").json
    assert [pull["closures"] for pull in found["pulls"]] == [[1], [2], [3]]


@pytest.mark.parametrize("answer", ["verified", "not-updated"])
def test_what_was_answered_is_not_pulled_for(answer: str, following: CommandLine) -> None:
    following("answer", "1", answer)
    pulls = following("pulls", "--person", "本人", "--json").json["pulls"]
    assert 1 not in pulls[0]["closures"]
    assert any(1 in pull["closures"] for pull in pulls) is (answer == "not-updated")


def test_what_was_withdrawn_or_put_off_is_not_pulled_for_now(following: CommandLine) -> None:
    following("withdraw", "2")
    following("snooze", "1", "2026-10-30")
    pulls = following("pulls", "--person", "本人", "--json").json["pulls"]
    assert [(pull["on"], pull["closures"]) for pull in pulls] == [("2026-10-30", [1]), ("2027-03-25", [3])]


def test_people_read_it_as_a_table(following: CommandLine) -> None:
    said = following("pulls").out
    for words in ("Now 1 can be verified", "saves 1 report", "妈妈", "Thu 15 Oct 2026", "free", "(2)"):
        assert words in said
    following.more = {"XIAOHU_LOCALE": "zh_CN"}
    assert "现在能核对 1 家" in following("pulls").out


def test_nothing_to_pull_is_said(xiaohu: CommandLine) -> None:
    assert "Nothing waits for a report." in xiaohu("pulls").out
    assert xiaohu("pulls", "--json").json["pulls"] == []


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--goal", "2026-10-10"], 2, "is not ahead"),
        (["--goal", "tomorrow"], 2, "tomorrow"),
        (["--wait", "366"], 2, "too long"),
        (["--wait", "-1"], 2, "-1"),
        (["--used", "100"], 2, "100"),
        (["--person", "nobody"], 3, "nobody"),
    ],
)
def test_bad_input_is_one_sentence(args: list[str], code: int, said: str, following: CommandLine) -> None:
    assert_refused(following("pulls", *args), code, said)


def test_an_unknown_kind_is_refused(following: CommandLine) -> None:
    assert following("pulls", "--kind", "fax").code == 2
