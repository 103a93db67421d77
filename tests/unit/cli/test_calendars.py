import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine, assert_refused

NATIONAL_DAY_2027 = [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
    {"name": "国庆节", "date": "2027-10-01", "isOffDay": True},
]


def notice(folder: Path, value: Any) -> str:
    file = folder / "notice.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("year", "state"),
    [
        ("2003", "absent"),
        ("2004", "published"),
        ("2026", "published"),
        ("2027", "provisional"),
        ("2029", "provisional"),
        ("2030", "absent"),
        ("999999", "absent"),
        ("0", "absent"),
    ],
)
def test_a_year_is_published_provisional_or_absent(year: str, state: str, xiaohu: CommandLine) -> None:
    said = xiaohu("calendar", "show", year, "--json").json
    assert (said["year"], said["state"], bool(said["days"])) == (int(year), state, state != "absent")
    assert year in xiaohu("calendar", "show", year).out


def test_a_year_is_shown_in_the_form_that_is_imported(xiaohu: CommandLine, tmp_path: Path) -> None:
    shown = xiaohu("calendar", "show", "2026", "--json").json
    assert {"name": "国庆节", "date": "2026-10-01", "isOffDay": True} in shown["days"]
    assert xiaohu("calendar", "import", notice(tmp_path, shown)).code == 0


def test_an_imported_year_is_published(xiaohu: CommandLine, tmp_path: Path) -> None:
    file = notice(tmp_path, {"year": 2027, "days": NATIONAL_DAY_2027})
    assert xiaohu("calendar", "import", file, "--json").json == {"years": [2027], "moved": []}
    shown = xiaohu("calendar", "show", "2027", "--json").json
    assert (shown["state"], shown["days"]) == ("published", NATIONAL_DAY_2027)
    assert xiaohu("calendar", "show", "2030", "--json").json["state"] == "provisional"


def test_a_notice_moves_the_dates_it_touches_and_their_reminders(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.now = "2026-12-24T10:00:00+08:00"
    xiaohu("add", "jd-jintiao", "--window", "10个工作日")
    xiaohu("add", "jd-jintiao", "--window", "3天")
    file = notice(tmp_path, {"year": 2027, "days": NATIONAL_DAY_2027})
    said = xiaohu("calendar", "import", file, "--json").json
    assert said["moved"] == [
        {
            "id": 1,
            "before": {"due_on": "2027-01-08", "check_on": "2027-01-09"},
            "after": {"due_on": "2027-01-07", "check_on": "2027-01-08"},
            "moved": [
                {"what": "opens_on", "before": "2027-01-08", "after": "2027-01-07"},
                {"what": "due_on", "before": "2027-01-08", "after": "2027-01-07"},
                {"what": "check_on", "before": "2027-01-09", "after": "2027-01-08"},
            ],
        }
    ]
    closure = xiaohu("show", "1", "--json").json
    assert (closure["due_on"], closure["provisional"]) == ("2027-01-07", False)
    assert closure["reminders"][0]["due_at"].startswith("2027-01-08T09:00")
    assert closure["history"][-1]["kind"] == "recalculated"


def test_people_are_told_what_moved(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.now = "2026-12-24T10:00:00+08:00"
    xiaohu("add", "jd-jintiao", "--window", "10个工作日")
    file = notice(tmp_path, {"year": 2027, "days": NATIONAL_DAY_2027})
    said = xiaohu("calendar", "import", file).out
    assert "1 closure has new dates" in said
    assert "8 Jan 2027 -> 7 Jan 2027" in said
    assert "No date has moved" in xiaohu("calendar", "import", file).out


def test_what_is_finished_does_not_move(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.now = "2026-12-24T10:00:00+08:00"
    xiaohu("add", "jd-jintiao", "--window", "10个工作日")
    xiaohu("answer", "1", "verified")
    file = notice(tmp_path, {"year": 2027, "days": NATIONAL_DAY_2027})
    assert xiaohu("calendar", "import", file, "--json").json["moved"] == []


def test_a_closure_without_dates_gets_them_with_the_notices(xiaohu: CommandLine, tmp_path: Path) -> None:
    assert xiaohu("add", "jd-jintiao", "--window", "1250天", "--json").json["due_on"] is None
    file = notice(tmp_path, {"year": 2027, "days": NATIONAL_DAY_2027})
    (moved,) = xiaohu("calendar", "import", file, "--json").json["moved"]
    assert moved["before"]["due_on"] is None
    assert moved["after"]["due_on"].startswith("2030-02")
    assert xiaohu("show", "1", "--json").json["reminders"][0]["kind"] == "verify"


MALFORMED = [
    ("", "JSON"),
    ("{", "line 1"),
    ("[]", "empty"),
    ({"year": 2027}, "days"),
    ({"year": "2027", "days": []}, "2027"),
    ({"year": 2027, "days": []}, "2027"),
    ({"year": 2027, "days": [{"name": "元旦", "date": "2027-02-30", "isOffDay": True}]}, "2027-02-30"),
    ({"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01"}]}, "isOffDay"),
    ({"year": 2026, "days": [{"name": "国庆节", "date": "2026-10-09", "isOffDay": True}]}, "2026"),
    ({"year": 2029, "days": [{"name": "元旦", "date": "2029-01-01", "isOffDay": True}]}, "2027"),
]


@pytest.mark.parametrize(("value", "said"), MALFORMED, ids=str)
def test_a_malformed_notice_is_refused_and_nothing_stored(
    value: Any, said: str, xiaohu: CommandLine, tmp_path: Path
) -> None:
    assert_refused(xiaohu("calendar", "import", notice(tmp_path, value)), 2, said)
    assert xiaohu.counts()["holiday_notices"] == 0


@pytest.mark.parametrize("name", ["nowhere.json", "folder"])
def test_an_unreadable_file_is_named(name: str, xiaohu: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert_refused(xiaohu("calendar", "import", str(tmp_path / name)), 2, name)


def test_a_file_in_another_encoding_is_named(xiaohu: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "gbk.json").write_bytes("元旦".encode("gb18030"))
    assert_refused(xiaohu("calendar", "import", str(tmp_path / "gbk.json")), 2, "gbk.json", "UTF-8")


def test_a_byte_order_mark_is_no_obstacle(xiaohu: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "bom.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"year": 2027, "days": NATIONAL_DAY_2027}).encode())
    assert xiaohu("calendar", "import", str(file)).code == 0


@pytest.mark.parametrize("year", ["", "next", "2026.5", "-5"])
def test_what_is_no_year_is_refused(year: str, xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("calendar", "show", year), 2, year)
