"""What is said when something is due (domain.md "Messages"): facts in, a finished Message out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter

from config.i18n import N_, translator
from notifiers.answers import Answer, answers
from notifiers.cards import Card, card
from notifiers.dates_file import dates_file
from notifiers.due import AnswerLinks, Due, Entry, Reader, Server
from notifiers.links import page_link
from notifiers.message import Message
from notifiers.moved import moved_lines
from notifiers.wording import Voice, plain

_ANSWERS = attrgetter(*(field.name for field in fields(AnswerLinks)))


@dataclass(frozen=True, slots=True)
class Group:
    """All that is due for one person: a heading (empty: the reader's own), what to do with the report, the
    cards, and how to answer."""

    heading: str
    report: tuple[str, ...]
    cards: tuple[Card, ...]
    answers: tuple[Answer, ...]


def render_due(due: Due, message_id: str) -> Message:
    """One message for everything that is due to one reader over one channel.

    Full detail: cards grouped by person, with a calendar file where there is no page to link to. Minimal
    detail: a count and a link or command, no names, no dates of accounts. ``message_id`` as
    ``notifiers.message`` makes it. Raises ValueError without entries, UnknownLocale.
    """
    if not due.entries and not due.moved:
        raise ValueError("A message needs at least one entry, or a date that moved.")
    due = plain(due)
    voice = Voice(translator(due.reader.locale), due.today)
    link = page_link(due.server.base_url)
    full = due.reader.detail == "full"
    actions = _actions(due.entries) if full else ()
    calendar = dates_file(due, voice.translator, _domain(message_id)) if full and not link else None
    view = {
        "title": _subject(len(due.entries), voice) if due.entries else _moved_subject(voice),
        "hello": voice.say("hello", count=len(due.entries), full=full) if due.entries else [],
        "moved": moved_lines(due, voice, full=full),
        "groups": _groups(due.entries, voice, link) if full else (),
        "commands": not full and not link,
        "calendar": calendar is not None,
        **_frame(due.server, voice, link, many=bool(actions)),
    }
    message = _message(
        "due", view, voice, page=due.reader.page, message_id=message_id, now=due.now, calendar=calendar
    )
    return replace(message, actions=actions)


def render_test(reader: Reader, server: Server, now: datetime, message_id: str) -> Message:
    """What ``channels test`` sends: that this channel works, and what real messages will look like."""
    voice = Voice(translator(reader.locale), now.astimezone(reader.zone).date())
    server = plain(server)
    link = page_link(server.base_url)
    view = {
        "title": voice.translator.gettext(N_("Account closure check: test")),
        **_frame(server, voice, link),
    }
    return _message("test", view, voice, page=reader.page, message_id=message_id, now=now, calendar=None)


def _subject(count: int, voice: Voice) -> str:
    # Neutral words and no names: a subject is read on lock screens and over shoulders.
    return voice.translator.ngettext(
        "Account closure check ({day}): {n} thing to do",
        "Account closure check ({day}): {n} things to do",
        count,
        day=voice.translator.day(voice.today),
    )


def _moved_subject(voice: Voice) -> str:
    return voice.translator.gettext(
        N_("Account closure check ({day}): dates have moved"), day=voice.translator.day(voice.today)
    )


def _groups(entries: Sequence[Entry], voice: Voice, link: str | None) -> tuple[Group, ...]:
    people = list(dict.fromkeys(entry.person for entry in sorted(entries, key=_order)))
    return tuple(
        _group(
            person, sorted((e for e in entries if e.person == person), key=_order), len(people), voice, link
        )
        for person in people
    )


def _order(entry: Entry) -> tuple[bool, bool, str, int]:
    day = entry.step_on or entry.check_on
    return (entry.person is not None, entry.kind != "step", day.isoformat() if day else "", entry.closure)


def _group(
    person: str | None, entries: Sequence[Entry], people: int, voice: Voice, link: str | None
) -> Group:
    report = [e for e in entries if e.kind != "step"]
    own = voice.translator.gettext(N_("Your own accounts")) if people > 1 else ""
    return Group(
        heading=own if person is None else voice.translator.gettext(N_("For {person}"), person=person),
        report=tuple(_report_steps(report, voice, link)) if report else (),
        cards=tuple(card(entry, voice, own_answers=len(report) > 1) for entry in entries),
        answers=answers(report, voice, link) if report else (),
    )


def _report_steps(entries: Sequence[Entry], voice: Voice, link: str | None) -> list[str]:
    comma = voice.translator.gettext(N_(", "))
    return voice.say(
        "report",
        confirm=comma.join(e.platform for e in entries if e.confirm and e.kind == "verify"),
        accounts=len(entries),
        institutions=comma.join(entries[0].institutions),
        platform=entries[0].platform,
        link=link,
        taps=any(entry.links for entry in entries),
    )


def _actions(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(link for entry in entries if entry.links for link in _ANSWERS(entry.links))


def _frame(server: Server, voice: Voice, link: str | None, *, many: bool = False) -> dict[str, object]:
    trust = voice.say("trust", server=server, link=link, many=many)
    return {"locale": voice.translator.locale.replace("_", "-"), "link": link, "trust": trust}


def _message(
    kind: str,
    view: dict[str, object],
    voice: Voice,
    *,
    page: bool,
    message_id: str,
    now: datetime,
    calendar: bytes | None,
) -> Message:
    link = view["link"]
    return Message(
        subject=str(view["title"]),
        text=voice.page(f"{kind}.txt", **view),
        html=voice.page(f"{kind}.html", **view) if page else None,
        message_id=message_id,
        kind=kind,
        written_at=now,
        calendar=calendar,
        link=str(link) if link else None,
        locale=voice.translator.locale,
    )


def _domain(message_id: str) -> str:
    return message_id.strip("<>").rpartition("@")[2]
