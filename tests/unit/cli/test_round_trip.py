"""What export writes, import reads back: every kind of closure, as it was registered and started."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.unit.cli.test_import import imported, listed, refused

COLUMNS = "person,platform,route,requested_on,window,note,external_id,payoff_on,started_on\n"
CALL_BACK = ("add", "youqianhua-wukuang-trust")
SETTLED = ("add", "xishang-bank", "--route", "automatic")
BOOKED = ("add", "standard-chartered", "--route", "deposit-day-before", "--payoff", "2026-11-02")
KINDS: dict[str, list[tuple[str, ...]]] = {
    "the guide's time": [("add", "jd-jintiao")],
    "the platform's own": [("add", "jd-jintiao", "--on", "2026-09-01", "--window", "T+3")],
    "nothing said": [("add", "jd-jintiao", "--window", "")],
    "one of several ways": [("add", "xishang-bank", "--route", "phone")],
    "several ways alike": [("add", "huarui-bank")],
    "a free name": [("add", "某某贷", "--free", "--note", "=1+1")],
    "another person's": [("people", "add", "妈妈"), ("add", "jd-jintiao", "--person", "妈妈")],
    "calls": [("add", "suning-consumer-finance")],
    "an act that is awaited": [CALL_BACK],
    "an act that has come": [(*CALL_BACK, "--requested", "2026-09-01", "--on", "2026-09-10")],
    "an act that came later": [CALL_BACK, ("act", "1", "--on", "2026-09-24")],
    "a settlement on a known day": [(*SETTLED, "--on", "2026-10-20")],
    "a settlement that is awaited": [SETTLED],
    "an appointment": [BOOKED],
    "no calendar": [("add", "jd-jintiao", "--on", "2003-05-01", "--window", "3天")],
}
REMINDERS = "SELECT kind, step, day FROM reminders WHERE state = 'scheduled' ORDER BY day, kind"


def stands(xiaohu: CommandLine) -> list[object]:
    """How the closures stand, as readers are shown them, and what they will be told."""
    shown = [closure | {"reminders": None} for closure in listed(xiaohu)]
    return [*shown, *xiaohu.rows(REMINDERS)]


def another(folder: Path, now: str) -> CommandLine:
    found = CommandLine(folder, now)
    found("people", "add", "妈妈")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_closure_comes_back_as_it_was(kind: str, xiaohu: CommandLine, tmp_path: Path) -> None:
    for command in KINDS[kind]:
        assert xiaohu(*command).code == 0
    exported = xiaohu("export").out
    other = another(tmp_path / "other", xiaohu.now)
    assert imported(other, tmp_path / "all.csv", exported, "--free").code == 0
    assert stands(other) == stands(xiaohu)
    assert other("export").out == exported


def test_all_of_them_come_back_years_later(xiaohu: CommandLine, tmp_path: Path) -> None:
    """A payoff date that could not be kept any more was kept; a settlement that was expected has come."""
    for commands in KINDS.values():
        for command in commands:
            xiaohu(*command)
    exported = xiaohu("export").out
    other = another(tmp_path / "other", "2027-09-24T10:00:00+08:00")
    assert imported(other, tmp_path / "all.csv", exported, "--free").code == 0
    assert other("export").out == exported


def test_the_letter_that_came_replaces_the_expected_one(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu(*BOOKED)
    xiaohu.now = "2026-11-10T10:00:00+08:00"
    assert xiaohu("act", "1", "--on", "2026-11-09").code == 0
    exported = xiaohu("export").out
    assert exported.splitlines()[1].endswith(",2026-09-24,未说明,,,2026-11-02,2026-11-09")
    other = another(tmp_path / "other", xiaohu.now)
    assert imported(other, tmp_path / "all.csv", exported).code == 0
    assert stands(other) == stands(xiaohu)
    assert other("export").out == exported


def test_requested_on_is_the_day_of_the_request_and_starts_no_later_act(
    xiaohu: CommandLine, tmp_path: Path
) -> None:
    """Taken for the call back it would make dates that are too early."""
    header = "platform,requested_on\n"
    assert imported(xiaohu, tmp_path / "a.csv", header + "youqianhua-wukuang-trust,2026-09-10\n").code == 0
    xiaohu("add", "youqianhua-wukuang-trust", "--requested", "2026-09-10")
    first, added = listed(xiaohu)
    assert {**first, "id": 0} == {**added, "id": 0}
    assert (first["state"], first["requested_on"], first["due_on"]) == ("requested", "2026-09-10", None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",jd-jintiao,app,2026-09-10,,,,2026-11-02,\n", "leave payoff_on empty"),
        (",jd-jintiao,app,2026-09-10,,,,,2026-09-12\n", "leave started_on empty"),
        (",standard-chartered,deposit-same-day,2026-09-10,,,,,\n", "the column payoff_on"),
        (",standard-chartered,deposit-same-day,2026-09-24,,,,2026-10-12,\n", "2026-10-15"),
        (",standard-chartered,deposit-same-day,2026-09-01,,,,2026-09-21,2026-09-18\n", "2026-09-21"),
        (",standard-chartered,deposit-same-day,2026-09-10,,,,2026-11-02,2026-11-04\n", "still ahead"),
        (",youqianhua-wukuang-trust,,2026-09-10,,,,,2026-09-09\n", "2026-09-10, which comes first"),
        (",youqianhua-wukuang-trust,,2026-09-10,,,,,soon\n", "soon"),
        (",youqianhua-wukuang-trust,,2026-09-10,,,,,2028-09-09\n", "2028-09-09"),
        (",youqianhua-wukuang-trust,,2026-10-10,,,,,2026-10-12\n", "2026-10-10"),
    ],
)
def test_days_that_cannot_be_are_one_sentence(
    row: str, said: str, xiaohu: CommandLine, tmp_path: Path
) -> None:
    refused(imported(xiaohu, tmp_path / "a.csv", COLUMNS + row), "line 2", said)
    assert listed(xiaohu) == []
