from datetime import date, timedelta

import pytest

from desk.explanations import explanation_json, explanation_rows
from scheduler.workdays import DayKind, DayNote

TODAY = date(2026, 9, 24)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOHU_LOCALE", "en")


@pytest.mark.parametrize("kind", list(DayKind))
def test_every_kind_of_day_has_words(kind: DayKind) -> None:
    (said,) = explanation_json([DayNote(TODAY, kind, 3, "国庆节")])
    assert said["on"] == "2026-09-24"
    assert said["kind"] == kind.value
    assert said["count"] == 3
    assert said["note"]
    assert "{" not in said["note"]


def test_a_holiday_is_called_by_its_name() -> None:
    (said,) = explanation_json([DayNote(TODAY, DayKind.HOLIDAY, None, "国庆节")])
    assert said["note"] == "国庆节, not counted"


def test_days_in_a_row_share_a_line() -> None:
    days = [DayNote(TODAY + timedelta(k), DayKind.COUNTED, k + 1) for k in range(3)]
    assert explanation_rows(days, TODAY) == [("Thu 24 Sep 2026 – Sat 26 Sep 2026", "working day 1–3")]


@pytest.mark.parametrize(
    "other",
    [
        DayNote(TODAY + timedelta(1), DayKind.HOLIDAY, None, "国庆节"),
        DayNote(TODAY + timedelta(1), DayKind.WEEKEND),
        DayNote(TODAY + timedelta(1), DayKind.HOLIDAY, None, "中秋节", stage=1),
        DayNote(TODAY + timedelta(2), DayKind.HOLIDAY, None, "中秋节"),
    ],
)
def test_another_name_kind_stage_or_a_gap_begins_a_new_line(other: DayNote) -> None:
    assert len(explanation_rows([DayNote(TODAY, DayKind.HOLIDAY, None, "中秋节"), other], TODAY)) == 2


def test_chinese_is_spoken_unless_something_else_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XIAOHU_LOCALE")
    monkeypatch.setenv("XIAOHU_DATA_DIR", "/nowhere")
    ((days, _),) = explanation_rows([DayNote(TODAY, DayKind.WEEKEND)], TODAY)
    assert days == "9月24日 周四"
