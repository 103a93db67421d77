"""What goes with an answer: the platform's new window, where it gave one."""

from __future__ import annotations

from desk.mistakes import Mistake
from desk.typed import typed_window
from desk.wording import _
from models.round import Statement, WindowSource
from scheduler.lifecycle import Answer


def statement_for(result: Answer, window: str | None) -> Statement | None:
    """The window of the next round; None where the platform said nothing. Raises Mistake, WindowError."""
    if window is None or not window.strip():
        return None
    if result not in (Answer.NOT_UPDATED, Answer.STILL_OPEN):
        raise Mistake(
            _("{result} takes no --window: only not-updated and still-open do", result=result.value)
        )
    return Statement(window, typed_window(window), WindowSource.STATED)
