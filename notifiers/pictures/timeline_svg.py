"""The timeline as SVG: as wide as whatever shows it, its words always of one size.

Horizontal positions are percentages, so one picture fits a phone, a desktop and a mail. Colours are
attributes (pages allow no inline style), and classes that the pages' style sheet turns dark.
"""

from collections.abc import Iterator
from datetime import timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from config.i18n import N_, Translator
from notifiers.pictures.labels import (
    FONT,
    GAP,
    NARROW,
    Label,
    Placed,
    fitted,
    in_lanes,
    inside,
    text_width,
    thinned,
)
from notifiers.pictures.shapes import LINE, at, level, lines, px, rect, spot, text, upright
from notifiers.pictures.timeline_words import description, name_of, pull_lines, status, title
from notifiers.wording import plain
from scheduler.timeline import Bar, Phase, Timeline

FAMILY = "system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
MOST_MARKS = 6
ROOMY = 600
"""The width from which the axis names more days (``class="roomy"``)."""
AXIS, ROW = 30, 58
_TRACK, _THICK = 32, 14
_WEEKENDS_UP_TO = 120
"""Days: beyond them weekends are too narrow to be told apart."""

_INK, _QUIET, _PULL = "#1f2933", "#52606d", "#3b6ea8"
# Words keep clear of the lines behind them.
_CLEAR = {"stroke": "#ffffff", "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
_FILL = {
    Phase.WAITING: ("#a9d8cf", "#0c7a6d"),
    Phase.DUE: ("#0c7a6d", "#0c7a6d"),
    Phase.LATE: ("#e9b44c", "#9a5b00"),
    Phase.LONG_LATE: ("#b3261e", "#b3261e"),
    Phase.VERIFIED: ("#d8dedc", "#66727f"),
}


def timeline_svg(
    line: Timeline, say: Translator, *, id_: str = "timeline", family: str = FAMILY, width: int | None = None
) -> str:
    """The picture. ``id_``: what its title and description are called in the page; ``width``: pixels, where
    it is not as wide as what shows it."""
    tracks = AXIS + ROW * len(line.bars)
    days, marks = list(in_lanes(_day_labels(line, say))), list(in_lanes(_mark_labels(line, say)))
    marks_at = tracks + 12 + LINE * (1 + max(each.lane for each in days))
    lane = 20 + LINE * max((len(each.label.lines) for each in marks), default=0)
    height = marks_at + lane * (1 + max((each.lane for each in marks), default=-1))
    svg = _root(line, say, id_, family)
    svg.attrib |= {"width": str(width) if width else "100%", "height": px(height)}
    _shade(svg, line, tracks)
    _axis(svg, line, say, tracks, roomy=width is None or width >= ROOMY)
    _leads(svg, marks, marks_at, lane)
    _today(svg, line, tracks)
    for number, bar in enumerate(line.bars):
        _row(svg, bar, line, say, AXIS + ROW * number)
    _names_of_days(svg, days, tracks + 20)
    _marks(svg, marks, marks_at, lane)
    return tostring(svg, encoding="unicode")


def _root(line: Timeline, say: Translator, id_: str, family: str) -> Element:
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "timeline",
            "role": "img",
            "aria-labelledby": f"{id_}-title {id_}-desc",
            "font-family": family,
            "font-size": str(FONT),
        },
    )
    SubElement(svg, "title", {"id": f"{id_}-title"}).text = title(say)
    SubElement(svg, "desc", {"id": f"{id_}-desc"}).text = description(line, say)
    return svg


def _shade(svg: Element, line: Timeline, tracks: float) -> None:
    for off in line.days_off:
        if off.festival is None and line.days > _WEEKENDS_UP_TO:
            continue
        kind, fill = ("festival", "#fbe3e1") if off.festival else ("weekend", "#eef1f2")
        across = line.begin(off.first), line.end(off.last)
        rect(svg, across, AXIS, tracks - AXIS, {"class": f"off {kind}", "fill": fill})


def _axis(svg: Element, line: Timeline, say: Translator, tracks: float, *, roomy: bool) -> None:
    labels = [label for label in _ticks(line, say) if inside(label)]
    step = thinned(labels, NARROW)
    finer = thinned(labels, ROOMY) if roomy else step
    for number, label in enumerate(labels[::finer]):
        more = "" if number * finer % step == 0 else " roomy"
        look = {"class": f"day{more}", "fill": _QUIET, "text-anchor": "middle"}
        text(svg, label.lines[0], at(label.at), 18, look)
        if line.days > _WEEKENDS_UP_TO:
            upright(svg, label.at, AXIS, tracks, {"class": f"tick{more}", "stroke": "#d2d9e0"})


def _ticks(line: Timeline, say: Translator) -> Iterator[Label]:
    """Mondays, or the first days of months where weeks are narrow; each at the beginning of its day."""
    for n in range(line.days):
        day = line.first + timedelta(days=n)
        if day.day == 1 if line.days > _WEEKENDS_UP_TO else day.weekday() == 0:
            yield Label((say.short_day(day),), line.begin(day))


def _leads(svg: Element, marks: list[Placed], top: float, lane: float) -> None:
    """From the axis down to each mark, behind everything else."""
    look = {"class": "pull-line", "stroke": _PULL, "stroke-dasharray": "1 5", "stroke-width": "1.5"}
    for each in marks:
        upright(svg, each.label.at, AXIS, top + lane * each.lane, look)


def _row(svg: Element, bar: Bar, line: Timeline, say: Translator, top: float) -> None:
    row = SubElement(svg, "g", {"class": f"bar {bar.phase.value}"})
    told = status(bar, say)
    name = fitted(name_of(bar), NARROW - text_width(told) - 2 * GAP)
    text(row, name, "0", top + 22, _CLEAR | {"class": "name", "fill": _INK, "font-weight": "600"})
    colour = _QUIET if bar.phase in (Phase.WAITING, Phase.VERIFIED) else _FILL[bar.phase][1]
    text(row, told, "100%", top + 22, _CLEAR | {"class": "status", "fill": colour, "text-anchor": "end"})
    _wait(row, bar, line, top + _TRACK + _THICK / 2)
    _tail(row, bar, line, top + _TRACK + _THICK / 2)
    _window(row, bar, line, top + _TRACK)


def _wait(row: Element, bar: Bar, line: Timeline, middle: float) -> None:
    """Dotted, from the request to the window."""
    look = {"class": "wait", "stroke": _QUIET, "stroke-width": "2", "stroke-dasharray": "2 4"}
    begin = line.begin(bar.started_on)
    level(row, (begin, line.begin(bar.opens_on)), middle, look)
    if line.shows(bar.started_on):
        dot = {"class": "start", "cx": at(begin), "cy": px(middle), "r": "4", "fill": _QUIET}
        SubElement(row, "circle", dot)


def _tail(row: Element, bar: Bar, line: Timeline, middle: float) -> None:
    """Thin, from the end of the window to today, where that is late."""
    if bar.late_until is not None:
        across = line.end(bar.due_on), line.begin(bar.late_until)
        rect(row, across, middle - 2, 4, {"class": "tail", "fill": _FILL[bar.phase][1]})


def _window(row: Element, bar: Bar, line: Timeline, top: float) -> None:
    across = line.begin(bar.opens_on), line.end(bar.due_on)
    fill, stroke = _FILL[bar.phase]
    look = {"class": "window", "fill": fill, "stroke": stroke, "stroke-width": "1.5", "rx": "5"}
    if bar.provisional:
        look |= {"class": "window provisional", "fill": "#ffffff", "stroke-dasharray": "5 3"}
    if across[1] > across[0]:
        rect(row, across, top, _THICK, look)
    if bar.due_on > line.last:  # it goes on where the picture ends
        arrow = {"class": "on", "fill": "none", "stroke": _INK, "stroke-width": "2"}
        SubElement(spot(row, 1, top, {}), "path", {"d": "M-8 1l6 6l-6 6"} | arrow)


def _today(svg: Element, line: Timeline, tracks: float) -> None:
    look = {"class": "today", "stroke": _INK, "stroke-width": "2"}
    upright(svg, line.begin(line.today), AXIS - 6, tracks + 4, look)


def _day_labels(line: Timeline, say: Translator) -> Iterator[Label]:
    today = say.gettext(N_("today {day}"), day=say.short_day(line.today))
    yield Label((today,), line.begin(line.today))
    for off in line.days_off:
        if off.festival:
            name = fitted(plain(off.festival), NARROW)
            yield Label((name,), (line.begin(off.first) + line.end(off.last)) / 2)


def _mark_labels(line: Timeline, say: Translator) -> Iterator[Label]:
    for mark in line.marks[:MOST_MARKS]:
        said = tuple(fitted(each, NARROW) for each in pull_lines(mark, say))
        yield Label(said, (line.begin(mark.pull.on) + line.end(mark.pull.on)) / 2)


def _names_of_days(svg: Element, placed: list[Placed], top: float) -> None:
    today = {"class": "today-label", "fill": _INK, "font-weight": "700"}
    festival = {"class": "festival-label", "fill": "#b3261e"}
    for number, each in enumerate(placed):
        lines(svg, each, top + LINE * each.lane, festival if number else today)


def _marks(svg: Element, placed: list[Placed], top: float, lane: float) -> None:
    for each in placed:
        y = top + lane * each.lane
        mark = spot(svg, each.label.at, y, {"class": "pull"})
        SubElement(mark, "path", {"d": "M0 0l7 12h-14z", "fill": _PULL})
        lines(svg, each, y + 30, _CLEAR | {"class": "pull-label", "fill": _INK})
