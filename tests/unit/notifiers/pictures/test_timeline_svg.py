"""The timeline's picture, read back as XML: everything stands where its dates are, and says what it shows."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.i18n import LOCALES, translator
from notifiers.pictures.labels import NARROW, text_width
from notifiers.pictures.timeline_svg import timeline_svg
from notifiers.pictures.timeline_words import off_sentence, rows
from scheduler.digest import Followed, digest
from scheduler.pulls import Mark, Pull
from scheduler.timeline import Timeline, timeline
from tests.closures import calendar
from tests.unit.notifiers.week import EVERYTHING, NO_DATES, OVERDUE, PROVISIONAL, VERIFIED, VERIFY

TODAY = date(2026, 10, 10)
ENGLISH, CHINESE = translator("en"), translator("zh_CN")
SVG = "{http://www.w3.org/2000/svg}"
NATIONAL_DAY = replace(
    VERIFY, started_on=date(2026, 9, 24), due_on=date(2026, 10, 9), check_on=date(2026, 10, 10)
)
PULLS = (Mark(Pull(TODAY, (3,), 0)), Mark(Pull(date(2026, 10, 20), (5, 9), 0), "妈妈"))


def line_of(*followed: Followed, marks: tuple[Mark, ...] = (), today: date = TODAY) -> Timeline:
    entries = digest(followed, today, today + timedelta(days=6)).entries
    return timeline(entries, marks, today, calendar())


def drawn(line: Timeline, locale: str = "en", **more: Any) -> Element:
    return fromstring(timeline_svg(line, translator(locale), **more))


def of_class(svg: Element, name: str) -> list[Element]:
    return [each for each in svg.iter() if name in each.get("class", "").split()]


def percent(element: Element, name: str) -> float:
    value = element.get(name, "")
    assert value.endswith("%"), f"{name}={value!r} is no share of the width"
    return float(value[:-1])


def words(svg: Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def test_a_window_across_national_day_begins_and_ends_where_its_dates_are() -> None:
    line = line_of(NATIONAL_DAY)
    svg, day = drawn(line), 100 / line.days
    [window] = of_class(svg, "window")
    assert percent(window, "x") == pytest.approx((date(2026, 9, 30) - line.first).days * day, abs=0.01)
    assert percent(window, "width") == pytest.approx(10 * day, abs=0.01)
    [wait] = of_class(svg, "wait")
    assert percent(wait, "x1") == pytest.approx((date(2026, 9, 24) - line.first).days * day, abs=0.01)
    assert percent(wait, "x2") == pytest.approx(percent(window, "x"), abs=0.01)
    [today] = of_class(svg, "today")
    assert percent(today, "x1") == pytest.approx((TODAY - line.first).days * day, abs=0.01)


def test_holidays_and_weekends_are_shaded_and_make_up_days_are_not() -> None:
    line = line_of(NATIONAL_DAY)
    svg = drawn(line)
    shaded = set()
    for off in of_class(svg, "off"):
        begin = round(percent(off, "x") * line.days / 100)
        days = round(percent(off, "width") * line.days / 100)
        shaded |= {line.first + timedelta(days=begin + n) for n in range(days)}
    assert shaded == {
        *(date(2026, 9, day) for day in (25, 26, 27)),
        *(date(2026, 10, day) for day in (1, 2, 3, 4, 5, 6, 7, 11, 17, 18)),
    } & {line.first + timedelta(days=n) for n in range(line.days)}
    assert len(of_class(svg, "festival")) == 2


def test_a_provisional_window_looks_and_says_so() -> None:
    svg = drawn(
        line_of(
            replace(NATIONAL_DAY, provisional=True, due_on=date(2026, 10, 12), check_on=date(2026, 10, 13))
        )
    )
    [window] = of_class(svg, "window")
    assert window.get("stroke-dasharray")
    assert "by 12 Oct, provisional" in words(svg)
    assert not any(each.get("stroke-dasharray") for each in of_class(drawn(line_of(NATIONAL_DAY)), "window"))


def test_every_colour_stands_beside_words_that_say_the_same() -> None:
    svg = drawn(line_of(*EVERYTHING, today=date(2026, 10, 12)))
    said = {}
    for bar in of_class(svg, "bar"):
        [told] = of_class(bar, "status")
        said[bar.get("class", "").split()[1]] = told.text
    assert said["due"] == "can be checked now"
    assert said["late"] == "9 days late"
    assert said["long-late"] == "72 days late"
    assert said["verified"] == "✓ closed"
    assert (said["waiting"] or "").startswith("by ")


def test_what_is_late_trails_to_today() -> None:
    line = line_of(OVERDUE)
    svg = drawn(line)
    [tail], [today] = of_class(svg, "tail"), of_class(svg, "today")
    assert percent(tail, "x") + percent(tail, "width") == pytest.approx(percent(today, "x1"), abs=0.01)
    assert of_class(drawn(line_of(VERIFIED)), "tail") == []


def test_pulls_stand_underneath_with_how_many_each_verifies() -> None:
    line = line_of(NATIONAL_DAY, marks=PULLS)
    svg = drawn(line)
    marks = of_class(svg, "pull")
    assert [round(percent(mark, "x"), 2) for mark in marks] == [
        round(50 * (line.begin(mark.pull.on) + line.end(mark.pull.on)), 2) for mark in PULLS
    ]
    lowest = max(float(bar.get("y", 0)) for bar in of_class(svg, "window"))
    assert all(float(mark.get("y", 0)) > lowest for mark in marks)
    for told in ("10 Oct", "verifies 1", "20 Oct", "verifies 2", "妈妈"):
        assert told in words(svg)


def test_a_window_that_goes_on_beyond_the_end_has_an_arrow() -> None:
    assert len(of_class(drawn(line_of(PROVISIONAL)), "on")) == 1
    assert of_class(drawn(line_of(NATIONAL_DAY)), "on") == []


def test_who_does_not_see_it_is_told_what_it_is() -> None:
    svg = drawn(line_of(NATIONAL_DAY, marks=PULLS[:1]), id_="t1")
    assert svg.get("role") == "img"
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "1 account, planned reports: 1" in (desc.text or "")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_says_what_the_picture_says(locale: str) -> None:
    line, say = line_of(*EVERYTHING, marks=PULLS, today=date(2026, 10, 12)), translator(locale)
    svg, table = drawn(line, locale), list(rows(line, say))
    assert [row.status for row in table] == [each.text for each in of_class(svg, "status")]
    for row, drawing in zip(table, of_class(svg, "bar"), strict=True):
        if of_class(drawing, "window"):
            assert bool(of_class(drawing, "provisional")) == row.provisional
    for row, bar in zip(table, line.bars, strict=True):
        assert say.short_day(bar.opens_on) in row.window
        assert say.short_day(bar.due_on) in row.window
        assert row.started == say.short_day(bar.started_on)
    assert NO_DATES.closure not in [row.closure for row in table]
    shown = {
        off_sentence(off, say).partition("：" if locale == "zh_CN" else ":")[0]
        for off in line.days_off
        if off.festival
    }
    assert shown == {each.text for each in of_class(svg, "festival-label")}


def test_only_attributes_style_it_and_nothing_is_fetched() -> None:
    whole = timeline_svg(line_of(*EVERYTHING, marks=PULLS), CHINESE)
    assert " style=" not in whole
    assert "href" not in whole
    assert "<script" not in whole
    assert re.findall(r"https?://[^\"]+", whole) == ["http://www.w3.org/2000/svg"]


def test_a_name_cannot_leave_its_place() -> None:
    svg = drawn(line_of(replace(NATIONAL_DAY, platform='</text><script>alert("1")</script>\x00\u202e')))
    assert [each.tag for each in svg.iter()].count(f"{SVG}script") == 0
    assert of_class(svg, "name")[0].text


def test_for_mail_it_has_a_width_and_no_days_that_only_fit_wider() -> None:
    wide, mail = drawn(line_of(*EVERYTHING)), drawn(line_of(*EVERYTHING), width=420)
    assert (wide.get("width"), mail.get("width")) == ("100%", "420")
    assert of_class(wide, "roomy")
    assert of_class(mail, "roomy") == []


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(names, st.integers(-90, 0), st.integers(0, 90)), min_size=1, max_size=8),
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from(LOCALES),
)
def test_words_do_not_run_into_each_other_or_out_of_the_picture(
    accounts: list[tuple[str, int, int]], pulls: list[int], locale: str
) -> None:
    known = [
        replace(
            NATIONAL_DAY,
            closure=n,
            platform=name,
            started_on=TODAY + timedelta(days=start),
            opens_on=TODAY + timedelta(days=start + 1),
            due_on=TODAY + timedelta(days=start + 1 + long),
            check_on=TODAY + timedelta(days=start + 2 + long),
        )
        for n, (name, start, long) in enumerate(accounts)
    ]
    marks = tuple(Mark(Pull(TODAY + timedelta(days=day), (1,), 0), "很长的名字" * 9) for day in pulls)
    svg = drawn(line_of(*known, marks=marks), locale)
    height = float(svg.get("height", 0))
    for bar in of_class(svg, "bar"):
        [name], [told] = of_class(bar, "name"), of_class(bar, "status")
        assert text_width(name.text or "") + text_width(told.text or "") < NARROW
    for label in (*of_class(svg, "pull-label"), *of_class(svg, "festival-label")):
        assert text_width(label.text or "") <= NARROW
    for group in svg.iter(f"{SVG}svg"):
        for text in group.findall(f"{SVG}text"):
            if group is not svg:
                left = (
                    percent(group, "x") / 100 * NARROW
                    + float(text.get("x", 0))
                    - text_width(text.text or "") / 2
                )
                assert -1 <= left <= NARROW - text_width(text.text or "") + 1
                assert float(group.get("y", 0)) + float(text.get("y", 0)) + 5 <= height
