"""What the timeline says in words: beside its bars, under its marks, and in the table that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.i18n import N_, Translator
from notifiers.wording import plain
from scheduler.pulls import Mark
from scheduler.timeline import Bar, DaysOff, Phase, Timeline

_SAID = {
    Phase.DUE: N_("can be checked now"),
    Phase.VERIFIED: N_("✓ closed"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A bar as a line of the table. ``window`` and ``check`` are days in words."""

    closure: int
    name: str
    started: str
    window: str
    check: str
    status: str
    provisional: bool
    phase: Phase


def name_of(bar: Bar) -> str:
    """``京东金条``, or ``妈妈 · 京东金条``."""
    followed = plain(bar.entry.followed)
    return f"{followed.person} · {followed.platform}" if followed.person else followed.platform


def status(bar: Bar, say: Translator) -> str:
    """How far it is, in a few words: what the colour of the bar says too."""
    if bar.phase in _SAID:
        return say.gettext(_SAID[bar.phase])
    if bar.phase is not Phase.WAITING:
        days = bar.entry.days or 0
        return say.ngettext("{n} day late", "{n} days late", days)
    said = N_("by {day}, provisional") if bar.provisional else N_("by {day}")
    return say.gettext(said, day=say.short_day(bar.due_on))


def pull_lines(mark: Mark, say: Translator) -> tuple[str, ...]:
    """When to ask for a report, and how many accounts it verifies."""
    count = len(mark.pull.closures)
    lines = say.short_day(mark.pull.on), say.ngettext("verifies {n}", "verifies {n}", count)
    return (*lines, plain(mark.person)) if mark.person else lines


def off_sentence(off: DaysOff, say: Translator) -> str:
    """``国庆节: 10月1日 – 10月7日``."""
    first, last = say.short_day(off.first), say.short_day(off.last)
    days = first if off.first == off.last else say.gettext(N_("{first} – {last}"), first=first, last=last)
    return say.gettext(N_("{festival}: {days}"), festival=off.festival or "", days=days)


def title(say: Translator) -> str:
    """What the picture is."""
    return say.gettext(N_("Timeline of the accounts that are followed"))


def description(line: Timeline, say: Translator) -> str:
    """The picture in one sentence, for who does not see it; the table has the rest."""
    first, last = say.short_day(line.first), say.short_day(line.last)
    return say.ngettext(
        "{first} to {last}, today {today}: {n} account, planned reports: {reports}.",
        "{first} to {last}, today {today}: {n} accounts, planned reports: {reports}.",
        len(line.bars),
        first=first,
        last=last,
        today=say.short_day(line.today),
        reports=len(line.marks),
    )


def rows(line: Timeline, say: Translator) -> Iterator[Row]:
    """The same as the bars, in their order."""
    for bar in line.bars:
        first, last = say.short_day(bar.opens_on), say.short_day(bar.due_on)
        window = first if first == last else say.gettext(N_("{first} – {last}"), first=first, last=last)
        check_on = bar.entry.followed.check_on
        yield Row(
            bar.entry.followed.closure,
            name_of(bar),
            say.short_day(bar.started_on),
            window,
            say.short_day(check_on) if check_on else "",
            status(bar, say),
            bar.provisional,
            bar.phase,
        )
