"""The sentences of a message, made once from templates/say/*.txt and laid out twice, as text and as HTML."""

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from config.i18n import Translator, translator

_TEMPLATES = Path(__file__).parent / "templates"
_LONGEST = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's language on a day: says the sentences of a template, writes dates."""

    translator: Translator
    today: date

    def say(self, name: str, **facts: Any) -> list[str]:
        """The lines of ``templates/say/<name>.txt``, one sentence or step each."""
        template = environment(self.translator.locale).get_template(f"say/{name}.txt")
        lines = template.render(date=self.date, today=self.today, **facts).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def page(self, name: str, **view: Any) -> str:
        """A whole message: ``templates/<name>``; escaped where the name ends in .html."""
        return environment(self.translator.locale).get_template(name).render(**view).strip() + "\n"

    def date(self, day: date) -> str:
        """The day as the reader writes it, with the year where a Chinese date needs it."""
        return self.translator.day(day, self.today)


@cache
def environment(locale: str) -> Environment:
    """Templates in one language: HTML escaped, undefined names an error."""
    said = translator(locale)
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.policies["ext.i18n.trimmed"] = True
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(said.gettext, said.translations.ngettext, newstyle=True)
    return made


def template(locale: str, name: str) -> Any:
    """What ``templates/<name>`` defines (its macros), for a piece that is made many times."""
    return environment(locale).get_template(name).module


def plain(value: T) -> T:
    """The same value with every text in it on one line, free of control and direction characters, at most 500
    characters: what a user typed cannot start a new line, a header or a sentence of ours."""
    if isinstance(value, str):
        return _one_line(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: plain(getattr(value, f.name)) for f in fields(value)})
    return value


@lru_cache(maxsize=1024)  # the catalogue's texts come again in every message
def _one_line(text: str) -> str:
    line = " ".join((text if text.isprintable() else _visible(text)).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _visible(text: str) -> str:
    """The same without what is not printed, of which few texts have anything."""
    lines = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return "".join(c for c in lines if unicodedata.category(c) not in ("Cf", "Cs"))
