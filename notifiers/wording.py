"""The sentences of a message, made once from templates/say/*.txt and laid out twice, as text and as HTML."""

import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from functools import cache, lru_cache
from operator import is_
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar

from jinja2 import Environment, Template

from config import templates
from config.i18n import Translator, translator
from config.once import once

_TEMPLATES = Path(__file__).parent / "templates"
_LONGEST = 500
_NO_TEXT = frozenset((NoneType, bool, int, date, time, datetime))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's language on a day: says the sentences of a template, writes dates."""

    translator: Translator
    today: date

    def say(self, name: str, **facts: Any) -> list[str]:
        """The lines of ``templates/say/<name>.txt``, one sentence or step each."""
        return list(_said(self, name, tuple(facts.items())))

    def page(self, name: str, **view: Any) -> str:
        """A whole message: ``templates/<name>``; escaped where the name ends in .html."""
        return template(self.translator.locale, name).render(**view).strip() + "\n"

    def date(self, day: date) -> str:
        """The day as the reader writes it, with the year where a Chinese date needs it."""
        return self.translator.day(day, self.today)


@lru_cache(maxsize=1024)  # most of what a morning's messages say is said to many
def _said(voice: Voice, name: str, facts: tuple[tuple[str, Any], ...]) -> tuple[str, ...]:
    said = template(voice.translator.locale, f"say/{name}.txt")
    lines = said.render(date=voice.date, today=voice.today, **dict(facts)).splitlines()
    return tuple(line.strip() for line in lines if line.strip())


@once
def environment(locale: str) -> Environment:
    """Templates in one language: HTML escaped, undefined names an error."""
    return templates.environment(_TEMPLATES, translator(locale))


@once
def template(locale: str, name: str) -> Template:
    """``templates/<name>``, compiled; its ``module`` has the macros it defines."""
    return environment(locale).get_template(name)


def plain(value: T) -> T:
    """The same value with every text in it on one line, free of control and direction characters, at most 500
    characters: what a user typed cannot start a new line, a header or a sentence of ours."""
    # Most texts are plain as they are: what holds nothing else is not made anew.
    made: Any = value
    if isinstance(value, str):
        line = _one_line(value)
        made = value if line == value else line
    elif isinstance(value, tuple):
        items = tuple(map(plain, value))
        made = value if all(map(is_, items, value)) else items
    elif names := _fields(type(value)):  # type: ignore[arg-type]  # a type is hashable
        held = ((name, getattr(value, name)) for name in names)
        texts = ((name, was) for name, was in held if type(was) not in _NO_TEXT)
        other = {name: now for name, was in texts if (now := plain(was)) is not was}
        made = replace(value, **other) if other else value  # type: ignore[type-var]
    return made  # type: ignore[no-any-return]


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@lru_cache(maxsize=1024)  # the catalogue's texts come again in every message
def _one_line(text: str) -> str:
    line = " ".join((text if text.isprintable() else _visible(text)).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _visible(text: str) -> str:
    """The same without what is not printed, of which few texts have anything."""
    lines = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return "".join(c for c in lines if unicodedata.category(c) not in ("Cf", "Cs"))
