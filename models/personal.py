"""Nothing of a person's papers is kept: texts that hold an ID number are refused."""

import re
import unicodedata
from datetime import date

from config.i18n import N_
from config.told import Told

_SEVENTEEN_AND_ONE = re.compile(r"(?<![0-9A-Za-z])(\d{17})([0-9Xx])(?![0-9A-Za-z])", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])", re.ASCII)
# GB 11643: weights of the 17 digits, and the last character by their sum modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST = "10X98765432"


class PersonalData(Told):
    """A text holds what is never stored."""


def impersonal(text: str) -> str:
    """The text as it is. Raises PersonalData where it holds a resident ID number, however it is spaced."""
    joined = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    if any(_is_id_number(found[1], found[2]) for found in _SEVENTEEN_AND_ONE.finditer(joined)):
        raise PersonalData(N_("this holds an ID number, which is never stored; leave it out"))
    return text


def _is_id_number(digits: str, last: str) -> bool:
    """With its check character and a birthday: an 18-digit ticket number is no ID number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    if _LAST[total % 11] != last.upper():
        return False
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return True
