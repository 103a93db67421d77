"""What a user has can be taken along: closures that import reads back, or everything, without secrets."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from models.record import Record
from tests.command_line import CommandLine, assert_refused

SECRET = "s3cret-authorisation-code"
HEADER = "person,platform,route,requested_on,window,note,external_id,payoff_on,started_on\n"
SHARED = {"heartbeats", "holds", "holiday_notices", "invitations", "login_failures"}
"""Tables that hold nothing of a user."""
COLUMNS = {
    "users": "id name locale timezone remind_at digest_at quiet_hours cadence planned_with created_at",
    "people": "id user_id name relation consent_for consent_on pull_wishes created_at",
    "allowed_networks": "user_id network allowed_at",
    "accounts": "id user_id name operator created_at",
    "imported_observations": "user_id token platform route observed_first observed_last stated_first "
    "stated_last",
    "web_sessions": "id account_id browser created_at seen_at expires_at",
    "api_tokens": "id account_id name scopes created_at used_at",
    "feeds": "user_id detail created_at",
    "credit_reports": "id person_id kind report_date summary unrecognised imported_at",
    "report_accounts": "id report_id closure_id institution kind product opened_on state currency amount "
    "credit_limit balance_zero closed_month as_of ordinal candidate",
    "report_verdicts": "id closure_id report_id old_report_id account_id new_account_id requested_on finding "
    "reason month day answer answered_at",
    "idempotency_keys": "account_id key status closure_id channel_id report_id created_at",
    "channels": "id user_id person_id kind label detail position for_reminders for_digests for_warnings "
    "per_minute per_day refusals rests_until paused_at paused_by created_at",
    "closures": "id person_id platform platform_name route requested_on state note created_at",
    "external_ids": "user_id external_id closure_id",
    "rounds": "id closure_id number starts_at day0 expected calls appointment payoff_on stated window "
    "window_source opens_on due_on check_on provisional no_calendar calendar_version early_steps "
    "window_steps snoozed_until answer answered_at",
    "reminders": "id user_id round_id kind ordinal step day due_at state channel_id batch attempts "
    "unfinished failure sent_at",
    "deliveries": "id reminder_id channel_id message_id at outcome code reason seconds",
    "escalations": "id closure_id number rung filed_on accepted_on ticket answer_due_on recorded_on",
    "events": "id at kind user_id closure_id data before",
}
"""What leaves the installation: a new column is exported only after somebody thought about secrets."""


@pytest.fixture
def filled(xiaohu: CommandLine) -> CommandLine:
    """Two people, closures of every origin of a window, a channel, an answer."""
    xiaohu.more = {"XIAOHU_SMTP_PASSWORD": SECRET}
    xiaohu("people", "add", "妈妈")
    xiaohu("add", "jd-jintiao", "--on", "2026-09-24", "--window", "3-5个工作日更新", "--note", "=1+1")
    xiaohu("add", "jd-jintiao", "--on", "2026-09-23", "--person", "妈妈")
    xiaohu("add", "某某贷", "--free", "--window", "", "--note", '\'-5, "quoted"')
    to = ("channels", "add", "email", "--to", "wang@qq.com", "--host", "smtp.example.com")
    assert xiaohu(*to, "--user", "wang").code == 0
    xiaohu("answer", "1", "not-updated")
    return xiaohu


def everything(xiaohu: CommandLine) -> dict[str, Any]:
    return dict(xiaohu("export", "--format", "json").json)


def test_a_new_installation_reads_an_export_back(filled: CommandLine, tmp_path: Path) -> None:
    exported = filled("export")
    (tmp_path / "all.csv").write_text(exported.out)
    other = CommandLine(tmp_path / "other")
    other("people", "add", "妈妈")
    assert other("import", str(tmp_path / "all.csv"), "--free").code == 0
    assert other("export").out == exported.out
    asked = 'SELECT "window", window_source, due_on FROM rounds WHERE number = 1 ORDER BY id'
    assert other.rows(asked) == filled.rows(asked)
    asked = "SELECT platform, platform_name, route, requested_on, note FROM closures"
    assert other.rows(asked) == filled.rows(asked)


def test_no_cell_of_an_export_is_a_formula(filled: CommandLine) -> None:
    notes = [row["note"] for row in csv.DictReader(StringIO(filled("export").out))]
    assert notes == ["'=1+1", "", "''-5, \"quoted\""]


def test_everything_that_is_stored_is_in_the_json(filled: CommandLine) -> None:
    data = everything(filled)
    for table in COLUMNS:
        assert len(data[table]) == filled.rows(f"SELECT count(*) FROM {table}")[0][0], table
    assert data["exported_at"] == "2026-09-24T10:00:00+08:00"
    assert data["closures"][0]["created_at"].endswith("+08:00")


def test_no_secret_leaves(filled: CommandLine, tmp_path: Path) -> None:
    [(sealed,)] = filled.rows("SELECT config FROM channels")
    document = filled("export", "--format", "json").out
    filled("export", "--folder", str(tmp_path / "copy"))
    written = "".join(file.read_text("utf-8") for file in (tmp_path / "copy").iterdir())
    for text in (document, written):
        assert SECRET not in text
        assert sealed not in text
        assert "wang@qq.com" not in text


def test_every_table_and_column_is_exported_on_purpose(filled: CommandLine) -> None:
    assert set(Record.metadata.tables) == set(COLUMNS) | SHARED
    data = everything(filled)
    kept_back = {
        "reminders": {"token", "lease_until"},
        "channels": {"config"},
        "accounts": {"password_hash"},
        "web_sessions": {"token_hash"},
        "api_tokens": {"token_hash"},
        "feeds": {"token_hash"},
        "idempotency_keys": {"request_hash", "answer"},
        "credit_reports": {"seal", "sealed_with"},
        "report_accounts": {"tail"},
    }
    for name, columns in COLUMNS.items():
        stored = [column.name for column in Record.metadata.tables[name].columns]
        assert [column for column in stored if column not in kept_back.get(name, ())] == columns.split()
        for row in data[name]:
            assert list(row) == columns.split(), name


def test_another_users_rows_stay_out(filled: CommandLine) -> None:
    filled.change(
        "INSERT INTO users (id, name, planned_with, created_at) VALUES (77, 'other', '', '2026-01-01')"
    )
    filled.change("UPDATE people SET user_id = 77 WHERE name = '妈妈'")
    data = everything(filled)
    assert [person["name"] for person in data["people"]] == ["本人"]
    assert [closure["note"] for closure in data["closures"]] == ["=1+1", '\'-5, "quoted"']
    assert "妈妈" not in filled("export").out


def test_a_folder_gets_a_file_for_each_table_that_excel_reads(filled: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert filled("export", "--folder", str(folder)).code == 0
    assert {file.name for file in folder.iterdir()} == {f"{name}.csv" for name in [*COLUMNS, "import"]}
    assert (folder / "closures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "closures.csv").stat().st_mode & 0o777 == 0o600
    assert filled("import", str(folder / "import.csv"), "--dry-run", "--free").code == 0


def test_an_export_overwrites_nothing(filled: CommandLine, tmp_path: Path) -> None:
    filled("export", "--folder", str(tmp_path / "copy"))
    assert_refused(filled("export", "--folder", str(tmp_path / "copy")), 1, "copy")
    assert_refused(filled("export", "--folder", "x", "--format", "json"), 2, "--folder")


def test_an_empty_installation_exports_the_header(xiaohu: CommandLine) -> None:
    assert xiaohu("export").out == HEADER
