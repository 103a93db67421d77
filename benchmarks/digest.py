"""``python -m benchmarks.digest``: processor time of a weekly digest over 1,000 closures. Goal: under 50 ms.

There is no peer to run beside it, so it stands apart from ``make bench``; the figure is in docs/design.md.
"""

import time
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from notifiers.digest import Edition, render_digest
from notifiers.due import Reader, Server
from scheduler.digest import Followed, digest
from scheduler.lifecycle import ClosureState

ROUNDS, CLOSURES = 41, 1_000
TODAY = date(2026, 10, 12)
ZONE = ZoneInfo("Asia/Shanghai")


def followed(people: int) -> list[Followed]:
    """Closures of so many people with check-on days from a month ago to three months ahead."""
    made = []
    for number in range(CLOSURES):
        check_on = TODAY + timedelta(days=number % 120 - 30)
        person = f"客户{number % people:03}" if people > 1 else None
        waiting, due_on = ClosureState.WAITING, check_on - timedelta(days=1)
        started_on = check_on - timedelta(days=40)
        made.append(
            Followed(
                number,
                f"平台{number % 60}",
                waiting,
                started_on,
                person=person,
                opens_on=due_on,
                due_on=due_on,
                check_on=check_on,
            )
        )
    return made


def spent(people: int, limit: int | None) -> float:
    """Seconds of processor time from facts to the finished message, text, HTML and table."""
    closures = followed(people)
    reader, server = Reader("zh_CN", ZONE), Server("box.example")
    now = datetime(2026, 10, 12, 9, tzinfo=ZONE)
    began = time.process_time()
    facts = digest(closures, TODAY, TODAY + timedelta(days=6))
    render_digest(Edition(facts, reader, server, now), "<a@box.example>", limit)
    return time.process_time() - began


def main() -> None:
    """Print medians, with the least and the most."""
    for people in (1, 50):
        for limit in (None, 4096):
            times = sorted(spent(people, limit) * 1000 for _ in range(ROUNDS))
            cut = f"text cut to {limit} bytes" if limit else "text not cut"
            said = f"median {median(times):.1f} ms, {times[0]:.1f} to {times[-1]:.1f}"
            print(f"{CLOSURES} closures of {people} people, {cut}: {said}")


if __name__ == "__main__":
    main()
