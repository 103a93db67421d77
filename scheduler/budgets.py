"""How many messages a channel takes: its vendor's quota, over which messages wait and are put together."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from scheduler.sending_hours import SendingHours, instant, local_date, not_in_quiet_hours, send_at

A_MINUTE = timedelta(seconds=60)
A_DAY = timedelta(days=1)
NO_LIMIT = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """Messages a channel may send in any 60 seconds and on any day of its user; None: no limit."""

    per_minute: int | None = None
    per_day: int | None = None

    def changed(self, per_minute: int | None, per_day: int | None) -> "Budget":
        """The budget with what a user chose instead: None leaves it as it is, ``NO_LIMIT`` lifts it."""
        return Budget(_chosen(per_minute, self.per_minute), _chosen(per_day, self.per_day))

    def __bool__(self) -> bool:
        """Whether there is any limit."""
        return self != Budget()


def next_slot(budget: Budget, sent: Collection[datetime], now: datetime, hours: SendingHours) -> datetime:
    """The first instant from ``now`` (aware) on at which one more message keeps the budget: now, if it does.

    ``sent``: when earlier ones left, back to ``looks_back_to``. What lies more than a minute after now is
    left out: a clock that was set back must not keep a channel silent. A day's budget that is used up is
    waited for until the user's hour of the next day; no wait ends in the quiet hours.
    """
    past = sorted(moment for moment in sent if moment <= now + A_MINUTE)
    slot = max(_within_a_minute(budget, past, now), _within_a_day(budget, past, now, hours))
    return slot if slot == now else not_in_quiet_hours(slot, hours)


def looks_back_to(now: datetime, hours: SendingHours) -> datetime:
    """What left before this instant counts no more: the start of the user's day, or a minute ago."""
    midnight = instant(local_date(now, hours), replace(hours, at=time(0)))
    return min(midnight, now - A_MINUTE)


def _chosen(limit: int | None, usual: int | None) -> int | None:
    return usual if limit is None else limit or None


def _within_a_minute(budget: Budget, past: list[datetime], now: datetime) -> datetime:
    if budget.per_minute is None or len(past) < budget.per_minute:
        return now
    return max(past[-budget.per_minute] + A_MINUTE, now)


def _within_a_day(budget: Budget, past: list[datetime], now: datetime, hours: SendingHours) -> datetime:
    if budget.per_day is None:
        return now
    today = local_date(now, hours)
    if sum(local_date(moment, hours) == today for moment in past) < budget.per_day:
        return now
    return send_at(today + A_DAY, hours, now)
