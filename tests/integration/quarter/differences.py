"""What was promised beside what arrived, in words."""

from collections.abc import Sequence

from tests.integration.quarter.arrivals import Arrival
from tests.integration.quarter.promises import Promise
from tests.integration.quarter.story import Story


def differences(story: Story, promises: Sequence[Promise], arrivals: Sequence[Arrival]) -> list[str]:
    """One line for each promise that was not kept and each arrival nobody promised, by reader and time."""
    left, missing = list(arrivals), []
    for promise in promises:
        kept = next((each for each in left if _keeps(each, promise)), None)
        if kept is None:
            missing.append(promise)
        else:
            left.remove(kept)
    clocks = {reader.name: reader.local for reader in story.readers}
    lines = [(p.reader, clocks[p.reader](p.at), "missing", "/".join(p.kinds), p.matter) for p in missing]
    lines += [(a.reader, clocks[a.reader](a.at), "unpromised", a.kind, a.matter) for a in left]
    return [
        f"{who}  {at:%Y-%m-%d %a %H:%M}  {what:10}  {kind:14}  {matter}"
        for who, at, what, kind, matter in sorted(lines)
    ]


def _keeps(arrival: Arrival, promise: Promise) -> bool:
    same = (arrival.reader, arrival.matter) == (promise.reader, promise.matter)
    return same and arrival.kind in promise.kinds and promise.at <= arrival.at <= promise.until
