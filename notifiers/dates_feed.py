"""A user's dates as a calendar that programs subscribe to: every date ahead, each under a name that stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from icalendar import Alarm, Calendar, Event, vDuration

from config.i18n import N_, Translator, translator
from notifiers.dates_file import PROVISIONAL, day_event, in_order, new_calendar, uid, what_to_do
from notifiers.due import Coming, Reader, Server
from notifiers.links import page_link
from notifiers.message import right_hand_side
from notifiers.wording import plain

ASKED_FOR_EVERY = timedelta(hours=6)
"""How often a program had better look; most have an interval of their own."""


@dataclass(frozen=True, slots=True)
class ComingPull:
    """A day to ask for a credit report. ``closures``: what it verifies, one at least; ``person``: whose
    report, None for the reader's own."""

    on: date
    closures: tuple[int, ...]
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """What one feed shows. ``now`` is aware; ``alarm_at`` the reader's hour; ``user`` tells feeds apart."""

    user: int
    dates: tuple[Coming, ...]
    pulls: tuple[ComingPull, ...]
    reader: Reader
    server: Server
    now: datetime
    alarm_at: time


def dates_feed(timetable: Timetable) -> bytes:
    """The calendar (RFC 5545), the same bytes all day long while nothing changes.

    Full detail: an event for each date, saying what to do. Minimal detail: an event for each day on which
    there is something to do, with the number of things, no platform, no person. Raises UnknownLocale.
    """
    timetable, said = plain(timetable), translator(timetable.reader.locale)
    calendar = _named(said.gettext(N_("Account closure check")))
    full = timetable.reader.detail == "full"
    for event in (_each_date if full else _each_day)(timetable, said):
        event.add_component(_alarm(event, timetable.alarm_at))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _named(name: str) -> Calendar:
    calendar = new_calendar()
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(ASKED_FOR_EVERY), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASKED_FOR_EVERY))
    return calendar


def _each_date(timetable: Timetable, said: Translator) -> Iterable[Event]:
    domain = right_hand_side(timetable.server.operator)
    for each in in_order(timetable.dates):
        event = day_event(uid(each, domain), each.on, timetable.now)
        event.add("summary", _marked(what_to_do(each, said), each.provisional, said))
        event.add("status", _status(each.provisional))
        yield event
    for pull in timetable.pulls:
        event = day_event(f"pull-{pull.closures[0]}@{domain}", pull.on, timetable.now)
        event.add("summary", _pull(pull, said))
        event.add("status", _status(False))
        yield event


def _each_day(timetable: Timetable, said: Translator) -> Iterable[Event]:
    domain = right_hand_side(timetable.server.operator)
    things = [(each.on, each.provisional) for each in timetable.dates if each.what != "due"]
    checks = {each.on for each in timetable.dates if each.what == "check"}
    things += [(pull.on, False) for pull in timetable.pulls if pull.on not in checks]
    for on, of_day in groupby(sorted(things), key=lambda thing: thing[0]):
        yield _day(f"day-{on}-{timetable.user}@{domain}", on, [moves for _, moves in of_day], timetable, said)


def _day(name: str, on: date, moves: Sequence[bool], timetable: Timetable, said: Translator) -> Event:
    count, provisional = len(moves), all(moves)
    event = day_event(name, on, timetable.now)
    counted = said.ngettext("Account closure check: {n} thing", "Account closure check: {n} things", count)
    event.add("summary", _marked(counted, provisional, said))
    event.add("status", _status(provisional))
    if link := page_link(timetable.server.base_url):
        event.add("url", link)
    if any(moves):
        event.add("description", said.gettext(PROVISIONAL))
    return event


def _pull(pull: ComingPull, said: Translator) -> str:
    count = len(pull.closures)
    if pull.person is None:
        return said.ngettext(
            "Ask for a credit report: it answers for {n} account.",
            "Ask for a credit report: it answers for {n} accounts.",
            count,
        )
    return said.ngettext(
        "Ask for {person}'s credit report: it answers for {n} account.",
        "Ask for {person}'s credit report: it answers for {n} accounts.",
        count,
        person=pull.person,
    )


def _marked(text: str, provisional: bool, said: Translator) -> str:
    return said.gettext(N_("(provisional) {text}"), text=text) if provisional else text


def _status(provisional: bool) -> str:
    return "TENTATIVE" if provisional else "CONFIRMED"


def _alarm(event: Event, at: time) -> Alarm:
    """At the reader's hour of the day itself: a whole day begins at its own midnight."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", timedelta(hours=at.hour, minutes=at.minute))
    return alarm
