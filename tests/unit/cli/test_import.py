"""Closures from a CSV file: all of them or none, and the same file twice changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from desk import csv_rows
from tests.command_line import Answered, CommandLine, assert_refused

HEADER = "person,platform,route,requested_on,window,note,external_id\n"
ROWS = (
    "本人,jd-jintiao,app,2026-09-24,3-5个工作日更新,第一个,crm-1\n"
    ",京东金条,,2026/9/24,,,crm-2\n"
    ",华瑞银行,phone-95173,2026/09/01,T+3,,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "closures.csv"


def imported(xiaohu: CommandLine, file: Path, text: str | bytes, *options: str) -> Answered:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return xiaohu("import", str(file), *options)


def listed(xiaohu: CommandLine) -> list[dict[str, Any]]:
    """All closures in the order in which they were stored."""
    return sorted(xiaohu("list", "--json").json, key=lambda closure: int(closure["id"]))


def refused(answered: Answered, *said: str) -> None:
    """Exit 2, every sentence said, nothing on stdout, the sum last."""
    assert answered.code == 2, answered
    assert answered.out == ""
    for words in said:
        assert words in answered.err
    assert "nothing of the file is stored" in answered.err.splitlines()[-1]


def test_each_row_becomes_a_closure_as_add_would_make_it(xiaohu: CommandLine, file: Path) -> None:
    assert imported(xiaohu, file, HEADER + ROWS).out == "3 closures are imported.\n"
    xiaohu("add", "jd-jintiao", "--route", "app", "--on", "2026-09-24", "--window", "3-5个工作日更新")
    first, *others, added = listed(xiaohu)
    assert {**first, "id": 0, "note": ""} == {**added, "id": 0}
    assert (first["note"], first["check_on"], len(first["reminders"])) == ("第一个", "2026-10-10", 9)
    assert [closure["requested_on"] for closure in others] == ["2026-09-24", "2026-09-01"]
    assert [closure["window_source"] for closure in others] == ["guide", "stated"]


@pytest.mark.parametrize(
    "encoded",
    [(HEADER + ROWS).encode(), (HEADER + ROWS).encode("utf-8-sig"), (HEADER + ROWS).encode("gb18030")],
    ids=["utf-8", "with BOM", "gb18030"],
)
def test_every_encoding_reads_the_same(encoded: bytes, xiaohu: CommandLine, file: Path) -> None:
    assert imported(xiaohu, file, encoded, "--json").json["imported"] == 3
    assert listed(xiaohu)[0]["note"] == "第一个"


def test_an_external_id_makes_the_second_import_change_nothing(xiaohu: CommandLine, file: Path) -> None:
    rows = "".join(ROWS.splitlines(keepends=True)[:2])
    assert imported(xiaohu, file, HEADER + rows).code == 0
    before = xiaohu.counts()
    again = imported(xiaohu, file, HEADER + rows, "--json").json
    assert again == {"imported": 0, "already_imported": 2, "dry_run": False, "failures": []}
    assert xiaohu.counts() == before
    more = imported(xiaohu, file, HEADER + rows + ",jd-jintiao,,2026-09-24,,,crm-3\n", "--json").json
    assert (more["imported"], more["already_imported"]) == (1, 2)


def test_an_external_id_is_free_again_when_its_closure_is_gone(xiaohu: CommandLine, file: Path) -> None:
    row = "妈妈,jd-jintiao,,2026-09-24,,,crm-1\n"
    for _ in range(2):
        xiaohu("people", "add", "妈妈")
        assert imported(xiaohu, file, HEADER + row, "--json").json["imported"] == 1
        xiaohu("people", "remove", "妈妈", "--yes")


def test_a_dry_run_stores_nothing(xiaohu: CommandLine, file: Path) -> None:
    before = xiaohu.counts()
    assert imported(xiaohu, file, HEADER + ROWS, "--dry-run").out == "3 closures would be imported.\n"
    assert imported(xiaohu, file, HEADER + ROWS, "--dry-run", "--json").json["dry_run"] is True
    assert xiaohu.counts() == before


def test_rows_that_name_nobody_are_the_chosen_persons(xiaohu: CommandLine, file: Path) -> None:
    xiaohu("people", "add", "妈妈")
    imported(xiaohu, file, HEADER + ROWS, "--person", "妈妈")
    assert [closure["person"] for closure in listed(xiaohu)] == ["本人", "妈妈", "妈妈"]


def test_an_unknown_chosen_person_is_refused_once(xiaohu: CommandLine, file: Path) -> None:
    assert_refused(imported(xiaohu, file, HEADER + ROWS, "--person", "无此人"), 3, "无此人")


def test_spaces_around_cells_and_quotes_do_not_matter(xiaohu: CommandLine, file: Path) -> None:
    imported(xiaohu, file, 'platform, requested_on, note\n jd-jintiao , 2026-09-24 , "a, b"\n')
    assert xiaohu.rows("SELECT platform, note FROM closures") == [("jd-jintiao", "a, b")]


def test_each_row_has_its_own_window(xiaohu: CommandLine, file: Path) -> None:
    windows = ("3天", "5天", "", "3天")
    rows = "".join(f",jd-jintiao,app,2026-09-24,{window},,\n" for window in windows)
    imported(xiaohu, file, HEADER + rows)
    assert xiaohu.rows("SELECT stated FROM rounds ORDER BY id")[:2] == [("3天",), ("5天",)]
    assert xiaohu.rows("SELECT stated FROM rounds WHERE id = 4") == [("3天",)]
    assert xiaohu.rows("SELECT window_source FROM rounds WHERE id = 3") == [("guide",)]


def test_columns_come_in_any_order_and_empty_rows_are_passed_over(xiaohu: CommandLine, file: Path) -> None:
    text = "Requested_On, platform\r\n\r\n2026-09-24,jd-jintiao\r\n,\r\n"
    assert imported(xiaohu, file, text).code == 0
    assert xiaohu.rows("SELECT platform, requested_on FROM closures") == [("jd-jintiao", "2026-09-24")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",no-such-platform,,2026-09-24,,,\n", "--free"),
        (",jd-jintiao,no-route,2026-09-24,,,\n", "no-route"),
        (",鹏元征信,,2026-09-24,,,\n", "鹏元征信"),
        (",,,2026-09-24,,,\n", "platform is empty"),
        (",jd-jintiao,,,,,\n", "requested_on is empty"),
        (",jd-jintiao,,24.9.2026,,,\n", "24.9.2026"),
        (",jd-jintiao,,2026/2/30,,,\n", "2026-02-30"),
        (",jd-jintiao,,2026-9-24,,,\n", "2026-9-24"),
        (",jd-jintiao,,2027-09-24,,,\n", "ahead"),
        (",jd-jintiao,,2026-09-24,3或5天,,\n", "3或5天"),
        ("无此人,jd-jintiao,,2026-09-24,,,\n", "无此人"),
        (",standard-chartered,deposit-day-before,2026-09-24,,,\n", "payoff_on"),
        (",haier-consumer-finance\n", "2 cells"),
        (",jd-jintiao,,2026-09-24,,证件 11010519491231002X,\n", "ID number"),
        (",jd-jintiao,,2026-09-24,,,11010519491231002X\n", "ID number"),
        (",jd-jintiao,,2026-09-24,,a,b,c\n", "8 cells"),
        (",jd-jintiao,,2026-09-24,,a\x07b,\n", "invisible"),
        (f",jd-jintiao,,2026-09-24,,{'x' * 501},\n", "500"),
        (',jd-jintiao,,2026-09-24,,"open,\n', "quotation marks"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    row: str, said: str, xiaohu: CommandLine, file: Path
) -> None:
    before = xiaohu.counts()
    refused(imported(xiaohu, file, HEADER + ROWS + row), "line 5: ", said)
    assert xiaohu.counts() == before


def test_all_bad_rows_are_named_with_the_lines_they_begin_on(xiaohu: CommandLine, file: Path) -> None:
    text = HEADER + ',a,,2026-09-24,,"two\nlines",\n,jd-jintiao,,2026-09-24,,,\n,b,,2026-09-24,,,\n'
    answered = imported(xiaohu, file, text)
    assert [line.split(":")[0] for line in answered.err.splitlines()[:2]] == ["line 2", "line 5"]
    report = xiaohu("import", str(file), "--json")
    assert report.code == 2
    assert '"imported": 0' in report.out


def test_of_very_many_bad_rows_the_first_fifty_are_named(xiaohu: CommandLine, file: Path) -> None:
    answered = imported(xiaohu, file, HEADER + ",jd-jintiao,,never,,,\n" * 60)
    assert len(answered.err.splitlines()) == 52
    assert "and 10 more rows" in answered.err
    assert "60 rows" in answered.err


def test_one_external_id_twice_in_a_file_is_an_error_on_the_second_line(
    xiaohu: CommandLine, file: Path
) -> None:
    row = ",jd-jintiao,,2026-09-24,,,crm-9\n"
    refused(imported(xiaohu, file, HEADER + row + row), "line 3: ", "crm-9", "line 2")
    assert xiaohu.rows("SELECT * FROM closures") == []


def test_an_unknown_platform_is_followed_when_asked(xiaohu: CommandLine, file: Path) -> None:
    assert imported(xiaohu, file, HEADER + ",某某贷,,2026-09-24,,,\n", "--free").code == 0
    assert xiaohu.rows("SELECT platform, platform_name FROM closures") == [("", "某某贷")]


def test_several_ways_name_the_routes_to_choose_from(xiaohu: CommandLine, file: Path) -> None:
    answered = imported(xiaohu, file, HEADER + ",standard-chartered,,2026-09-24,,,\n")
    refused(answered, "column route", "deposit-day-before")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "platform,requested_on"),
        (b"\n", "platform,requested_on"),
        (b"person,note\n", "platform,requested_on"),
        (b"platform,requested_on,windows\n", "windows"),
        (b"platform,requested_on,platform\n", "twice"),
        ((HEADER + ROWS).encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 and so on", "Excel"),
        (b"\xff\x00\x80", "GB18030"),
        (b"platform,requested_on\n\x00\x00", "GB18030"),
        (b'"platform', "quotation marks"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_one_sentence(
    content: bytes, said: str, xiaohu: CommandLine, file: Path
) -> None:
    assert_refused(imported(xiaohu, file, content), 2, said)
    assert xiaohu.counts()["closures"] == 0


def test_a_file_larger_than_10_mb_is_refused_unread(xiaohu: CommandLine, file: Path) -> None:
    assert csv_rows.MOST_BYTES == 10 * 1024 * 1024
    with file.open("wb") as opened:
        opened.truncate(csv_rows.MOST_BYTES + 1)
    assert_refused(xiaohu("import", str(file)), 2, "10 MB")


def test_a_file_that_is_not_there_or_no_file(xiaohu: CommandLine, tmp_path: Path) -> None:
    assert_refused(xiaohu("import", str(tmp_path / "none.csv")), 1, "none.csv")
    assert_refused(xiaohu("import", str(tmp_path)), 1, str(tmp_path))


def test_what_another_program_did_meanwhile_stores_nothing(
    xiaohu: CommandLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(xiaohu, file, HEADER + ",jd-jintiao,,2026-09-24,,,crm-1\n")
    before = xiaohu.counts()
    monkeypatch.setattr("desk.batch._known", lambda *_: frozenset())
    text = HEADER + ",jd-jintiao,,2026-09-24,,,crm-0\n,jd-jintiao,,2026-09-24,,,crm-1\n"
    assert_refused(imported(xiaohu, file, text), 75, "try again")
    assert xiaohu.counts() == before
