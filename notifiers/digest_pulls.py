"""The planned reports in a digest: when to ask for one, and for which accounts. Plain text, no layout."""

from collections.abc import Iterator, Mapping

from config.i18n import N_
from notifiers.wording import Voice, plain
from scheduler.digest import Digest
from scheduler.pulls import Mark

MOST, MOST_NAMES, LONGEST = 3, 3, 16
"""Pulls, names of each, and characters of a name: this part is not cut, so it has to stay short."""


def pulls_heading(digest: Digest, voice: Voice) -> str:
    """How many are planned."""
    return voice.translator.ngettext("{n} report planned", "{n} reports planned", len(digest.pulls))


def pull_lines(digest: Digest, voice: Voice) -> Iterator[str]:
    """The next ones a line each; the others are counted."""
    names = {entry.followed.closure: entry.followed.platform for entry in digest.entries}
    for mark in digest.pulls[:MOST]:
        yield _line(mark, names, voice)
    more = len(digest.pulls) - MOST
    if more > 0:
        yield voice.translator.ngettext("{n} more is planned later", "{n} more are planned later", more)


def _line(mark: Mark, names: Mapping[int, str], voice: Voice) -> str:
    say, day, covered = voice.translator.gettext, voice.date(mark.pull.on), _covered(mark, names, voice)
    if mark.person is not None:
        said = say(N_("{day}, for {person}: {names}"), day=day, person=_short(mark.person), names=covered)
    else:
        said = say(N_("{day}: {names}"), day=day, names=covered)
    return say(N_("{said} ({yuan} yuan)"), said=said, yuan=mark.pull.cost) if mark.pull.cost else said


def _covered(mark: Mark, names: Mapping[int, str], voice: Voice) -> str:
    closures = mark.pull.closures
    listed = voice.translator.gettext(N_(", ")).join(_short(names[each]) for each in closures[:MOST_NAMES])
    more = len(closures) - MOST_NAMES
    return voice.translator.gettext(N_("{names} and {n} more"), names=listed, n=more) if more > 0 else listed


def _short(name: str) -> str:
    line = plain(name)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
