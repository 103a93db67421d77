"""Every exception of the layers below becomes one sentence and its exit code."""

from datetime import date
from pathlib import Path

import pytest
import typer

from catalog.calendars import load_calendar
from catalog.errors import CatalogError
from cli.errors import one_sentence, whole
from config.i18n import translator
from config.settings import ConfigError
from desk.mistakes import FROM_BELOW, Mistake, NotFound
from desk.wording import speaking
from models.closure import SnoozeError
from models.session import DatabaseBusy, DatabaseUnusable
from notifiers.channels import ChannelError
from scheduler.appointments import AppointmentError, AppointmentRule, plan_appointment
from scheduler.lifecycle import ClosureState, ForbiddenTransition
from scheduler.sending_hours import ZoneError
from scheduler.windows import WindowError, parse
from scheduler.workdays import CalendarGap
from worker.service import SchedulerRunning


def _window_error() -> WindowError:
    with pytest.raises(WindowError) as caught:
        parse("大约")
    return caught.value


DAY = date(2026, 10, 9)
KNOWN = [
    (Mistake("no such thing"), 2, "no such thing"),
    (NotFound("not here"), 3, "not here"),
    (_window_error(), 2, "大约"),
    (AppointmentError(DAY, DAY, "{payoff_on} is no day"), 2, "2026-10-09"),
    (CalendarGap(2040), 2, "2040"),
    (ForbiddenTransition(ClosureState.VERIFIED, ClosureState.WITHDRAWN), 2, "closed and verified"),
    (SnoozeError("2026-01-01 is not after today"), 2, "2026-01-01"),
    (ZoneError("Mars/Base"), 2, "Mars/Base"),
    (ChannelError("{port} is no port", "port", port="'x'"), 2, "'x'"),
    (ConfigError("XIAOHU_TIMEZONE=Mars: not a time zone"), 2, "Mars"),
    (CatalogError("notice.json", "year", "is missing"), 2, "notice.json: year"),
    (DatabaseUnusable("the file is damaged"), 1, "damaged"),
    (DatabaseBusy(FROM_BELOW[0]), 75, "try again"),
    (SchedulerRunning("another scheduler is already running"), 75, "another scheduler"),
    (PermissionError(13, "Permission denied", "/data"), 1, "/data"),
    (typer.BadParameter("Value error, 'x' is not one of 'a'."), 2, "'x' is not one of 'a'"),
]


@pytest.mark.parametrize(("error", "code", "words"), KNOWN, ids=lambda value: type(value).__name__)
def test_what_a_user_can_mend_is_one_sentence(
    error: Exception,
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XIAOHU_LOCALE", "en")
    with pytest.raises(typer.Exit) as ended, one_sentence():
        raise error
    said = capsys.readouterr()
    assert ended.value.exit_code == code
    assert words in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_lines_of_a_sentence_are_joined(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), one_sentence():
        raise Mistake("one\ntwo\n  three")
    assert capsys.readouterr().err == "one two three\n"


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), RuntimeError("x"), BrokenPipeError(32, "x")]
)
def test_a_defect_of_the_program_is_not_hidden(error: Exception) -> None:
    with pytest.raises(type(error)), one_sentence():
        raise error


def test_the_way_out_of_an_unreadable_window_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), one_sentence():
        raise _window_error()
    assert "--window ''" in capsys.readouterr().err


@pytest.mark.parametrize("payoff", [date(2026, 10, 4), date(2026, 10, 12)])
def test_reasons_of_appointments_are_marked_for_translation(payoff: date) -> None:
    rule = AppointmentRule(10, "day_before")
    with pytest.raises(AppointmentError) as refused:
        plan_appointment(rule, payoff, date(2026, 9, 24), load_calendar())
    assert refused.value.reason in FROM_BELOW


@pytest.mark.parametrize(
    ("locale", "sentence", "said"),
    [
        ("en", "it is unknown", "it is unknown; xiaohu list"),
        ("zh_CN", "没有这一项", "没有这一项；xiaohu list"),
        ("zh_CN", "请改写。", "请改写。 xiaohu list"),
        ("zh_CN", "是不是 show？", "是不是 show？ xiaohu list"),
    ],
)
def test_what_to_type_follows_the_sentence_in_its_own_punctuation(
    locale: str, sentence: str, said: str
) -> None:
    with speaking(translator(locale)):
        assert whole(sentence, "xiaohu list") == said
        assert whole(sentence, "") == sentence


def test_what_the_system_says_of_a_file_is_told_in_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(translator("zh_CN")), pytest.raises(typer.Exit), one_sentence():
        (tmp_path / "missing.csv").read_bytes()
    assert "missing.csv 不能用：没有这个文件或文件夹" in capsys.readouterr().err
