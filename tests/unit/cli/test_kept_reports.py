"""``report import`` and what follows: kept after a yes, compared, proposed, confirmed, deleted."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desk import report_store
from reports.process import read_report
from tests.command_line import CommandLine, assert_refused
from tests.credit_reports import PRIVATE, encrypted
from tests.quick_reader import quick_reader
from tests.terminal import at_terminal
from tests.unit.cli.test_delete import found
from tests.unit.reports.papers import JD, MAYI, after, before, open_line, paper

IMPORT = ("report", "import")
SECRETS = (*PRIVATE, "8642", "赵某某", "220102198001015555", "欧阳甲乙的征信", "geheim")
TABLES = ("credit_reports", "report_accounts", "report_verdicts")


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_reader(monkeypatch)


@pytest.fixture
def in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_store, "read_report", read_report)


@pytest.fixture
def old(tmp_path: Path) -> str:
    return saved(tmp_path, before().pdf(), "old")


@pytest.fixture
def new(tmp_path: Path) -> str:
    return saved(tmp_path, after().pdf(), "new")


def saved(folder: Path, pdf: bytes, name: str) -> str:
    file = folder / f"欧阳甲乙的征信-{name}.pdf"
    file.write_bytes(pdf)
    return str(file)


def kept(xiaohu: CommandLine) -> list[int]:
    if not xiaohu.stores:
        return [0, 0, 0]
    return [xiaohu.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


@pytest.fixture
def compared(xiaohu: CommandLine, old: str, new: str) -> CommandLine:
    """Two closures asked for after the first report; the second one is kept too."""
    assert replace(xiaohu, now="2026-08-21T10:00:00+08:00")(*IMPORT, old, "--yes").code == 0
    asked = replace(xiaohu, now="2026-09-10T10:00:00+08:00")
    assert asked("report", "close", "2=jd-jintiao", "3=huabei").code == 0
    later = replace(xiaohu, now="2026-10-21T10:00:00+08:00")
    assert later(*IMPORT, new, "--yes").code == 0
    return later


def test_first_it_is_shown_what_would_be_kept(xiaohu: CommandLine, old: str) -> None:
    shown = xiaohu(*IMPORT, old)
    assert shown.code == 2
    assert "重庆京东盛际" in shown.out
    assert "Not kept: the file and its name" in shown.out
    assert shown.err == "this would be kept, and nothing else; repeat with --yes to keep it\n"
    assert kept(xiaohu) == [0, 0, 0]


def test_at_a_terminal_it_is_asked(xiaohu: CommandLine, old: str) -> None:
    with at_terminal(xiaohu, *IMPORT, old) as terminal:
        terminal.ask("Keep this?", "n")
        terminal.end()
        assert terminal.process.returncode == 1
    assert kept(xiaohu) == [0, 0, 0]


def test_what_is_kept_for_programs(xiaohu: CommandLine, old: str) -> None:
    told = xiaohu(*IMPORT, old, "--yes", "--json").json
    assert (told["already_kept"], told["compared_with"], told["proposals"]) == (False, None, [])
    assert [each["closure"] for each in told["report"]["accounts"]] == [None, None, None]
    assert [each["number"] for each in told["candidates"]] == [1, 2, 3]
    assert {each["slug"] for each in told["candidates"][1]["platforms"]} >= {"jd-jintiao"}
    assert "seal" not in told["report"]
    assert kept(xiaohu) == [1, 3, 0]


def test_the_same_report_twice_changes_nothing(xiaohu: CommandLine, old: str) -> None:
    xiaohu(*IMPORT, old, "--yes")
    again = xiaohu(*IMPORT, old)
    assert again.code == 0
    assert "kept already" in again.out
    assert kept(xiaohu) == [1, 3, 0]


def test_another_report_of_the_same_day_is_refused(xiaohu: CommandLine, old: str, tmp_path: Path) -> None:
    xiaohu(*IMPORT, old, "--yes")
    other = saved(tmp_path, paper("2026-08-20", [], [open_line(JD, "08")]).pdf(), "other")
    assert_refused(
        xiaohu(*IMPORT, other, "--yes"), 2, "20 Aug 2026 is kept already and reads otherwise", "report delete"
    )
    assert kept(xiaohu) == [1, 3, 0]


def test_an_older_report_is_refused(xiaohu: CommandLine, old: str, new: str) -> None:
    xiaohu(*IMPORT, new, "--yes")
    assert_refused(xiaohu(*IMPORT, old, "--yes"), 2, "(20 Aug 2026) is older than the one that is kept")
    assert kept(xiaohu) == [1, 3, 0]


def test_another_persons_report_is_refused(xiaohu: CommandLine, old: str, tmp_path: Path) -> None:
    xiaohu(*IMPORT, old, "--yes")
    other = saved(tmp_path, after(number="110101199003074223").pdf(), "other")
    assert_refused(xiaohu(*IMPORT, other, "--yes"), 2, "are of another person than this one")
    xiaohu("people", "add", "妈妈")
    assert xiaohu(*IMPORT, other, "--yes", "--person", "妈妈").code == 0
    assert_refused(xiaohu(*IMPORT, other, "--yes", "--person", "本人"), 2, "a report of 妈妈, not of 本人")


def test_a_known_persons_report_finds_its_person(xiaohu: CommandLine, old: str, new: str) -> None:
    xiaohu("people", "add", "妈妈")
    xiaohu(*IMPORT, old, "--yes", "--person", "妈妈")
    assert xiaohu(*IMPORT, new, "--yes", "--json").json["report"]["person"] == "妈妈"


def test_a_report_that_does_not_say_whose_it_is_is_not_kept(xiaohu: CommandLine, tmp_path: Path) -> None:
    nameless = saved(tmp_path, before(name="", number="").pdf(), "nameless")
    assert_refused(xiaohu(*IMPORT, nameless, "--yes"), 2, "does not say whose it is")


def test_a_client_without_consent_has_no_report(xiaohu: CommandLine, old: str) -> None:
    xiaohu("people", "add", "客户", "--relation", "client")
    assert_refused(xiaohu(*IMPORT, old, "--yes", "--person", "客户"), 2, "客户 has not consented")


@pytest.mark.usefixtures("in_a_process")
def test_a_password_comes_from_stdin_and_stays_nowhere(xiaohu: CommandLine, tmp_path: Path) -> None:
    locked = saved(tmp_path, encrypted(before().pdf(), "geheim", "AES-256"), "locked")
    assert_refused(xiaohu(*IMPORT, locked, "--yes"), 2, "protected by a password", "--password-stdin")
    wrong = xiaohu(*IMPORT, locked, "--yes", "--password-stdin", typed="falsch\n")
    assert_refused(wrong, 2, "the password does not open this PDF")
    right = xiaohu(*IMPORT, locked, "--yes", "--password-stdin", typed="geheim\n")
    assert right.code == 0
    assert found(xiaohu, "geheim") == []


@pytest.mark.usefixtures("in_a_process")
@pytest.mark.parametrize("pdf", [before().pdf()[:4000], b"%PDF-1.7 nothing", b"plain text"])
def test_what_is_no_report_stores_nothing(xiaohu: CommandLine, tmp_path: Path, pdf: bytes) -> None:
    assert_refused(xiaohu(*IMPORT, saved(tmp_path, pdf, "broken"), "--yes"), 2)
    assert kept(xiaohu) == [0, 0, 0]


def test_sentences_unknown_to_the_grammar_are_said_and_nothing_is_concluded(
    xiaohu: CommandLine, old: str, tmp_path: Path
) -> None:
    replace(xiaohu, now="2026-08-21T10:00:00+08:00")(*IMPORT, old, "--yes")
    replace(xiaohu, now="2026-09-10T10:00:00+08:00")("report", "close", "2=jd-jintiao")
    odd = f"{MAYI}，额度有效期至2027年05月01日。截至2026年10月，账户状态不详。"
    later = replace(xiaohu, now="2026-10-21T10:00:00+08:00")
    answer = later(*IMPORT, saved(tmp_path, paper("2026-10-20", [], [odd]).pdf(), "odd"), "--yes")
    assert answer.code == 0
    assert "not understood" in answer.err
    assert "重庆蚂蚁消费金融有限公司" in answer.err
    assert "账户状态不详" not in answer.out + answer.err
    [proposal] = later("report", "proposals", "--json").json["proposals"]
    assert proposal["answers"] == ["cannot-tell"]
    assert proposal["verdicts"][0]["evidence"]["reason"] == "gone_not_understood"


def test_verdicts_propose_and_the_user_confirms(compared: CommandLine) -> None:
    assert {state for (state,) in compared.rows("SELECT state FROM closures")} == {"waiting"}
    proposals = compared("report", "proposals", "--json").json["proposals"]
    assert [(each["closure"], each["answers"]) for each in proposals] == [
        (1, ["verified"]),
        (2, ["still-open"]),
    ]
    assert_refused(compared("report", "confirm"), 2, "say which")
    assert compared("report", "confirm", "--all").code == 0
    assert compared.rows("SELECT state FROM closures ORDER BY id") == [("verified",), ("escalated",)]
    assert compared("report", "proposals", "--json").json["proposals"] == []


def test_the_user_may_answer_otherwise_or_leave_it(compared: CommandLine) -> None:
    assert compared("report", "confirm", "1=cannot-tell", "2=leave").code == 0
    assert compared.rows("SELECT state FROM closures ORDER BY id") == [("waiting",), ("waiting",)]
    assert compared.rows("SELECT answer FROM report_verdicts ORDER BY closure_id") == [
        ("cannot-tell",),
        ("left",),
    ]
    assert_refused(compared("report", "confirm", "1"), 2, "no report proposes anything for closure 1")
    assert_refused(compared("report", "confirm", "1=maybe"), 2)


def test_the_history_names_the_evidence(compared: CommandLine) -> None:
    shown = compared("show", "1")
    said = " ".join(shown.out.split())
    assert "the report of 20 Oct 2026, compared with that of 20 Aug 2026: closed: proven" in said
    [verdict] = compared("show", "1", "--json").json["verdicts"]
    assert (verdict["verdict"], verdict["evidence"]["month"]) == ("proven", "2026-09")


def test_a_report_from_before_the_end_of_the_window_proposes_nothing_yet(
    xiaohu: CommandLine, old: str, new: str
) -> None:
    replace(xiaohu, now="2026-08-21T10:00:00+08:00")(*IMPORT, old, "--yes")
    asked = replace(xiaohu, now="2026-09-30T10:00:00+08:00")
    asked("add", "huabei", "--window", "90天")
    later = replace(xiaohu, now="2026-10-21T10:00:00+08:00")
    later(*IMPORT, new, "--yes")
    [proposal] = later("report", "proposals", "--json").json["proposals"]
    assert (proposal["answers"], proposal["why"]) == ([], "too_early")
    assert_refused(later("report", "confirm", "1"), 2, "proposes no answer for closure 1")


def test_a_reopened_account_offers_a_new_closure(compared: CommandLine, tmp_path: Path) -> None:
    compared("report", "confirm", "1")
    again = open_line(JD.replace("2024年05月01日", "2026年11月02日"), "12")
    closed = f"{JD}。2026年09月已结清。"
    file = saved(tmp_path, paper("2026-12-20", [], [closed, again, open_line(MAYI, "12")]).pdf(), "again")
    later = replace(compared, now="2026-12-21T10:00:00+08:00")
    later(*IMPORT, file, "--yes")
    first = later("report", "proposals", "--json").json["proposals"][0]
    assert (first["closure"], first["reopened"], first["answers"]) == (1, True, [])
    assert later("report", "ask-again", "1").code == 0
    assert later.rows("SELECT platform, state FROM closures WHERE id = 3") == [("jd-jintiao", "waiting")]
    assert [each["closure"] for each in later("report", "proposals", "--json").json["proposals"]] == [2]


def test_closures_are_registered_all_or_none(xiaohu: CommandLine, old: str) -> None:
    xiaohu(*IMPORT, old, "--yes")
    assert_refused(xiaohu("report", "close", "2=jd-jintiao", "9"), 3, "no account no. 9, only 1 to 3")
    assert_refused(xiaohu("report", "close", "2=kein-geschaeft"), 3, "kein-geschaeft")
    assert xiaohu.counts()["closures"] == 0
    assert xiaohu("report", "close", "1", "2=jd-jintiao").code == 0
    assert_refused(xiaohu("report", "close", "2=jd-jintiao"), 2, "closure 2 asks for it already")


def test_which_account_it_is_can_be_said(xiaohu: CommandLine, old: str) -> None:
    xiaohu(*IMPORT, old, "--yes")
    xiaohu("add", "某个平台", "--free")
    assert xiaohu("report", "link", "1", "3").code == 0
    accounts = xiaohu("report", "list", "--json").json["reports"][0]["accounts"]
    assert [each["closure"] for each in accounts] == [None, None, 1]
    assert_refused(xiaohu("report", "link", "1", "7"), 3, "no account no. 7")


def test_everything_is_exported_but_what_only_compares(compared: CommandLine) -> None:
    taken = compared("export", "--format", "json").out
    assert all(f'"{table}"' in taken for table in TABLES)
    assert "重庆蚂蚁消费金融有限公司" in taken
    assert "seal" not in taken
    assert '"tail"' not in taken


def test_all_of_it_can_be_deleted_and_is_not_in_the_file_any_more(compared: CommandLine) -> None:
    lender = "重庆蚂蚁消费金融有限公司"
    assert found(compared, lender)
    assert_refused(compared("report", "delete"), 2, "repeat with --yes")
    assert compared("report", "delete", "--yes").out == "2 reports are deleted.\n"
    assert kept(compared) == [0, 0, 0]
    assert compared.counts()["closures"] == 2
    assert found(compared, lender) == []


def test_one_report_or_one_persons_can_be_deleted(compared: CommandLine) -> None:
    compared("people", "add", "妈妈")
    assert compared("report", "delete", "--yes", "--person", "妈妈").out == "0 reports are deleted.\n"
    assert compared("report", "delete", "--yes", "--on", "2026-10-20").out == "1 report is deleted.\n"
    assert kept(compared) == [1, 3, 0]


def test_a_person_takes_their_reports_along(xiaohu: CommandLine, old: str) -> None:
    xiaohu("people", "add", "妈妈")
    xiaohu(*IMPORT, old, "--yes", "--person", "妈妈")
    xiaohu("people", "remove", "妈妈", "--yes")
    assert kept(xiaohu) == [0, 0, 0]


def test_a_replaced_key_is_noticed(xiaohu: CommandLine, old: str, new: str) -> None:
    xiaohu(*IMPORT, old, "--yes")
    (xiaohu.folder / "reports.key").unlink()
    assert_refused(xiaohu(*IMPORT, new, "--yes"), 2, "reports.key is not the one")


def test_the_key_is_its_owners_alone(xiaohu: CommandLine, old: str) -> None:
    xiaohu(*IMPORT, old, "--yes")
    assert os.stat(xiaohu.folder / "reports.key").st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("in_a_process")
def test_nothing_private_is_in_the_database_the_output_or_the_log(
    xiaohu: CommandLine, old: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    locked = saved(tmp_path, encrypted(after().pdf(), "geheim", "RC4-128"), "locked")
    with caplog.at_level("DEBUG"):
        said = [
            xiaohu(*IMPORT, old, "--yes"),
            xiaohu(*IMPORT, locked, "--yes", "--password-stdin", typed="geheim\n"),
            xiaohu(*IMPORT, old, "--yes"),
            xiaohu(*IMPORT, saved(tmp_path, before().pdf()[:5000], "broken"), "--yes"),
            xiaohu("report", "list", "--json"),
            xiaohu("export", "--format", "json"),
        ]
    assert found(xiaohu, "重庆京东盛际小额贷款有限公司")
    for secret in SECRETS:
        assert found(xiaohu, secret) == [], secret
        assert secret not in caplog.text, secret
        assert not any(secret in answer.out + answer.err for answer in said), secret
