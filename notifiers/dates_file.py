"""The coming dates as an iCalendar file, for readers who have no page to open."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

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

_PROVISIONAL = N_("The day is provisional: the holidays are not announced yet.")


def dates_file(due: Due, translator: Translator, domain: str) -> bytes | None:
    """All-day events for every date from today on, or None if there is none.

    A date keeps its UID when it moves, so a calendar replaces it. Titles are neutral: calendars are shared.
    """
    own = (*_own_dates(due.entries), *due.coming)
    coming = {(c.closure, c.what, c.ordinal): c for c in own if c.on >= due.today}
    if not coming:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//xiaohu//dates//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    written = datetime.combine(due.now.astimezone(UTC), time(), UTC)
    for date_to_come in sorted(coming.values(), key=lambda c: (c.on, c.closure, c.what)):
        calendar.add_component(_event(date_to_come, translator, domain, written))
    return bytes(calendar.to_ical())


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


def _event(coming: Coming, translator: Translator, domain: str, written: datetime) -> Event:
    event = Event()
    event.add("uid", f"closure-{coming.closure}-{coming.what}-{coming.ordinal}@{domain}")
    event.add("dtstamp", written)
    event.add(
        "summary", translator.gettext(N_("Account closure check (no. {number})"), number=coming.closure)
    )
    event.add("description", _description(coming, translator))
    event.add("dtstart", coming.on)
    event.add("duration", vDuration(timedelta(days=1)))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _description(coming: Coming, translator: Translator) -> str:
    said = translator.gettext(_WHAT[coming.what], platform=coming.platform)
    if not coming.provisional:
        return said
    return f"{said} {translator.gettext(_PROVISIONAL)}"
