"""The language of this terminal, for help texts and answers alike."""

import os
import tomllib
from functools import cache
from pathlib import Path

from config.i18n import LOCALES, Translator, translator


def spoken() -> Translator:
    """The translator of ``XIAOHU_LOCALE`` or config.toml.

    Read without ``config.settings``, which costs more to import than all of ``--help``. What that would
    refuse is passed over here: the command itself says what is wrong with it.
    """
    chosen = os.environ.get("XIAOHU_LOCALE") or _configured(os.environ.get("XIAOHU_DATA_DIR"))
    return translator(chosen if chosen in LOCALES else LOCALES[0])


def _(msgid: str, **params: object) -> str:
    """The text in the terminal's language, its ``{placeholders}`` filled."""
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
