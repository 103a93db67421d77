"""One due reminder as the reader sees it: what it is about, what to do, whom to call, how to answer."""

from dataclasses import dataclass
from datetime import date

from config.i18n import N_
from notifiers.answers import Answer, answers
from notifiers.due import Entry, Phone
from notifiers.rungs import RUNG_NAMES
from notifiers.wording import Voice

_STATED = {
    "stated": N_("{window} (said by the platform)"),
    "guide": N_("{window} (from the guide; ask the platform to confirm)"),
    "assumed": N_("not stated; 30 days assumed"),
}


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
