"""When on its day a reminder leaves: the user's hour at the user's place, never in the quiet hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


class ZoneError(ValueError):
    """``zone`` is not the name of a time zone."""

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.zone = zone

    def __str__(self) -> str:
        return f"{self.zone!r} is not a time zone: use an IANA name such as Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class SendingHours:
    """The user's wishes: an IANA zone, the hour to be reminded at, and quiet hours (both None for none).

    Quiet hours begin at ``quiet_from``, end just before ``quiet_to`` and may span midnight. An hour inside
    them is put off to their end. ZoneError if the zone has no data; ValueError for half-stated quiet hours.
    """

    zone: str
    at: time = time(9)
    quiet_from: time | None = time(22)
    quiet_to: time | None = time(8)

    def __post_init__(self) -> None:
        _zone(self.zone)
        if (self.quiet_from is None) != (self.quiet_to is None):
            raise ValueError(
                f"quiet hours from {self.quiet_from} to {self.quiet_to}: give both ends, or neither for none"
            )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    # A directory of zones, a path or an endless name fail in the file system, each in its own way.
    except (LookupError, ValueError, OSError) as error:
        raise ZoneError(name) from error


def send_at(on: date, hours: SendingHours, now: datetime) -> datetime:
    """The instant (UTC) to send a reminder of the day ``on``, seen from ``now`` (aware).

    The user's hour of that day, or now if that has passed, put off to the end of the quiet hours: never
    before the user's hour of the day.
    """
    return not_in_quiet_hours(max(instant(on, hours), now), hours)


def instant(on: date, hours: SendingHours) -> datetime:
    """The user's hour of the day ``on``, in UTC.

    An hour that the clocks skip is the first minute after the gap; one that they repeat is the first.
    """
    return _first_valid(datetime.combine(on, hours.at), _zone(hours.zone))


def not_in_quiet_hours(moment: datetime, hours: SendingHours) -> datetime:
    """``moment`` (aware) in UTC, or the end of the quiet hours it lies in."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: an instant is needed")
    moment = moment.astimezone(UTC)
    # Once is enough but where a zone skipped a whole day: there the end of one night lies in the next.
    while _is_quiet(moment.astimezone(_zone(hours.zone)).time(), hours):
        moment = _quiet_end(moment, hours)
    return moment


def local_date(moment: datetime, hours: SendingHours) -> date:
    """The day at the user's place at this instant (aware): "today" for planning."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: an instant is needed")
    return moment.astimezone(_zone(hours.zone)).date()


def _is_quiet(clock: time, hours: SendingHours) -> bool:
    start, end = hours.quiet_from, hours.quiet_to
    if start is None or end is None:
        return False
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _quiet_end(moment: datetime, hours: SendingHours) -> datetime:
    """The first instant after ``moment`` at which the clocks show the end of the quiet hours."""
    assert hours.quiet_to is not None
    zone = _zone(hours.zone)
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= hours.quiet_to)
    end = datetime.combine(day, hours.quiet_to)
    first = _first_valid(end, zone)
    # In the repeated hour the first such minute may be over.
    return first if first > moment else end.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _first_valid(local: datetime, zone: ZoneInfo) -> datetime:
    """A time of the clock on the wall in UTC; in a gap, the first minute after it."""
    while (moment := local.replace(tzinfo=zone).astimezone(UTC)).astimezone(zone).replace(
        tzinfo=None
    ) != local:
        local = local.replace(second=0, microsecond=0) + MINUTE
    return moment
