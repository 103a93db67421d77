"""A message as the bodies that carry it, each within its vendor's limit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from notifiers.message import Message
from notifiers.vendors.markdown import PLAIN
from notifiers.vendors.plain_text import begins, more_lines, take_apart
from notifiers.vendors.splitting import Room, split

Body = TypeVar("Body")


def parts(
    message: Message, write: Callable[[Sequence[str], str], Body], fits: Callable[[Body], bool], most: int = 1
) -> list[Body]:
    """At most ``most`` bodies. ``write``: plain lines and the part's mark (`` (2/3)``, empty for a lone one)
    -> body; ``fits``: whether a body keeps to the limit."""
    text = take_apart(message)
    widest = _mark(most, most) if most > 1 else ""
    room = Room(lambda lines: fits(write(lines, widest)), most, more_lines(message), begins)
    made = split(text.lines, text.tail, room)
    return [write(lines, _mark(n, len(made)) if len(made) > 1 else "") for n, lines in enumerate(made, 1)]


def _mark(n: int, of: int) -> str:
    return f" ({n}/{of})"


def fitted(message: Message, fits: Callable[[str], bool]) -> Message:
    """The message with its text cut until ``fits`` holds for it, and written for readers that make links and
    formats of what they find in it. Apprise writes line ends as two characters: so ``fits`` sees them."""
    [text] = parts(message, PLAIN.of(message), lambda text: fits(text.replace("\n", "\r\n")))
    return replace(message, text=text)
