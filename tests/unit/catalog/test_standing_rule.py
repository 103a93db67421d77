from datetime import date

import pytest

from catalog.festivals import dragon_boat, mid_autumn, spring_festival, tomb_sweeping
from catalog.published_years import published_years
from catalog.standing_rule import provisional_year
from scheduler.workdays import YearState


def d(text: str) -> date:
    return date.fromisoformat(text)


def weekdays_off(days: object) -> list[date]:
    assert isinstance(days, dict)
    return sorted(day for day in days if day.weekday() < 5)


@pytest.mark.parametrize(
    ("year", "spring", "clear", "dragon", "moon"),
    [
        (2024, "2024-02-10", "2024-04-04", "2024-06-10", "2024-09-17"),
        (2025, "2025-01-29", "2025-04-04", "2025-05-31", "2025-10-06"),
        (2026, "2026-02-17", "2026-04-05", "2026-06-19", "2026-09-25"),
        (2027, "2027-02-06", "2027-04-05", "2027-06-09", "2027-09-15"),  # the new moon is at 23:56
        (2028, "2028-01-26", "2028-04-04", "2028-05-28", "2028-10-03"),
        (2029, "2029-02-13", "2029-04-04", "2029-06-16", "2029-09-22"),
        (2033, "2033-01-31", "2033-04-04", "2033-06-01", "2033-09-08"),  # a leap eleventh month
    ],
)
def test_the_moving_festivals(year: int, spring: str, clear: str, dragon: str, moon: str) -> None:
    assert spring_festival(year) == d(spring)
    assert tomb_sweeping(year) == d(clear)
    assert dragon_boat(year) == d(dragon)
    assert mid_autumn(year) == d(moon)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_rule_gives_every_day_off_of_2025_and_2026(year: int) -> None:
    (published,) = (each for each in published_years() if each.year == year)
    own = {day: name for day, name in provisional_year(year).days_off.items() if day.year == year}
    assert weekdays_off(own) == weekdays_off(published.days_off)
    assert {day: own[day] for day in weekdays_off(own)} == {
        day: published.days_off[day] for day in weekdays_off(published.days_off)
    }


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2029, "2028-12-30", "2029-01-01"),  # Monday
        (2030, "2029-12-30", "2030-01-01"),  # Tuesday
        (2031, "2031-01-01", "2031-01-01"),  # Wednesday
        (2032, "2032-01-01", "2032-01-03"),  # Thursday
        (2027, "2027-01-01", "2027-01-03"),  # Friday
        (2028, "2028-01-01", "2028-01-03"),  # Saturday
        (2034, "2033-12-31", "2034-01-02"),  # Sunday
    ],
)
def test_new_year_by_its_weekday(year: int, first: str, last: str) -> None:
    days = provisional_year(year).days_off
    new_year = [day for day, name in days.items() if name == "元旦" and day < date(year, 2, 1)]
    assert (min(new_year), max(new_year)) == (d(first), d(last))
    assert len(new_year) == (d(last) - d(first)).days + 1


def test_a_year_ends_with_the_beginning_of_the_next_new_year_holiday() -> None:
    days = provisional_year(2029).days_off
    assert days[d("2029-12-30")] == days[d("2029-12-31")] == "元旦"
    assert d("2030-01-01") not in days


def test_mid_autumn_inside_national_day_makes_it_eight_days() -> None:
    days = provisional_year(2028).days_off
    autumn = [day for day, name in days.items() if name == "国庆节、中秋节"]
    assert autumn == [date(2028, 10, k) for k in range(1, 9)]
    assert "国庆节" not in days.values()
    assert max(day for day, name in provisional_year(2027).days_off.items() if name == "国庆节") == d(
        "2027-10-07"
    )


def test_2027_in_full() -> None:
    year = provisional_year(2027)
    assert year.state is YearState.PROVISIONAL
    assert year.make_up_days == {}
    spans = {
        name: sorted(day for day, of in year.days_off.items() if of == name)
        for name in year.days_off.values()
    }
    assert {name: (f"{days[0]:%m-%d}", len(days)) for name, days in spans.items()} == {
        "元旦": ("01-01", 3),
        "春节": ("02-05", 8),
        "清明节": ("04-03", 3),
        "劳动节": ("05-01", 5),
        "端午节": ("06-09", 1),
        "中秋节": ("09-15", 1),
        "国庆节": ("10-01", 7),
    }
