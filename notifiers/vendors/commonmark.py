"""A message's text as CommonMark: what relays show as a page. Nothing that a user typed becomes a link, a
picture or markup; the one link is the server's own."""

import re
from collections.abc import Callable, Sequence

from notifiers.vendors.splitting import Room, split

_RULE = "------------"
_HEADING = re.compile(r"(-{4}|={4}) (?P<title>.+) \1")
_ITEM = re.compile(r"(?P<mark>\d{1,3}\.|\*) (?P<text>.+)")
_LINK = re.compile(r"https?://\S+")
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|!]")
_AT_THE_START = re.compile(r"\A(\d+(?=[.)]))|\A(?=[#+=-])")


def page(text: str, fits: Callable[[str], bool]) -> str:
    """The text as one page for which ``fits`` holds; what is too much is left out above its end and
    counted."""
    body, tail = halves(text)
    link = link_of(tail)
    room = Room(lambda lines: fits(commonmark(lines, link)), 1, lambda count: f"… (+{count})")
    return commonmark(split(body, tail, room)[0], link)


def halves(text: str) -> tuple[list[str], list[str]]:
    """The lines that say what is to be done, and those that end every message (who sends it)."""
    body, rule, end = text.strip().rpartition(f"\n{_RULE}\n")
    return (body.splitlines(), [_RULE, *end.splitlines()]) if rule else (end.splitlines(), [])


def link_of(tail: Sequence[str]) -> str:
    """The server's own link, as the end of a message names it; "" without one."""
    found = [link for line in tail for link in _LINK.findall(line)]
    return found[-1] if found else ""


def commonmark(lines: Sequence[str], link: str) -> str:
    """The lines with their breaks, headings and lists; ``link`` alone may be followed."""
    blocks: list[str] = []
    for line in lines:
        if not line.strip():
            blocks.append("")
        elif line == _RULE:
            blocks += ["", "---", ""]
        elif heading := _HEADING.fullmatch(line):
            blocks += ["", f"### {escaped(heading['title'], link)}", ""]
        elif item := _ITEM.fullmatch(line):
            blocks.append(f"{item['mark']} {escaped(item['text'], link)}  ")
        else:
            indent = "   " if line.startswith("    ") else ""
            blocks.append(f"{indent}{_start(escaped(line.strip(), link))}  ")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(blocks)).strip()


def escaped(text: str, link: str = "") -> str:
    """One line that shows as it was written. Where it is ``link`` or holds it as a word, that is a link."""
    parts = text.split(link) if link else [text]
    return f"<{link}>".join(map(_escaped, parts))


def _escaped(text: str) -> str:
    marked = _MARKUP.sub(lambda found: "\\" + found[0], text)
    # Many readers make links of bare addresses too; an escaped mark inside keeps them text.
    return re.sub(r"(?i)(://|@)|\bwww\.", lambda found: _broken(found[0]), marked)


def _broken(mark: str) -> str:
    return mark[:-1] + "\\." if mark.endswith(".") else "\\" + mark


def _start(line: str) -> str:
    """A line that begins like a heading, a list or a rule, kept from being one."""
    return _AT_THE_START.sub(lambda found: f"{found[0]}\\", line)
