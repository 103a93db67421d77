"""The coming dates as an iCalendar file, for readers who have no page to open."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration

from config.i18n import N_, Translator
from notifiers.due import Coming, Due, Entry

_WHAT = {
    "due": N_("Last day the platform has for closing {platform}."),
    "check": N_("Apply for a new credit report and check {platform}."),
    "call": N_("Call {platform}."),
    "confirm": N_("Ask {platform} to confirm that the account is closed."),
    "call_deadline": N_("Last day to call {platform} and book the payoff."),
    "deposit": N_("Pay into your own repayment account for {platform}."),
    "payoff": N_("Payoff day at {platform}."),
    "letter": N_("Ask {platform} for the settlement letter."),
    "answer_due": N_("Ask for the answer to what you filed about {platform}."),
    "call_back": N_("Has {platform} called back?"),
    "settlement": N_("Is the loan at {platform} settled?"),
    "last_act": N_("Is everything done that closing at {platform} takes?"),
}

PROVISIONAL = N_("The day is provisional: the holidays are not announced yet.")


def dates_file(due: Due, translator: Translator, domain: str) -> bytes | None:
    """All-day events for every date from today on, or None if there is none.

    A date keeps its UID when it moves, so a calendar replaces it. Titles are neutral: calendars are shared.
    """
    own = (*_own_dates(due.entries), *due.coming)
    coming = {(c.closure, c.what, c.ordinal): c for c in own if c.on >= due.today}
    if not coming:
        return None
    calendar = new_calendar()
    for each in in_order(coming.values()):
        event = day_event(uid(each, domain), each.on, due.now)
        event.add(
            "summary", translator.gettext(N_("Account closure check (no. {number})"), number=each.closure)
        )
        event.add("description", what_to_do(each, translator))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def new_calendar() -> Calendar:
    """An empty calendar to be published."""
    calendar = Calendar()
    calendar.add("prodid", "-//xiaohu//dates//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def in_order(coming: Iterable[Coming]) -> list[Coming]:
    """By day; those of one day always in the same order."""
    return sorted(coming, key=lambda each: (each.on, each.closure, each.what, each.ordinal))


def day_event(name: str, on: date, now: datetime) -> Event:
    """A whole day, private and free, without words yet; ``name`` is its UID.

    Its stamp is the day of ``now``: made twice on a day it is the same.
    """
    event = Event()
    event.add("uid", name)
    event.add("dtstamp", datetime.combine(now.astimezone(UTC), time(), UTC))
    event.add("dtstart", on)
    event.add("duration", vDuration(timedelta(days=1)))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def uid(coming: Coming, domain: str) -> str:
    """The UID of a date: the same in every file and feed, wherever the date moves."""
    return f"closure-{coming.closure}-{coming.what}-{coming.ordinal}@{domain}"


def what_to_do(coming: Coming, translator: Translator) -> str:
    """What the day is for, naming the platform."""
    said = translator.gettext(_WHAT[coming.what], platform=coming.platform)
    if not coming.provisional:
        return said
    return f"{said} {translator.gettext(PROVISIONAL)}"


def _own_dates(entries: Iterable[Entry]) -> Iterable[Coming]:
    for entry in entries:
        if entry.due_on:
            yield Coming(entry.closure, entry.platform, "due", entry.due_on, provisional=entry.provisional)
        if entry.check_on:
            yield Coming(
                entry.closure, entry.platform, "check", entry.check_on, provisional=entry.provisional
            )
        if entry.step and entry.step_on:
            yield Coming(entry.closure, entry.platform, entry.step, entry.step_on, entry.ordinal)
