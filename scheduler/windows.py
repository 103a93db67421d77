"""The window language (W1-W12): what a platform stated, as text, read into stages."""

from scheduler import window_error
from scheduler.stages import Unstated, Window
from scheduler.window_cursor import Cursor
from scheduler.window_error import WindowError
from scheduler.window_reader import WindowReader
from scheduler.window_tokens import fold, tokens
from scheduler.window_words import NOT_A_WINDOW, VOCABULARY, Kind

__all__ = ["LONGEST", "Window", "WindowError", "assumed", "parse"]

LONGEST = 200
"""Characters of a window text; longer texts are refused."""

_PUNCTUATION = " .!?,;。!?、…~-\"'“”()[]【】"


def parse(text: str) -> Window:
    """What ``text`` states. Raises WindowError, at the first thing that would have to be guessed.

    ``parse(str(window)) == window`` for every window it returns.
    """
    if len(text) > LONGEST:
        raise WindowError(text, LONGEST, window_error.TOO_LONG, {"limit": str(LONGEST)})
    _refuse_choices(text)
    cursor = Cursor(text, tokens(text))
    _refuse_changes(cursor)
    return WindowReader(text, cursor).read()


def assumed() -> Window:
    """The window of a closure for which nothing was stated (W12)."""
    return Window((Unstated(),))


def _refuse_choices(text: str) -> None:
    """W12: "no idea" is something the person chooses, so that it never happens by a slip of the keyboard."""
    said = fold(text).strip(_PUNCTUATION)
    if not said:
        raise WindowError(text, 0, window_error.EMPTY)
    if said in NOT_A_WINDOW:
        raise WindowError(text, 0, window_error.NOT_STATED)


def _refuse_changes(cursor: Cursor) -> None:
    """What changes the meaning is an error wherever it stands, before anything else is looked at."""
    token = cursor.first(Kind.CHANGES)
    if token:
        known = token.text in VOCABULARY
        raise cursor.error(token, window_error.CHANGES_MEANING if known else window_error.UNREADABLE)
