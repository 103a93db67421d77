"""Counts and points in the month (W1-W3, W6, W7, W11): one of either, read at the cursor."""

from dataclasses import dataclass

from scheduler import numerals, window_error
from scheduler.stages import Count, MonthEnd, MonthlyCutoff, NextMonth, Quantity, Stage, Unit, Unstated
from scheduler.window_cursor import Cursor
from scheduler.window_tokens import Token
from scheduler.window_units import FIXED, UNITS, WORKDAYS, Scale
from scheduler.window_words import Kind

STARTS_COUNT = (Kind.NUMBER, Kind.FIXED, Kind.T_PLUS)
STARTS_POINT = (Kind.MONTHLY, Kind.MONTHLY_END, Kind.NEXT_MONTH, Kind.NEXT_MONTH_END, Kind.MONTH_END)

_DAYS_OF_MONTH = (Kind.DAY_OF_MONTH, Kind.BY_DAY_OF_MONTH, Kind.DAY)
_MOST = {Unit.WORKDAY: 750, Unit.DAY: 3650, Unit.MONTH: 3650}
_ZERO = Quantity(0, Unit.DAY)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a range as written. ``scale`` is None where the unit follows at the other end (3-5天)."""

    token: Token
    low: int
    high: int
    scale: Scale | None
    follows_t: bool = False


def read_count(cursor: Cursor) -> Count:
    """A count with its unit, as stated: ``3-5个工作日``, ``半个月到一个月``, ``T+3``, ``两三天``."""
    first = _end(cursor)
    last = _end_after_dash(cursor, first) or first
    if first.scale is None and last.token.kind is Kind.NUMBER:
        first = _End(first.token, first.low, first.high, last.scale)
    low, high = _quantity(cursor, first, first.low), _quantity(cursor, last, last.high)
    if (low.unit is high.unit and low.n > high.n) or high.n == 0 < low.n:
        raise cursor.error(first.token, window_error.REVERSED)
    return Count(low, high)


def read_point(cursor: Cursor) -> Stage:
    """A point in the month, or 未说明."""
    token = cursor.take()
    match token.kind:
        case Kind.MONTHLY:
            return _monthly(cursor, token)
        case Kind.NEXT_MONTH:
            return _next_month(cursor)
        case Kind.NEXT_MONTH_END:
            return NextMonth()
        case Kind.MONTHLY_END:
            return MonthlyCutoff(31)
        case Kind.MONTH_END:
            return MonthEnd()
        case _:
            return Unstated()


def _end(cursor: Cursor) -> _End:
    token = cursor.take()
    if token.kind is Kind.FIXED:
        quantity = FIXED[" ".join(token.text.split())]
        return _End(token, quantity.n, quantity.n, Scale(quantity.unit))
    if token.kind is Kind.T_PLUS:
        return _after_t(cursor, token, cursor.take())
    return _End(token, *_number(cursor, token), _scale(cursor, token))


def _after_t(cursor: Cursor, start: Token, number: Token) -> _End:
    """T+3 is 3 working days with or without that unit; with another unit it would mean two things at once."""
    if number.kind not in (Kind.NUMBER, Kind.FIXED):  # a word that only begins with a numeral: T+一般
        raise cursor.error(start, window_error.UNREADABLE)
    scale = _scale(cursor, number) or WORKDAYS
    if number.kind is Kind.FIXED or scale.unit is not Unit.WORKDAY:
        raise cursor.error(start, window_error.T_PLUS_UNIT)
    return _End(start, *_number(cursor, number), scale, follows_t=True)


def _end_after_dash(cursor: Cursor, first: _End) -> _End | None:
    if not (cursor.sees(Kind.DASH, Kind.TO) and cursor.sees(*STARTS_COUNT, ahead=1)):
        return None
    dash = cursor.take()
    if first.follows_t and cursor.sees(Kind.NUMBER):
        last = _after_t(cursor, first.token, cursor.take())
    else:
        last = _end(cursor)
    if first.low != first.high or last.low != last.high:
        raise cursor.error(dash, window_error.LOOSE_DASH)
    return last


def _number(cursor: Cursor, token: Token) -> tuple[int, int]:
    number = numerals.read(token.text)
    if number is None:
        raise cursor.error(token, window_error.UNREADABLE)
    return number


def _scale(cursor: Cursor, number: Token) -> Scale | None:
    """The unit after a number, if there is one. 3月 is refused: it reads as March too."""
    cursor.take_if(Kind.MEASURE)
    unit = cursor.take_if(Kind.UNIT, Kind.DAY)
    if unit is None:
        return None
    name = " ".join(unit.text.split())
    if name not in UNITS:
        raise cursor.error(number, window_error.BARE_MONTH)
    return UNITS[name]


def _quantity(cursor: Cursor, end: _End, n: int) -> Quantity:
    if end.scale is None:
        dated = cursor.sees(*_DAYS_OF_MONTH)
        hint = window_error.NO_MONTH if dated else window_error.NO_UNIT
        raise cursor.error(end.token, hint)
    quantity = end.scale.quantity(n)
    if quantity.n == 0 and end.token.kind in (Kind.FIXED, Kind.T_PLUS):
        return _ZERO
    most = _MOST[quantity.unit]
    if not 1 <= quantity.n <= most:
        raise cursor.error(
            end.token, window_error.OUT_OF_RANGE, number=str(quantity.n), least="1", most=str(most)
        )
    return quantity


def _monthly(cursor: Cursor, start: Token) -> MonthlyCutoff:
    if not cursor.sees(Kind.NUMBER):
        raise cursor.error(start, window_error.NO_DAY)
    day = _day_of_month(cursor)
    if not cursor.take_if(*_DAYS_OF_MONTH):
        raise cursor.error(start, window_error.NO_DAY)
    return MonthlyCutoff(day)


def _next_month(cursor: Cursor) -> NextMonth:
    if not (cursor.sees(Kind.NUMBER) and cursor.sees(*_DAYS_OF_MONTH, ahead=1)):
        return NextMonth()
    day = _day_of_month(cursor)
    return NextMonth(day, by=cursor.take().kind is Kind.BY_DAY_OF_MONTH)


def _day_of_month(cursor: Cursor) -> int:
    token = cursor.take()
    first, last = _number(cursor, token)
    if first != last:
        raise cursor.error(token, window_error.UNREADABLE)
    if not 1 <= first <= 31:
        raise cursor.error(token, window_error.OUT_OF_RANGE, number=str(first), least="1", most="31")
    return first
