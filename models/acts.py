"""Which act a round waits for, and whether a day can be its day (Dates 1, W9)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from config.i18n import N_
from models.refused import ActRefused
from scheduler.calls import calls_asked_for
from scheduler.starting_acts import StartsAt
from scheduler.windows import parse

if TYPE_CHECKING:
    from models.closure import Closure
    from models.round import Round

CALL = "call"


def act_of(closure: Closure) -> str:
    """What ``act`` records for the round that is going on: a call, or the act that starts its clock.

    Raises ActRefused where the clock has started and no act can move it.
    """
    latest = closure.round
    if latest.starts_at != StartsAt.REQUEST:
        # Calls may follow, but until the clock runs there is nothing they could move.
        return CALL if latest.day0 and not latest.expected and _asks_for_calls(latest) else latest.starts_at
    if _asks_for_calls(latest):
        return CALL
    raise ActRefused(
        N_("closure {number} waits for no act: its time has counted from {day0}, the day it was asked for"),
        number=closure.id,
        day0=latest.day0,
    )


def refuse_impossible_day(closure: Closure, act: str, on: date, today: date) -> None:
    """Raises ActRefused for a day that is still ahead, or before what has to come first."""
    if on > today:
        raise ActRefused(
            N_("{day} is still ahead, today is {today}; record it when it has happened"), day=on, today=today
        )
    latest = closure.round
    first = latest.payoff_on or closure.requested_on
    if act == CALL and latest.day0:
        first = latest.day0
    if on < first:
        raise ActRefused(
            N_("{day} is before {first}, which comes first; correct the day"), day=on, first=first
        )


def record(latest: Round, act: str, on: date) -> None:
    """Write down the day of the act."""
    if act == CALL:
        latest.calls = sorted({*latest.calls, on.isoformat()})
    else:
        latest.day0, latest.expected = on, False


def _asks_for_calls(latest: Round) -> bool:
    return calls_asked_for(parse(latest.window)) > 0
