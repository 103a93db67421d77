"""The reader's language. Message ids are English; ``locale/<name>/LC_MESSAGES/xiaohu.po`` holds the
translations.

The .po files are compiled in memory when they are first asked for: nothing to build, no binary in the
repository. ``N_()`` marks a text for translation where no reader is known yet (tables, exceptions, layers
below this one).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from config.once import once

if TYPE_CHECKING:
    from babel import Locale

LOCALES = ("zh_CN", "en")
"""What ``XIAOHU_LOCALE`` accepts; the first is the default. ``en`` is the source and has no .po file."""

DOMAIN = "xiaohu"
LOCALE_DIR = Path(__file__).parent / "locale"

# CLDR patterns. A Chinese date names the year only where it is not the one the reader is in.
_DAY = {"zh_CN": "M月d日 EEE", "en": "EEE d MMM y"}
_DAY_OF_ANOTHER_YEAR = {"zh_CN": "y年M月d日 EEE", "en": "EEE d MMM y"}


class UnknownLocale(ValueError):
    """A locale that has no translations; the text names the accepted ones."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        super().__init__(f"No texts for the locale {locale!r}: choose {' or '.join(LOCALES)}.")


def N_(msgid: str) -> str:  # noqa: N802 -- the name every gettext tool knows
    """Mark an English text for extraction and return it untouched; translate it at the door."""
    return msgid


@dataclass(frozen=True, slots=True)
class Translator:
    """One reader's language. Make it with ``translator()``."""

    locale: str
    translations: NullTranslations

    def gettext(self, msgid: str, **params: object) -> str:
        """The text in this language; ``{placeholders}`` are filled when ``params`` are given."""
        text = self.translations.gettext(msgid) if msgid else ""  # gettext("") is the .po file's header
        return text.format(**params) if params else text

    def ngettext(self, singular: str, plural: str, n: int, **params: object) -> str:
        """The text for ``n`` things; ``{n}`` and further ``{placeholders}`` are filled."""
        return self.translations.ngettext(singular, plural, n).format(n=n, **params)

    def day(self, day: date, today: date | None = None) -> str:
        """A day as its reader writes it: ``10月10日 周六``, ``Sat 10 Oct 2026``.

        With ``today`` a Chinese date of another year names it: ``2027年1月8日 周五``.
        """
        other_year = today is not None and day.year != today.year
        return _written(day, (_DAY_OF_ANOTHER_YEAR if other_year else _DAY)[self.locale], self.locale)

    def full_day(self, day: date) -> str:
        """A day with its year and without its weekday: ``2026年10月1日``, ``1 Oct 2026``."""
        return _written(day, {"zh_CN": "y年M月d日", "en": "d MMM y"}[self.locale], self.locale)

    def short_day(self, day: date) -> str:
        """A day without its weekday and year, for pictures and tables: ``10月10日``, ``10 Oct``."""
        return _written(day, {"zh_CN": "M月d日", "en": "d MMM"}[self.locale], self.locale)

    def month(self, day: date) -> str:
        """The month a day lies in: ``2026年9月``, ``September 2026``."""
        return _written(day, {"zh_CN": "y年M月", "en": "MMMM y"}[self.locale], self.locale)


@lru_cache(maxsize=1024)  # a morning's messages name the same few days
def _written(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(locale))


@cache
def _locale(name: str) -> "Locale":
    from babel import Locale

    return Locale.parse(name)  # which looks through the names of all there are


def translator(locale: str) -> Translator:
    """The translator of a locale in ``LOCALES``; raises UnknownLocale."""
    if locale not in LOCALES:
        raise UnknownLocale(locale)
    return _load(locale)


@once
def _load(locale: str) -> Translator:
    if locale == "en":
        return Translator(locale, NullTranslations())
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with po_file(locale).open("rb") as po:
        catalogue = read_po(po, locale=locale, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(locale, Translations(compiled, domain=DOMAIN))


def po_file(locale: str) -> Path:
    """Where a locale's translations are kept."""
    return LOCALE_DIR / locale / "LC_MESSAGES" / f"{DOMAIN}.po"
