"""The four answers to a new report, as a message asks for them: by link, by command, or on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.i18n import N_
from notifiers.due import AnswerLinks, Entry
from notifiers.wording import Voice


@dataclass(frozen=True, slots=True)
class _Known:
    """What the reader saw, what it is called, what follows, the command that says so, its link's name.

    ``by_link``: what follows where a link says it, if that differs.
    """

    seen: str
    name: str
    follows: str
    command: str
    act: str
    by_link: str = ""


_ANSWERS = (
    _Known(
        N_("The account says 已结清 or 销户"),
        N_("Closed"),
        N_("Done: no more reminders."),
        "verified",
        "verified",
    ),
    _Known(
        N_("Nothing has changed yet"),
        N_("Not updated yet"),
        N_("Ask the platform how much longer it takes; the date is worked out again."),
        'not-updated --window "{example}"',
        "not_updated",
        # A link has no field for the time that the platform names now.
        N_(
            "We look again after the update of next month. Where the platform named a time, answer on the"
            " page instead."
        ),
    ),
    _Known(
        N_("The report has newer data, but the account is still open"),
        N_("Still open"),
        N_("We go on to a written complaint with you."),
        "still-open",
        "still_open",
    ),
    _Known(
        N_("The account cannot be found, or you could not get a report"),
        N_("Cannot tell"),
        N_("We remind you again in a few days."),
        "cannot-tell",
        "cannot_tell",
    ),
)
_NOT_NOW = _Known(N_("No report yet"), N_("Remind me in 3 days"), N_("Nothing else changes."), "", "snooze")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what was seen, its name, what follows, the command (None where a page takes it), and the
    page that takes this answer alone (None where there is none), with a line that names both."""

    seen: str
    name: str
    follows: str
    command: str | None
    link: str | None = None
    tap: str = ""


def answers(entries: Sequence[Entry], voice: Voice, link: str | None) -> tuple[Answer, ...]:
    """The answers about one or several checks: with links of their own where it is one and has them, with
    commands where the reader has no page to open. By link a check can be put off too."""
    only = entries[0] if len(entries) == 1 else None
    if not any(entry.links for entry in entries):
        number = str(only.closure) if only else voice.translator.gettext(N_("NUMBER"))
        return tuple(_spoken(each, voice, None if link else number) for each in _ANSWERS)
    links = only.links if only else None
    return tuple(_linked(each, voice, links) for each in (*_ANSWERS, _NOT_NOW))


def _spoken(known: _Known, voice: Voice, number: str | None) -> Answer:
    say = voice.translator.gettext
    command = known.command.format(example=say(N_("what the platform said")))
    said = f"xiaohu answer {number} {command}" if number else None
    return Answer(say(known.seen), say(known.name), say(known.follows), said)


def _linked(known: _Known, voice: Voice, links: AnswerLinks | None) -> Answer:
    say = voice.translator.gettext
    follows, name = say(known.by_link or known.follows), say(known.name)
    if links is None:
        return Answer(say(known.seen), name, follows, None)
    link: str = getattr(links, known.act)
    return Answer(say(known.seen), name, follows, None, link, say(N_("{name}: {link}"), name=name, link=link))
