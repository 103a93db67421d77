"""One due reminder as the reader sees it: what it is about, what to do, whom to call, how to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.i18n import N_
from notifiers.due import AnswerLinks, Entry, Phone
from notifiers.rungs import RUNG_NAMES
from notifiers.wording import Voice

_STATED = {
    "stated": N_("{window} (said by the platform)"),
    "guide": N_("{window} (from the guide; ask the platform to confirm)"),
    "assumed": N_("not stated; 30 days assumed"),
}

# What the reader saw, what it is called, what happens next, the command that says so, and its link.
_ANSWERS = (
    (
        N_("The account says 已结清 or 销户"),
        N_("Closed"),
        N_("Done: no more reminders."),
        "verified",
        "verified",
    ),
    (
        N_("Nothing has changed yet"),
        N_("Not updated yet"),
        N_("Ask the platform how much longer it takes; the date is worked out again."),
        'not-updated --window "{example}"',
        "not_updated",
    ),
    (
        N_("The report has newer data, but the account is still open"),
        N_("Still open"),
        N_("We go on to a written complaint with you."),
        "still-open",
        "still_open",
    ),
    (
        N_("The account cannot be found, or you could not get a report"),
        N_("Cannot tell"),
        N_("We remind you again in a few days."),
        "cannot-tell",
        "cannot_tell",
    ),
)
_NOT_NOW = (N_("No report yet"), N_("Remind me in 3 days"), N_("Nothing else changes."), "", "snooze")


@dataclass(frozen=True, slots=True)
class Answer:
    """One of four answers: what was seen, its name, what follows, the command (None where a page takes it),
    and the page that takes this answer (None where there is none of its own), with a line that names both."""

    seen: str
    name: str
    follows: str
    command: str | None
    link: str | None = None
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One reminder: plain lines, ready for both layouts. ``status`` is empty unless something is late.

    ``answers``: by what links it is answered, where several cards share the explanation of the answers.
    """

    title: str
    status: str
    facts: tuple[tuple[str, str], ...]
    tasks: tuple[str, ...]
    route_steps: tuple[str, ...]
    phones: tuple[str, ...]
    notes: tuple[str, ...]
    answers: tuple[Answer, ...] = ()


def card(entry: Entry, voice: Voice, *, own_answers: bool = False) -> Card:
    """The card of one entry; with ``own_answers`` it has its links to answer by, if there are any."""
    asks_platform = (entry.kind != "verify" or entry.confirm) and entry.step != "answer_due"
    return Card(
        title=voice.translator.gettext(
            N_("{platform} (no. {number})"), platform=entry.platform, number=entry.closure
        ),
        status=_status(entry, voice),
        facts=tuple(_facts(entry, voice)),
        tasks=tuple(_tasks(entry, voice)),
        route_steps=entry.route_steps if entry.step in ("call", "call_deadline", "last_act") else (),
        phones=tuple(_phone(p, voice) for p in entry.phones) if asks_platform else (),
        notes=entry.notes,
        answers=answers([entry], voice, None) if own_answers and entry.links else (),
    )


def days_late(entry: Entry, voice: Voice) -> int:
    """Days since the check-on day; 0 if there is none or it has not passed."""
    return max((voice.today - entry.check_on).days, 0) if entry.check_on else 0


def answers(entries: Sequence[Entry], voice: Voice, link: str | None) -> tuple[Answer, ...]:
    """The four answers about one or several checks: with links of their own where it is one and has them,
    with commands where the reader has no page to open."""
    only = entries[0] if len(entries) == 1 else None
    links = only.links if only else None
    number = str(only.closure) if only else voice.translator.gettext(N_("NUMBER"))
    known = (*_ANSWERS, _NOT_NOW) if any(entry.links for entry in entries) else _ANSWERS
    return tuple(_answer(each, voice, None if link or links else number, links) for each in known)


def _answer(
    told: tuple[str, str, str, str, str], voice: Voice, number: str | None, links: AnswerLinks | None
) -> Answer:
    seen, name, follows, command, act = told
    say = voice.translator.gettext
    example = say(N_("what the platform said"))
    link = str(getattr(links, act)) if links else None
    return Answer(
        say(seen),
        say(name),
        say(follows),
        f"xiaohu answer {number} {command.format(example=example)}" if number else None,
        link,
        say(N_("{name}: {link}"), name=say(name), link=link) if link else "",
    )


def _status(entry: Entry, voice: Voice) -> str:
    late = days_late(entry, voice)
    if entry.kind != "overdue" or not late:
        return ""
    return voice.translator.ngettext("{n} day late", "{n} days late", late)


def _tasks(entry: Entry, voice: Voice) -> list[str]:
    month = voice.translator.month(entry.requested_on)
    return voice.say(entry.step or entry.kind, e=entry, late=days_late(entry, voice), requested_month=month)


def _facts(entry: Entry, voice: Voice) -> list[tuple[str, str]]:
    say = voice.translator.gettext
    facts = [(say(N_("Asked to close")), voice.date(entry.requested_on))]
    if entry.filed:
        filed = say(
            N_("{rung}, {day}"), rung=say(RUNG_NAMES[entry.filed.rung]), day=voice.date(entry.filed.filed_on)
        )
        ticket = [(say(N_("Ticket")), entry.filed.ticket)] if entry.filed.ticket else []
        return [*facts, (say(N_("Filed")), filed), *ticket]
    if entry.kind != "step" or entry.step == "confirm":
        facts.append((say(N_("Stated time")), say(_STATED[entry.window_source], window=entry.stated)))
    if entry.payoff_on:
        facts.append((say(N_("Payoff day")), voice.date(entry.payoff_on)))
    if entry.due_on:
        facts.append((say(N_("Last day of it")), _last_day(entry, entry.due_on, voice)))
    if entry.check_on:
        facts.append((say(N_("Day to check")), voice.date(entry.check_on)))
    if entry.institutions and entry.kind != "step":
        facts.append((say(N_("On the report as")), say(N_(", ")).join(entry.institutions)))
    return facts


def _last_day(entry: Entry, day: date, voice: Voice) -> str:
    written = voice.date(day)
    if not entry.provisional:
        return written
    return voice.translator.gettext(
        N_("{day} (provisional: the holidays are not announced yet)"), day=written
    )


def _phone(phone: Phone, voice: Voice) -> str:
    say = voice.translator.gettext
    known = [phone.hours] if phone.hours else []
    if phone.source:
        known.append(say(N_("source: {source}"), source=say(phone.source)))
    if phone.checked_on:
        known.append(say(N_("last checked {day}"), day=voice.translator.full_day(phone.checked_on)))
    else:
        known.append(say(N_("never checked")))
    line = say(N_("{number} ({known})"), number=phone.number, known=say(N_("; ")).join(known))
    if not phone.warning:
        return line
    return say(N_("{phone}. Careful: {warning}"), phone=line, warning=phone.warning)
