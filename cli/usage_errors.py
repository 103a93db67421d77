"""Typer's complaints about how a command was typed, in the reader's language: it knows English only."""

import re

import typer

from config.i18n import N_
from desk.wording import _

_SENTENCES = (
    (re.compile(r"No such command '(?P<what>[^']*)'"), N_("There is no command {what}")),
    (re.compile(r"No such option: (?P<what>\S+)"), N_("There is no option {what}")),
    (re.compile(r"Missing (argument|option) '(?P<what>[^']*)'"), N_("{what} is missing")),
    (re.compile(r"Option '(?P<what>[^']*)' requires an argument"), N_("{what} needs a value")),
    (re.compile(r"Got unexpected extra argument\(s\) \((?P<what>.*)\)"), N_("This is too much: {what}")),
    (
        re.compile(r"Invalid value for .*: '(?P<what>.*)' is not one of (?P<choice>.*)"),
        N_("{what} is not one of {choice}"),
    ),
)
_NEAREST = re.compile(r"Did you mean '(?P<what>[^']*)'")


def in_words(error: typer.TyperException) -> str:
    """One sentence without a full stop; what is not known here stays as Typer says it."""
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    for pattern, sentence in _SENTENCES:
        if found := pattern.match(said):
            nearest = _NEAREST.search(said)
            hint = _("; did you mean {what}?", what=nearest["what"]) if nearest else ""
            return _(sentence, **found.groupdict()) + hint
    return said
