import json
from datetime import date

import pytest

from catalog.calendars import load_calendar, read_notice
from catalog.errors import CatalogError
from catalog.notices import MOST_CHARACTERS, parse_notices
from catalog.published_years import published_years
from scheduler.workdays import CalendarYear, YearState


def day(on: str, name: str = "元旦", *, off: object = True) -> dict[str, object]:
    return {"name": name, "date": on, "isOffDay": off}


def notice(*days: object, year: object = 2027) -> str:
    return json.dumps({"$schema": "any", "year": year, "papers": [], "days": list(days)}, ensure_ascii=False)


NEW_YEAR = day("2027-01-01")


def as_notice(year: CalendarYear) -> dict[str, object]:
    off = [day(str(on), name) for on, name in year.days_off.items()]
    work = [day(str(on), name, off=False) for on, name in year.make_up_days.items()]
    return {"year": year.year, "days": off + work}


def test_a_notice_is_read() -> None:
    text = notice(
        day("2027-01-03", off=False), NEW_YEAR, day("2026-12-31"), day("2027-10-01", "国庆节、中秋节")
    )
    assert parse_notices(text) == (
        CalendarYear(
            2027,
            YearState.PUBLISHED,
            {date(2026, 12, 31): "元旦", date(2027, 1, 1): "元旦", date(2027, 10, 1): "国庆节、中秋节"},
            {date(2027, 1, 3): "元旦"},
        ),
    )


def test_several_years_may_be_in_one_file_and_come_out_in_order() -> None:
    later = json.loads(notice(day("2028-01-01"), year=2028))
    text = json.dumps([later, json.loads(notice(NEW_YEAR))])
    assert [year.year for year in parse_notices(text)] == [2027, 2028]


@pytest.mark.parametrize("extra", ["", "\ufeff", "\n\n  "])
def test_a_byte_order_mark_and_blanks_do_no_harm(extra: str) -> None:
    assert len(parse_notices(extra + notice(NEW_YEAR))) == 1


def test_a_name_is_kept_without_its_blanks() -> None:
    (year,) = parse_notices(notice(day("2027-01-01", " 元旦 ")))
    assert year.days_off == {date(2027, 1, 1): "元旦"}


def test_what_the_library_knows_may_be_imported_again() -> None:
    for year in published_years():
        assert read_notice(json.dumps(as_notice(year))) == (year,)


REFUSED = [
    ("", "", "line 1, column 1 is not JSON"),
    ("{", "", "line 1, column 2 is not JSON"),
    ("year,date\n2027,01-01", "", "line 1, column 1 is not JSON"),
    ("1" * 5000, "", "not a notice"),
    ("[" * 100_000, "", "not a notice"),
    (" " * MOST_CHARACTERS + "{}", "", "too long"),
    ("[]", "", "empty"),
    ("null", "", "null is not a notice"),
    ('"2027"', "", '"2027" is not a notice'),
    ("[[]]", "", "[] is not a notice"),
    ("{}", "year", "null is not a year"),
    (notice(NEW_YEAR, year="2027"), "year", '"2027" is not a year'),
    (notice(NEW_YEAR, year=True), "year", "true is not a year"),
    (notice(NEW_YEAR, year=2027.0), "year", "2027.0 is not a year"),
    (notice(NEW_YEAR, year=2003), "year", "2003 is not a year from 2004"),
    (notice(NEW_YEAR, year=20270), "year", "20270 is not a year"),
    ('{"year": 2027}', "2027.days", "null is not a list"),
    ('{"year": 2027, "days": {}}', "2027.days", "{} is not a list"),
    (notice(), "2027.days", "no day is off"),
    (notice(day("2027-01-03", off=False)), "2027.days", "no day is off"),
    (notice("2027-01-01"), "2027.days[0]", '"2027-01-01" is not a day'),
    (notice(NEW_YEAR, None), "2027.days[1]", "null is not a day"),
    (
        notice({"date": "2027-01-01", "isOffDay": True}),
        "2027.days[0].name",
        "null is not a festival's name",
    ),
    (notice(day("2027-01-01", " ")), "2027.days[0].name", "festival's name"),
    (notice({"name": "元旦", "isOffDay": True}), "2027.days[0].date", "null is not a date"),
    (notice({"name": "元旦", "date": "2027-01-01"}), "2027.days[0].isOffDay", "null is neither"),
    (notice(day("2027-01-01", off="false")), "2027.days[0].isOffDay", '"false" is neither'),
    (notice(day("2027-01-01", off=1)), "2027.days[0].isOffDay", "1 is neither"),
    (notice(day("2027-02-30")), "2027.days[0].date", '"2027-02-30" is not a date'),
    (notice(day("20270101")), "2027.days[0].date", "is not a date"),
    (notice(day("2027-W01-1")), "2027.days[0].date", "is not a date"),
    (notice(day("２０２７-01-01")), "2027.days[0].date", "is not a date"),
    (notice(day("2027/1/1")), "2027.days[0].date", "is not a date"),
    (notice(day("1" * 500)), "2027.days[0].date", "…"),
    (notice(day("2028-01-01")), "2027.days[0].date", "2028-01-01 lies outside December 2026"),
    (notice(day("2026-11-30")), "2027.days[0].date", "2026-11-30 lies outside"),
    (notice(NEW_YEAR, NEW_YEAR), "2027.days", "2027-01-01 is listed twice"),
    (
        notice(day("2027-01-02"), day("2027-01-02", off=False)),
        "2027.days",
        "both as a day off and as a working day",
    ),
    (
        notice(NEW_YEAR, day("2027-01-06", off=False)),
        "2027.days[1]",
        "2027-01-06 lies from Monday to Friday and works anyway",
    ),
    (f"[{notice(NEW_YEAR)}, {notice(NEW_YEAR)}]", "2027", "twice"),
]


@pytest.mark.parametrize(("text", "key", "reason"), REFUSED)
def test_a_malformed_notice_is_refused_in_one_sentence(text: str, key: str, reason: str) -> None:
    with pytest.raises(CatalogError) as refused:
        parse_notices(text, "2027.json")
    error = refused.value
    assert (error.file, error.key) == ("2027.json", key)
    assert reason in error.reason
    assert str(error).startswith("2027.json: ")
    assert "\n" not in str(error)
    assert len(str(error)) < 200


def test_the_last_days_of_december_may_be_the_next_notices_doing() -> None:
    value = as_notice(next(year for year in published_years() if year.year == 2018))
    assert isinstance(value["days"], list)
    value["days"] = [each for each in value["days"] if each["date"] < "2018-12-29"]
    assert read_notice(json.dumps(value))[0].year == 2018


@pytest.mark.parametrize(
    ("drop", "add", "reason"),
    [
        ("2026-10-01", None, "2026-10-01 is working here but off in the published calendar"),
        ("2026-10-10", None, "2026-10-10 is off here but working in the published calendar"),
        (None, day("2026-11-11", "光棍节"), "2026-11-11 is off here but working"),
        (None, day("2026-12-31"), "2026-12-31 is off here but working"),
        (None, day("2025-12-31"), "2025-12-31 is off here but working"),
    ],
)
def test_a_notice_that_contradicts_a_published_year_is_refused(
    drop: str | None, add: dict[str, object] | None, reason: str
) -> None:
    value = as_notice(next(year for year in published_years() if year.year == 2026))
    assert isinstance(value["days"], list)
    value["days"] = [each for each in value["days"] if each["date"] != drop] + ([add] if add else [])
    with pytest.raises(CatalogError) as refused:
        read_notice(json.dumps(value))
    assert reason in refused.value.reason
    assert refused.value.key == "2026"


def test_a_stored_notice_stays_readable_when_the_library_comes_to_differ() -> None:
    (stored,) = parse_notices(notice(day("2026-11-11", "光棍节"), year=2026))
    assert load_calendar([stored]).version == load_calendar().version
