"""What people type, read strictly: a guess here would become a wrong date weeks later."""

import re
from datetime import date
from typing import TYPE_CHECKING

from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from scheduler.windows import Window

LONGEST = 500
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def typed_date(text: str) -> date:
    """A date written 2026-10-09. Raises Mistake."""
    try:
        # fromisoformat alone would also read 20261009 and 2026-W41-5.
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Mistake(_("{text} is not a date; write it as 2026-10-09", text=repr(text)))


def typed_number(text: str) -> int:
    """A closure's or channel's number, or a year. Raises Mistake."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise Mistake(_("{text} is not a number", text=repr(text)))
    return int(text)


def typed_text(text: str) -> str:
    """A name or a note: one line of visible characters. Raises Mistake."""
    text = text.strip()
    if not text.isprintable():
        raise Mistake(_("{text} holds a line break or another invisible character", text=repr(text)))
    if len(text) > LONGEST:
        raise Mistake(_("the text is longer than {limit} characters; shorten it", limit=LONGEST))
    return text


def typed_name(text: str) -> str:
    """A name that is not empty. Raises Mistake."""
    if not (name := typed_text(text)):
        raise Mistake(_("a name cannot be empty"))
    return name


def typed_window(text: str) -> "Window":
    """A stated window. Raises WindowError, or Mistake for what could not be stored."""
    from scheduler.windows import parse

    window = parse(text)
    typed_text(text)
    return window
