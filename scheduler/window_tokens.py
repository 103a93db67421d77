"""A window text cut into tokens in one pass: no character is looked at again once its token is made."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scheduler import numerals
from scheduler.window_words import TRADITIONAL, UNREAD_NUMERALS, VOCABULARY, Kind

_DASHES = frozenset("~∼˜−─━⁓ー⁃")
"""Characters used as a dash that Unicode does not file under dashes (category Pd)."""
_NUMERALS = UNREAD_NUMERALS | frozenset(numerals.CHARACTERS)
_HARMLESS_SYMBOLS = frozenset("→←⇒|=")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: ``text`` is folded (see ``fold``), ``at`` its 0-based position as typed."""

    kind: Kind
    at: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text``, in order and without gaps: their texts joined are ``fold(text)``."""
    folded = fold(text)
    for match in TOKEN.finditer(folded):
        yield Token(_kind(match), match.start(), match.group())


def fold(text: str) -> str:
    """``text`` with full-width characters narrowed, every dash a hyphen, every space a blank, A-Z lowered.

    One character stays one character, so positions in the result are positions as typed.
    """
    return "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cf":
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    # ³ and ① must not turn into a digit of a neighbouring number: only plain digits may.
    if len(narrow) != 1 or category in ("No", "Nl"):
        return character
    if narrow in _DASHES or unicodedata.category(narrow) == "Pd":
        return "-"
    return (narrow.lower() if narrow.isascii() else narrow).translate(TRADITIONAL)


def _kind(match: re.Match[str]) -> Kind:
    group = match.lastgroup
    if group == "word":
        return VOCABULARY[" ".join(match.group().split())]
    return _other(match.group()) if group == "other" else _GROUPS[group or ""]


def _other(character: str) -> Kind:
    """Digits and mathematical signs that are not in the language could change a date."""
    if character in _HARMLESS_SYMBOLS:
        return Kind.IGNORED
    meant = unicodedata.normalize("NFKC", character)  # ㏢ holds a digit: it means 3日
    unread = unicodedata.category(character) == "Sm" or any(map(_is_number, character + meant))
    return Kind.CHANGES if unread else Kind.IGNORED


def _is_number(character: str) -> bool:
    return unicodedata.category(character).startswith("N") or character in _NUMERALS


def _pattern(word: str) -> str:
    """English words end at a letter's end, and up to four blanks may stand for one."""
    pattern = re.escape(word).replace(r"\ ", " {1,4}")
    return pattern + "(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else pattern


_GROUPS = {
    "space": Kind.SPACE,
    "t_plus": Kind.T_PLUS,
    "digits": Kind.NUMBER,
    "numeral": Kind.NUMBER,
    "dash": Kind.DASH,
    "letters": Kind.IGNORED,
}

# Every alternative is a literal or one possessive run, so that nothing is ever tried twice at a position
# and the time is linear in the text, whatever the text is.
TOKEN = re.compile(
    r"(?P<space> ++)"
    rf"|(?P<t_plus>t ?\+ ?(?=[0-9{numerals.CHARACTERS}]))"
    rf"|(?P<word>{'|'.join(_pattern(word) for word in sorted(VOCABULARY, key=len, reverse=True))})"
    r"|(?P<digits>[0-9]++)"
    rf"|(?P<numeral>[{numerals.CHARACTERS}]++)"
    r"|(?P<dash>-++)"
    r"|(?P<letters>[a-z]++)"
    r"|(?P<other>.)",
    re.DOTALL,
)
