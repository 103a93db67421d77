"""Markdown as chat vendors read it. Nothing that a user typed can become a link, a mention or a format.

No vendor documents a way to escape, so what has a meaning to any of them is written full-width: it looks
almost the same, and no reader of Markdown, HTML or addresses takes it for its own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from notifiers.message import Message
from notifiers.vendors.plain_text import halves, read_line

_MEANT = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in "<>[]`*_~#&\\"})
_WORD = re.compile(r"[A-Za-z0-9@._%+/-]+")
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_DOMAIN = re.compile(r"\.[A-Za-z]{2}")
_MENTION = re.compile(r"(?<![A-Za-z0-9._%+-])@")


@dataclass(frozen=True, slots=True)
class Markdown:
    """How a vendor writes each look; ``link``: our own link and the words before it; ``footer``: the lines of
    who writes; ``end``: what breaks a line."""

    person: str = "### {}"
    card: str = "**{}**"
    command: str = "`{}`"
    bullet: str = "- {}"
    indented: str = "\u3000{}"  # ordinary spaces would be dropped, or make a block of code
    link: str = "[{label}]({address})"
    footer: str = "> {}"
    end: str = "\n"

    def of(self, message: Message) -> Callable[[Sequence[str], str], str]:
        """``write`` for the lines of this message, as ``parts`` calls it; its mark stands in no text."""
        return lambda lines, mark: self.write(lines, message.addresses)

    def write(self, lines: Sequence[str], ours: Sequence[str]) -> str:
        """Plain lines as Markdown; only ``ours`` stay addresses, where a line ends in one."""
        body, footer = halves(lines)
        written = [self._line(line, ours) for line in body]
        if footer:
            written += ["", *(self.footer.format(linked(line, ours)) for line in footer)]
        return self.end.join(written)

    def _line(self, line: str, ours: Sequence[str]) -> str:
        read = read_line(line)
        pattern: str = getattr(self, read.look, "{}")
        if link := ending(line, ours):
            said = self.link.format(label=label(read.text, link), address=address(link))
            return pattern.format(said)
        return pattern.format(safe(read.text))


RELAY = Markdown(end="  \n")
"""What relays show as a page: readers of CommonMark, which joins lines unless they end in two spaces."""

PLAIN = Markdown(
    person="【{}】",
    card="【{}】",
    command="{}",
    bullet="· {}",
    link="{label}：{address}",
    footer="{}",
)
"""For vendors that show text as it is, but make links and mentions of it."""


@lru_cache(maxsize=1024)  # finding what fits writes the same lines again and again
def safe(text: str) -> str:
    """The text with all that could be a format, a link or a mention made harmless."""
    quiet = text.replace("://", "：//").translate(_MEANT)
    return _MENTION.sub("＠", _WORD.sub(_quiet_address, quiet))


def ending(line: str, ours: Sequence[str]) -> str | None:
    """The address of ours that a line ends in."""
    if "://" not in line:
        return None
    return next((link for link in ours if line.endswith(link)), None)


def linked(line: str, ours: Sequence[str]) -> str:
    """A line in which a link of ours may stand at the end, as it is."""
    if link := ending(line, ours):
        return safe(line.removesuffix(link)) + link
    return safe(line)


def label(line: str, link: str) -> str:
    """The words before the link."""
    return safe(line.removesuffix(link).rstrip(" :：")) or link


def address(link: str) -> str:
    """The link as it may stand in parentheses."""
    return link.replace("(", "%28").replace(")", "%29")


def _quiet_address(word: re.Match[str]) -> str:
    # A mail address stays as it is: it is there to be written to, and opens no page.
    text = word[0]
    if _MAIL_ADDRESS.fullmatch(text) or not _DOMAIN.search(text):
        return text
    return text.replace(".", "．")
