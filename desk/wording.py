"""The language of whoever is spoken to: a page's visitor, or this terminal."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from config.i18n import LOCALES, Translator, translator

_listener: ContextVar[Translator | None] = ContextVar("listener", default=None)


@contextmanager
def speaking(language: Translator) -> Iterator[None]:
    """Everything said in the block, by this thread, is said in this language."""
    before = _listener.set(language)
    try:
        yield
    finally:
        _listener.reset(before)


def spoken() -> Translator:
    """The translator of the visitor that is spoken to, or of the terminal."""
    return _listener.get() or _terminals()


def _terminals() -> Translator:
    """The translator of ``XIAOHU_LOCALE`` or config.toml.

    Read without ``config.settings``, which costs more to import than all of ``--help``. What that would
    refuse is passed over here: the command itself says what is wrong with it.
    """
    chosen = os.environ.get("XIAOHU_LOCALE") or _configured(os.environ.get("XIAOHU_DATA_DIR"))
    return translator(chosen if chosen in LOCALES else LOCALES[0])


def _(msgid: str, **params: object) -> str:
    """The text in the listener's language, its ``{placeholders}`` filled."""
    return spoken().gettext(msgid, **params)


def ngettext(singular: str, plural: str, n: int, **params: object) -> str:
    """The text for ``n`` things; ``{n}`` is filled, and further ``{placeholders}``."""
    return spoken().ngettext(singular, plural, n, **params)


@cache
def _configured(data_dir: str | None) -> object:
    if data_dir is None:
        from platformdirs import user_data_dir

        data_dir = user_data_dir("xiaohu")
    try:
        return tomllib.loads((Path(data_dir) / "config.toml").read_text("utf-8")).get("locale")
    except (OSError, ValueError):
        return None
