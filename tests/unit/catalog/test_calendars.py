import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.calendars import load_calendar
from catalog.errors import CatalogError
from catalog.published_years import last_published_year, published_years
from scheduler.workdays import CalendarYear, YearState

LAST = last_published_year()
NEXT = LAST + 1


def published(year: int, *off: date) -> CalendarYear:
    return CalendarYear(year, YearState.PUBLISHED, dict.fromkeys(off, "元旦"), {})


def weekday(year: int, month: int, since: int) -> date:
    """The first Monday to Friday from that day."""
    return next(day for k in range(3) if (day := date(year, month, since + k)).weekday() < 5)


def test_the_library_covers_every_year_from_2004_in_chinese() -> None:
    years = published_years()
    assert [year.year for year in years] == list(range(2004, NEXT))
    assert {name for year in years for name in (*year.days_off.values(), *year.make_up_days.values())} == {
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
        "国庆节、中秋节",
        "中秋节、国庆节",
        "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
    }


def test_three_provisional_years_follow_the_last_published_one() -> None:
    calendar = load_calendar()
    states = [calendar.state(year) for year in range(LAST, LAST + 5)]
    assert states == [
        YearState.PUBLISHED,
        YearState.PROVISIONAL,
        YearState.PROVISIONAL,
        YearState.PROVISIONAL,
        YearState.ABSENT,
    ]
    assert calendar.state(2003) is YearState.ABSENT


def test_an_imported_notice_moves_the_provisional_years_on() -> None:
    december, january = weekday(LAST, 12, 28), weekday(NEXT, 1, 4)
    calendar = load_calendar([published(NEXT, december, january)])
    assert calendar.state(NEXT) is YearState.PUBLISHED
    assert calendar.state(NEXT + 3) is YearState.PROVISIONAL
    assert calendar.state(NEXT + 4) is YearState.ABSENT
    assert not calendar.is_workday(december)  # the notice of a year may change December before it
    assert not calendar.is_workday(january)
    assert calendar.is_workday(weekday(NEXT, 10, 1))  # what it does not name is not off


def test_the_later_of_two_notices_for_one_year_counts() -> None:
    first, second = weekday(NEXT, 3, 1), weekday(NEXT, 4, 1)
    calendar = load_calendar([published(NEXT, first), published(NEXT, second)])
    assert calendar.is_workday(first)
    assert not calendar.is_workday(second)


def test_a_notice_needs_the_years_before_it() -> None:
    later, sooner = published(NEXT + 1, date(NEXT + 1, 1, 1)), published(NEXT, date(NEXT, 1, 1))
    with pytest.raises(CatalogError) as refused:
        load_calendar([later])
    assert refused.value.key == str(NEXT)
    assert load_calendar([later, sooner]).state(NEXT + 1) is YearState.PUBLISHED


def test_the_version_is_short_and_stays_the_same() -> None:
    version = load_calendar().version
    assert version == load_calendar().version
    assert version.startswith(f"cn{LAST}-")
    assert len(version) <= 16


@settings(max_examples=25)
@given(
    off=st.sets(st.dates(date(LAST, 12, 1), date(NEXT, 12, 31)), min_size=1, max_size=5),
    changed=st.dates(date(LAST, 12, 1), date(NEXT, 12, 31)),
)
def test_the_version_changes_with_any_day(off: set[date], changed: date) -> None:
    before = CalendarYear(NEXT, YearState.PUBLISHED, dict.fromkeys(off, "元旦"), {})
    after = CalendarYear(NEXT, YearState.PUBLISHED, dict.fromkeys(off ^ {changed}, "元旦"), {})
    work = CalendarYear(NEXT, YearState.PUBLISHED, {}, dict.fromkeys(off, "元旦"))
    versions = {load_calendar([year]).version for year in (before, after, work)}
    assert len(versions) == 3
    reversed_days = CalendarYear(NEXT, YearState.PUBLISHED, dict.fromkeys(sorted(off)[::-1], "元旦"), {})
    assert load_calendar([reversed_days]).version == load_calendar([before]).version


def test_importing_the_module_loads_no_library() -> None:
    code = "import sys, catalog.calendars; print({'lunar_python', 'chinese_calendar'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
