"""A message's plain text, taken apart for vendors' formats: what may be cut, what must be said, and how each
line looks. The templates in notifiers/templates/*.txt draw these lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from config.i18n import N_, translator
from notifiers.message import Message
from notifiers.vendors.splitting import trimmed

RULE = "-" * 12
_RULE = re.compile(r"-{12,}")
_PERSON = re.compile(r"==== (.+) ====")
_CARD = re.compile(r"---- (.+) ----")
_COMMAND = re.compile(r" {4}(xiaohu .+)")
_BULLET = re.compile(r"\* (.+)")
_INDENTED = re.compile(r" +(.+)")

# Said of files that a chat message does not carry.
_OF_FILES = (
    N_("The attached file holds the coming dates: open it to put them into your calendar."),
    N_("The attached table holds all of it, for a spreadsheet."),
)

Look = Literal["person", "card", "command", "bullet", "indented", "rule", "text"]


class Line(NamedTuple):
    """One line without its drawing: ``person`` and ``card`` are headings, a ``rule`` has no text."""

    look: Look
    text: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """``lines`` come in the order of their weight and may be cut from the end; ``tail`` (the link, who
    writes) may not."""

    lines: tuple[str, ...]
    tail: tuple[str, ...]


def take_apart(message: Message) -> PlainText:
    """The lines of a message, those about attached files left out."""
    say = translator(message.locale).gettext
    of_files = {say(msgid) for msgid in _OF_FILES}
    lines = [line for line in message.text.splitlines() if line not in of_files]
    body, footer = halves(lines)
    links = [line for line in body if _ends_with_link(line, message)]
    kept = trimmed([line for line in body if line not in links])
    return PlainText(kept, ("", *links, *([RULE, *footer] if footer else [])))


def read_line(line: str) -> Line:
    """How a line looks, and its text without the drawing."""
    if _RULE.fullmatch(line):
        return Line("rule", "")
    looks: tuple[tuple[Look, re.Pattern[str]], ...] = (
        ("person", _PERSON),
        ("card", _CARD),
        ("command", _COMMAND),
        ("bullet", _BULLET),
        ("indented", _INDENTED),
    )
    found = ((look, pattern.fullmatch(line)) for look, pattern in looks)
    return next((Line(look, match[1]) for look, match in found if match), Line("text", line))


def halves(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What a message says, and the lines below its last rule, which say who writes."""
    rules = [n for n, line in enumerate(lines) if _RULE.fullmatch(line)]
    return (lines[: rules[-1]], lines[rules[-1] + 1 :]) if rules else (lines, ())


def begins(line: str) -> bool:
    """Whether something new begins with this line."""
    return read_line(line).look in ("person", "card")


def more_lines(message: Message) -> Callable[[int], str]:
    """What stands for lines that were left out: ``… and 12 more lines``."""
    say = translator(message.locale)

    def said(n: int) -> str:
        return say.ngettext("… and {n} more line", "… and {n} more lines", n)

    return said


def _ends_with_link(line: str, message: Message) -> bool:
    return message.link is not None and line.endswith(message.link)
