"""The stages of a window (W4-W12): which words end one, which change it, and which must not be there."""

from dataclasses import replace

from scheduler import window_error
from scheduler.stages import Calls, Count, NextMonth, Quantity, Stage, Unit, Unstated, Window
from scheduler.window_counts import STARTS_COUNT, STARTS_POINT, read_count, read_point
from scheduler.window_cursor import Cursor
from scheduler.window_error import WindowError
from scheduler.window_tokens import Token
from scheduler.window_words import Kind

MOST_STAGES = 10
"""Few enough that every canonical form is itself a text that ``parse`` takes."""

_STARTS_STAGE = (*STARTS_COUNT, *STARTS_POINT, Kind.UNSTATED)


class WindowReader:
    """Reads one text from left to right. The fields describe the stage being read."""

    def __init__(self, text: str, cursor: Cursor) -> None:
        self._text = text
        self._cursor = cursor
        self._stages: list[Stage] = []
        self._confirm = False
        self._counted = False
        self._again = False
        self._called = False
        self._about: Token | None = None
        self._limit: Token | None = None
        self._consecutive: Token | None = None

    def read(self) -> Window:
        """The window. Raises WindowError."""
        while self._cursor:
            if self._cursor.sees(*_STARTS_STAGE):
                self._read_stage()
            else:
                self._read_word(self._cursor.take())
        self._end_stage()
        self._refuse_loose_words()
        if not self._stages:
            raise WindowError(self._text, 0, window_error.NOTHING_FOUND)
        if isinstance(self._stages[-1], Calls):
            self._stages.append(Unstated())  # W9: nothing after the calls is W12 from the last one
        return Window(tuple(self._stages), self._confirm)

    def _read_stage(self) -> None:
        start = self._cursor.next
        self._refuse_another_stage(start)
        stage = read_count(self._cursor) if self._cursor.sees(*STARTS_COUNT) else read_point(self._cursor)
        self._stages.append(self._calls(stage, start) if self._consecutive else self._modified(stage))
        self._counted, self._again = True, False
        self._about = self._limit = None

    def _refuse_another_stage(self, start: Token) -> None:
        if self._counted:
            raise self._cursor.error(start, window_error.SECOND_COUNT)
        if self._confirm:
            raise self._cursor.error(start, window_error.CONFIRM_LAST)
        if len(self._stages) == MOST_STAGES:
            raise self._cursor.error(start, window_error.TOO_MANY_STAGES, limit=str(MOST_STAGES))
        alone = start.kind is Kind.UNSTATED and not all(isinstance(stage, Calls) for stage in self._stages)
        if alone or Unstated() in self._stages:
            raise self._cursor.error(start, window_error.UNSTATED_ALONE)

    def _calls(self, stage: Stage, start: Token) -> Calls:
        """W9: one exact number of days, and before everything else."""
        if self._stages:
            raise self._cursor.error(start, window_error.CALLS_FIRST)
        match stage:
            case Count(Quantity(n, Unit.DAY), high) if n == high.n > 0 and not (self._about or self._limit):
                return Calls(n)
        raise self._cursor.error(start, window_error.CALLS)

    def _modified(self, stage: Stage) -> Stage:
        """The stage with the words before it: 约 (W4), 不超过 (W5)."""
        if self._about:
            stage = self._approximate(stage, self._about)
        return self._limited(stage, self._limit) if self._limit else stage

    def _approximate(self, stage: Stage, word: Token) -> Count:
        if isinstance(stage, Count):
            return replace(stage, about=True)
        raise self._cursor.error(word, window_error.ABOUT_POINT)

    def _limited(self, stage: Stage, word: Token) -> Stage:
        """W5 from one day on; a range, a whole month and 每月10号 are limited as they are."""
        match stage:
            case Count(low, high) if low == high and high.n:
                day = Unit.WORKDAY if high.unit is Unit.WORKDAY else Unit.DAY
                return replace(stage, low=Quantity(1, day), within=True)
            case NextMonth(int()):
                return replace(stage, by=True)
            case Calls() | Unstated():
                raise self._cursor.error(word, window_error.LOOSE_WORD)
        return stage

    def _read_word(self, token: Token) -> None:
        match token.kind:
            case Kind.SEPARATOR | Kind.AGAIN:
                self._end_stage()
                self._again = token.kind is Kind.AGAIN
            case Kind.ABOUT:
                self._about = token
            case Kind.AT_MOST if self._stages:
                raise self._cursor.error(token, window_error.LATER_LIMIT)
            case Kind.AT_MOST | Kind.WITHIN:
                self._limit = token
            case Kind.AROUND | Kind.INSIDE:
                self._read_word_after_count(token)
            case Kind.CONSECUTIVE | Kind.CALL:
                self._read_call(token)
            case Kind.CONFIRM:
                self._confirm |= self._again and bool(self._stages)
            case Kind.DASH | Kind.TO:
                self._read_loose_dash(token)
            case Kind.UNIT | Kind.DAY | Kind.BY_DAY_OF_MONTH:
                raise self._cursor.error(token, window_error.NO_NUMBER)

    def _read_word_after_count(self, token: Token) -> None:
        around = token.kind is Kind.AROUND
        if self._counted:
            apply = self._approximate if around else self._limited
            self._stages[-1] = apply(self._stages[-1], token)
        elif around:
            raise self._cursor.error(token, window_error.LOOSE_WORD)

    def _read_call(self, token: Token) -> None:
        """连续 asks for calls on days that follow; 打3天 without it could mean either."""
        self._called |= token.text.startswith(("连打", "连拨")) or token.kind is Kind.CALL
        if token.kind is Kind.CONSECUTIVE and not self._counted:
            self._consecutive = token
        elif token.kind is Kind.CONSECUTIVE or (
            token.text.endswith(("打", "拨")) and not self._consecutive and self._cursor.sees(Kind.NUMBER)
        ):
            raise self._cursor.error(token, window_error.CALLS)

    def _read_loose_dash(self, token: Token) -> None:
        """A dash before a count needs a count before it; 到 and 至 are ordinary words too (等到7天)."""
        if self._cursor.sees(*_STARTS_STAGE) and (token.kind is Kind.DASH or self._stages):
            raise self._cursor.error(token, window_error.LOOSE_DASH)

    def _end_stage(self) -> None:
        if self._consecutive and not (self._counted and self._called):
            raise self._cursor.error(self._consecutive, window_error.CALLS)
        if self._counted:
            self._refuse_loose_words()
        self._counted = self._called = False
        self._consecutive = None

    def _refuse_loose_words(self) -> None:
        loose = self._about or self._limit
        if loose:
            raise self._cursor.error(loose, window_error.LOOSE_WORD)
