"""One entry of the weekly digest as its reader sees it: what, when, how far along. Plain text, no layout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.i18n import N_
from notifiers.wording import Voice, plain
from scheduler.digest import Digest, Entry, Group
from scheduler.lifecycle import ClosureState

COUNTS = {
    Group.TODAY: N_("{n} to do today"),
    Group.OVERDUE: N_("{n} overdue"),
    Group.THIS_WEEK: N_("{n} due this week"),
    Group.STILL_OPEN: N_("{n} still open"),
    Group.WAITING: N_("{n} waiting"),
    Group.VERIFIED: N_("{n} newly verified"),
}
# Grey is for what needs nobody; every colour stands beside words that say the same.
COLOURS = {
    Group.TODAY: "#0b6b5d",
    Group.OVERDUE: "#a3410b",
    Group.THIS_WEEK: "#2f6fab",
    Group.STILL_OPEN: "#7a5195",
    Group.WAITING: "#66727f",
    Group.VERIFIED: "#4d7c0f",
}
TASKS = {
    None: N_("Get a new credit report and check"),
    "call": N_("Call the platform"),
    "confirm": N_("Ask the platform whether it is really closed"),
    "call_deadline": N_("Call by this day at the latest and book the payoff"),
    "deposit": N_("Have the payoff amount in your repayment account"),
    "payoff": N_("Payoff day"),
    "letter": N_("Ask for the settlement letter"),
    "answer_due": N_("Ask for the answer to what you filed"),
    "call_back": N_("Has the institution called back? Record it"),
    "settlement": N_("Is the loan settled? Record it"),
    "last_act": N_("Is everything done? Record it"),
}
_LATE = (Group.OVERDUE, Group.STILL_OPEN)


@dataclass(frozen=True, slots=True)
class Line:
    """``when``: the day, or the days left or late, empty for today. ``task``: what to do, where that is not
    said by the group. ``dates``: its dates. ``filled``: how much of its time is over, in per cent."""

    title: str
    when: str
    task: str
    dates: tuple[str, ...]
    filled: int


def line(entry: Entry, voice: Voice) -> Line:
    """The line of an entry."""
    followed, say = entry.followed, voice.translator.gettext
    number, platform = followed.closure, plain(followed.platform)
    return Line(
        title=say(N_("{platform} (no. {number})"), platform=platform, number=number),
        when=_when(entry, voice),
        task=_task(entry, voice),
        dates=tuple(_dates(entry, voice)),
        filled=filled(entry, voice),
    )


def count(group: Group, n: int, voice: Voice) -> str:
    """``2 overdue``."""
    return voice.translator.gettext(COUNTS[group], n=n)


def counts(numbers: Mapping[Group, int], voice: Voice) -> list[str]:
    """All of them."""
    return [count(group, n, voice) for group, n in numbers.items()]


def notes(digest: Digest, voice: Voice, *, full: bool) -> Iterator[str]:
    """What goes for the whole: provisional dates, and channels that failed (by name for full detail)."""
    if moving := len(digest.provisional):
        yield voice.translator.ngettext(
            "The dates of {n} account are provisional: the holidays they depend on are not announced yet.",
            "The dates of {n} accounts are provisional: the holidays they depend on are not announced yet.",
            moving,
        )
    if not full and digest.failures:
        yield failed(digest, voice)
        return
    for failure in digest.failures:
        said = voice.translator.gettext(failure.reason) if failure.reason else ""
        yield voice.translator.gettext(
            N_("The channel {channel} failed on {day}: {reason}"),
            channel=plain(failure.channel),
            day=voice.date(failure.on),
            reason=plain(said),
        )
        if failure.paused:
            yield voice.translator.gettext(
                N_("It is paused, and nothing goes over it: see xiaohu channels list")
            )
        if failure.lost:
            yield voice.translator.ngettext(
                "{n} reminder could not be delivered over any channel; xiaohu list shows what is due.",
                "{n} reminders could not be delivered over any channel; xiaohu list shows what is due.",
                failure.lost,
            )


def failed(digest: Digest, voice: Voice) -> str:
    """``1 channel failed``."""
    return voice.translator.ngettext("{n} channel failed", "{n} channels failed", len(digest.failures))


def filled(entry: Entry, voice: Voice) -> int:
    """How much of the time until the check is over, in per cent; everything where that has come."""
    check_on, started_on = entry.followed.check_on, entry.followed.started_on
    if check_on is None or started_on is None or check_on <= started_on:
        return 0
    over = (voice.today - started_on) / (check_on - started_on)
    return round(100 * min(max(over, 0), 1))


def _when(entry: Entry, voice: Voice) -> str:
    say = voice.translator
    if entry.on is None or entry.days is None:
        return say.gettext(N_("no dates yet"))
    if entry.group in _LATE:
        return say.ngettext("{n} day late", "{n} days late", entry.days)
    if entry.group is Group.WAITING:
        return say.ngettext("{n} day left", "{n} days left", entry.days)
    return "" if entry.group is Group.TODAY else voice.date(entry.on)


def _task(entry: Entry, voice: Voice) -> str:
    if entry.group in (Group.TODAY, Group.THIS_WEEK) or entry.step:
        return voice.translator.gettext(TASKS[entry.step])
    if entry.group is Group.STILL_OPEN:
        return voice.translator.gettext(N_("No more reminders of its own: it stays here until you answer"))
    return ""


def _dates(entry: Entry, voice: Voice) -> Iterator[str]:
    followed, say = entry.followed, voice.translator.gettext
    if entry.group is Group.VERIFIED:
        return
    if followed.no_calendar:
        yield say(N_("the holidays of {year} are not known yet"), year=followed.no_calendar)
    if followed.opens_on and followed.opens_on != followed.due_on:
        yield say(N_("earliest {day}"), day=voice.date(followed.opens_on))
    if followed.due_on:
        yield say(N_("last day {day}"), day=voice.date(followed.due_on))
    if followed.check_on:
        yield say(N_("check on {day}"), day=voice.date(followed.check_on))
    if followed.snoozed_until and followed.snoozed_until > voice.today:
        yield say(N_("put off until {until}"), until=voice.date(followed.snoozed_until))
    if followed.answer_due_on:
        ahead = followed.answer_due_on >= voice.today
        sentence = N_("answer due by {day}") if ahead else N_("answer was due by {day}")
        yield say(sentence, day=voice.date(followed.answer_due_on))
    if entry.provisional:
        yield say(N_("provisional"))
    if followed.state is ClosureState.ESCALATED:
        yield say(N_("escalated"))
