"""What is wrong with a window text: the reasons as message ids, and the error that carries them."""

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name by which message extraction finds these texts
    return message


EMPTY = N_("nothing is written: choose 'not stated' if the platform did not say")
NOT_STATED = N_("this is a choice and not a text: choose 'not stated'")
TOO_LONG = N_("the text is longer than {limit} characters: keep only what was said about the time")
TOO_MANY_STAGES = N_("there are more than {limit} stages")
NOTHING_FOUND = N_("no count with a unit and no point in the month was found")
CHANGES_MEANING = N_("'{word}' changes the meaning, so no date can be worked out")
NO_UNIT = N_("the number {word} has no unit (工作日, 天, 周, 个月); leave out names that hold numbers")
UNREADABLE = N_("'{word}' is not a number that can be read; leave out names that hold numbers")
NO_NUMBER = N_("the unit '{word}' has no number before it")
BARE_MONTH = N_("'{word}月' may be a month of the year: write {word}个月 for months")
SECOND_COUNT = N_("a second count needs a comma, 后 or 再 before it")
LOOSE_DASH = N_("a range has a count on both sides and only two ends")
LOOSE_WORD = N_("'{word}' has no count to go with")
LATER_LIMIT = N_("'{word}' can only be said of the first stage")
OUT_OF_RANGE = N_("{number} is not between {least} and {most}")
REVERSED = N_("the range runs backwards")
T_PLUS_UNIT = N_("T+n counts working days: leave the unit out")
NO_MONTH = N_("a day of the month needs 每月 or 次月 before it")
NO_DAY = N_("'{word}' needs a day of the month after it, such as 10号")
ABOUT_POINT = N_("'{word}' goes with a count and not with a point in the month")
CALLS = N_("consecutive calls are written like 连续打3天")
CALLS_FIRST = N_("consecutive calls come before everything else")
CONFIRM_LAST = N_("nothing can follow 再确认")
UNSTATED_ALONE = N_("未说明 stands alone or after consecutive calls")

EXAMPLES = ("3-5个工作日", "30-45天", "每月10号前上报,5天更新")
"""Accepted texts, shown with every error."""
SENTENCE = N_(
    'Cannot read the window "{text}" at position {position}: {reason}. '
    "Write it like {examples}, or save with 30 days assumed."
)
"""The whole message, for doors that translate it: {reason} is the hint with its params."""

_SHOWN = 60


class WindowError(ValueError):
    """A window text that cannot be read without guessing.

    ``text`` is the text as typed, ``position`` the 0-based place in it, ``hint`` the reason as an English
    message id whose {placeholders} are in ``params``. ``str()`` is one line for people who read English.
    """

    def __init__(self, text: str, position: int, hint: str, params: Mapping[str, str] | None = None) -> None:
        super().__init__(text, position, hint, dict(params or {}))
        self.text = text
        self.position = position
        self.hint = hint
        self.params = dict(params or {})

    def __str__(self) -> str:
        return SENTENCE.format(
            text=self.excerpt,
            position=self.position,
            reason=self.hint.format(**self.params),
            examples=", ".join(f'"{example}"' for example in EXAMPLES),
        )

    @property
    def excerpt(self) -> str:
        """The text on one printable line, cut to the neighbourhood of the position when it is long."""
        first = max(0, min(self.position - _SHOWN // 2, len(self.text) - _SHOWN))
        shown = _printable(self.text[first : first + _SHOWN])
        return f"{'…' if first else ''}{shown}{'…' if first + _SHOWN < len(self.text) else ''}"


def _printable(text: str) -> str:
    """``text`` without line breaks, control characters and lone surrogates: no terminal should get them."""
    return "".join(character if character.isprintable() else "�" for character in text)
