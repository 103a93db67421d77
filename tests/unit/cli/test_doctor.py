from typing import Any

import pytest

from tests.command_line import CommandLine

PLAIN = [
    "channels",
    "add",
    "email",
    "--to",
    "wang@example.com",
    "--host",
    "127.0.0.1",
    "--port",
    "1",
    "--security",
    "none",
]


def examined(xiaohu: CommandLine, code: int = 0) -> dict[str, Any]:
    import json

    answered = xiaohu("doctor", "--json")
    assert answered.code == code, answered
    return {check["check"]: (check["state"], check["said"]) for check in json.loads(answered.out)}


def test_a_new_installation_has_no_problem_and_the_doctor_makes_nothing(xiaohu: CommandLine) -> None:
    said = examined(xiaohu)
    assert said["database"][0] == "warning"
    assert {"settings", "disk", "time zone", "base URL", "calendar"} <= said.keys()
    assert not xiaohu.folder.exists()


def test_everything_is_looked_at(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    said = examined(xiaohu)
    assert said["database"][0] == "ok"
    assert said["channels"][0] == "warning"
    assert said["scheduler"] == ("warning", "has never run; start it: xiaohu run")
    assert "carry no links" in said["base URL"][1]
    assert "scheduler" in xiaohu("doctor").out


def test_a_simulated_clock_is_pointed_out(xiaohu: CommandLine) -> None:
    assert examined(xiaohu)["settings"][0] == "warning"
    xiaohu.now = ""
    assert examined(xiaohu)["settings"][0] == "ok"


def test_a_channel_that_failed_is_a_warning_with_its_reason(xiaohu: CommandLine) -> None:
    xiaohu(*PLAIN)
    assert examined(xiaohu)["channel 1"][0] == "ok"
    xiaohu("channels", "test", "1")
    state, said = examined(xiaohu)["channel 1"]
    assert state == "warning"
    assert "connection_refused" in said


@pytest.mark.parametrize(
    ("now", "state", "code"),
    [
        ("2026-10-31T12:00:00+08:00", "ok", 0),
        ("2026-11-01T00:00:00+08:00", "warning", 0),
        ("2026-12-09T23:59:00+08:00", "warning", 0),
        ("2026-12-10T00:00:00+08:00", "problem", 4),
        ("2027-01-01T12:00:00+08:00", "problem", 4),
    ],
)
def test_next_years_holidays_are_missed_in_time(now: str, state: str, code: int, xiaohu: CommandLine) -> None:
    xiaohu.now = now
    for stored in (False, True):
        if stored:
            xiaohu("list")
        found, said = examined(xiaohu, code)["calendar"]
        assert (found, "calendar import" in said) == (state, state != "ok")


def test_a_scheduler_that_ran_just_now_is_running(xiaohu: CommandLine) -> None:
    xiaohu("run", "--once")
    assert examined(xiaohu)["scheduler"][0] == "ok"
    xiaohu.change("UPDATE heartbeats SET seen_at = '2026-01-02 03:04:00'")
    state, said = examined(xiaohu)["scheduler"]
    assert state == "warning"
    assert "2 Jan 2026 03:04" in said


def test_a_bad_setting_is_a_problem_and_not_a_failure(xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_TIMEZONE": "Mars/Base"}
    assert list(examined(xiaohu, 4)) == ["settings"]


@pytest.mark.sqlite
def test_a_damaged_database_is_a_problem(xiaohu: CommandLine) -> None:
    xiaohu.folder.mkdir()
    xiaohu.file.write_bytes(b"this is no database" * 100)
    assert examined(xiaohu, 4)["database"][0] == "problem"


def test_a_newer_database_is_a_problem(xiaohu: CommandLine) -> None:
    xiaohu("list")
    xiaohu.change("UPDATE alembic_version SET version_num = '9999'")
    state, said = examined(xiaohu, 4)["database"]
    assert (state, "9999" in said) == ("problem", True)


@pytest.mark.parametrize(
    ("base_url", "state", "said"),
    [
        ("http://127.0.0.1:8321", "ok", "plain steps"),
        ("http://192.168.1.20:8321", "ok", "own network only"),
        ("http://xiaohu.example", "warning", "use https"),
        ("https://xiaohu.example", "ok", "messages link to https://xiaohu.example/"),
    ],
)
def test_where_messages_link_to_is_said(xiaohu: CommandLine, base_url: str, state: str, said: str) -> None:
    xiaohu.more["XIAOHU_BASE_URL"] = base_url
    found = examined(xiaohu)["base URL"]
    assert (found[0], said in found[1]) == (state, True)


def test_the_key_of_the_links_is_looked_at_where_there_is_one(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "pages key" not in examined(xiaohu)
    file = xiaohu.folder / "pages.key"
    file.write_text("A" * 43 + "=\n")
    file.chmod(0o644)
    assert "chmod 600" in examined(xiaohu)["pages key"][1]
    file.write_text("broken\n")
    assert examined(xiaohu, code=4)["pages key"][0] == "problem"


def test_without_a_chinese_font_the_doctor_says_that_pictures_are_left_out(
    xiaohu: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli import health_machine as health

    monkeypatch.setattr(health, "installed", lambda: True)
    monkeypatch.setattr(health, "chinese_font", lambda: None)
    state, said = examined(xiaohu)["pictures"]
    assert state == "warning"
    assert "fonts-noto-cjk" in said
    monkeypatch.setattr(health, "chinese_font", lambda: "Noto Sans CJK SC")
    assert examined(xiaohu)["pictures"] == ("ok", "digest mails carry a timeline, in Noto Sans CJK SC")
    monkeypatch.setattr(health, "installed", lambda: False)
    assert "pictures" not in examined(xiaohu)


def test_the_key_of_kept_reports_is_looked_at(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "reports key" not in examined(xiaohu)
    file = xiaohu.folder / "reports.key"
    file.write_text("A" * 43 + "=\n")
    file.chmod(0o644)
    assert "chmod 600" in examined(xiaohu)["reports key"][1]
    file.write_text("nonsense\n")
    assert examined(xiaohu, code=4)["reports key"][0] == "problem"
