"""Next year's notice is missing: said where it matters, from November on, and louder in December."""

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def affected(xiaohu: CommandLine) -> CommandLine:
    """A closure whose dates lie beyond the published years."""
    assert xiaohu("add", "jd-jintiao", "--window", "120天").code == 0
    return xiaohu


@pytest.mark.parametrize(
    ("day", "said", "loud"),
    [("10-31", False, False), ("11-01", True, False), ("12-09", True, False), ("12-10", True, True)],
)
@pytest.mark.parametrize("command", [["list"], ["show", "1"], ["list", "--json"], ["show", "1", "--json"]])
def test_list_and_show_warn_on_stderr(
    command: list[str], day: str, said: bool, loud: bool, affected: CommandLine
) -> None:
    affected.now = f"2026-{day}T10:00:00+08:00"
    told = affected(*command).err
    assert ("the holidays of 2027 are not known here" in told) == said
    assert told.startswith("WARNING") == loud
    assert len(told.splitlines()) == said


def test_who_is_not_affected_is_not_warned(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao", "--window", "3天")
    xiaohu("add", "jd-jintiao", "--window", "120天")
    xiaohu("withdraw", "2")
    xiaohu.now = "2026-12-10T10:00:00+08:00"
    assert xiaohu("list").err == ""


def test_with_the_notice_the_warning_ends(affected: CommandLine, tmp_path: Path) -> None:
    affected.now = "2026-12-10T10:00:00+08:00"
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    (tmp_path / "2027.json").write_text(json.dumps({"year": 2027, "days": days}), "utf-8")
    assert affected("calendar", "import", str(tmp_path / "2027.json")).code == 0
    assert affected("list").err == ""


def test_provisional_dates_and_steps_are_marked(xiaohu: CommandLine) -> None:
    out = " ".join(xiaohu("add", "jd-jintiao", "--window", "90个工作日再确认").out.split())
    assert out.count("(provisional") == 3  # earliest, last day, the confirmation
    assert "(provisional)" in xiaohu("list").out
    assert xiaohu("list", "--json").json[0]["provisional"] is True
