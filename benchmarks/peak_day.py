"""The peak day of docs/scale.md at a thousandth: ``python -m benchmarks.peak_day [PEOPLE]``.

50,000 people with five closures each, and the first working day after a holiday: each closure has a reminder,
all due at 09:00. Two workers of a cluster on one PostgreSQL, over a transport that takes 20 ms. Then a minute
of the same with the messages spread over the hour. Prints what the page says, as JSON.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from sqlalchemy import func, select, text, update

from benchmarks.crowd import look_around
from benchmarks.multitude import BASE, EACH, add_multitude
from benchmarks.postgresql import durable_server, new_served
from benchmarks.processes import Nodes, nodes
from benchmarks.sizes import coming_days
from models.tables import Delivery, Reminder
from worker.installation import Installation

PEOPLE, WORKERS = 50_000, 2
LEAD, KNOWN_BEFORE = timedelta(seconds=5), timedelta(seconds=60)
"""What is due at nine was planned long before, and the server has counted it since."""
SPREAD_S, HOUR_S = 60, 3600
TABLES = ("users", "people", "channels", "closures", "rounds", "reminders", "deliveries", "events")


def main() -> None:
    """Fill, replay, weigh."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with durable_server() as server, new_served(server, "peak") as installation:
        add_multitude(installation, people * EACH, coming_days(installation.clock.now()))
        said: dict[str, Any] = {"people": people, "workers": WORKERS, "cores": os.cpu_count()}
        with nodes(WORKERS, installation, server) as running:
            said["at 09:00"] = _peak(installation, running, people)
            said["spread, a minute of the hour"] = _spread(installation, running, people)
        said["bytes"] = _bytes(installation)
    print(json.dumps(said, indent=1))


def _peak(installation: Installation, running: Nodes, people: int) -> dict[str, Any]:
    """One reminder of each closure at one instant: a message for each person."""
    due = installation.clock.now() + KNOWN_BEFORE
    with installation.database.statement() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(update(Reminder).where(Reminder.ordinal == 0).values(due_at=due))
    look_around(installation)
    assert installation.clock.now() < due, "this machine is too slow: make KNOWN_BEFORE longer"
    running.look_again()
    sleep((due - installation.clock.now()).total_seconds())
    before = running.used()
    _wait(installation, people * 5)
    used, sent = running.used() - before, _sent(installation, due)
    messages, span = len(sent), max(sent)
    return {
        "messages": messages,
        "reminders told twice": _copies(installation),
        "seconds": round(span, 1),
        "messages a second": round(messages / span, 1),
        "workers, cores": round(used.nodes / span, 2),
        "server, cores": round(used.server / span, 2),
    }


def _spread(installation: Installation, running: Nodes, people: int) -> dict[str, Any]:
    """As many as a minute has when all go out within an hour, evenly."""
    count = people * SPREAD_S // HOUR_S
    first = installation.clock.now() + LEAD
    due = {
        BASE + person * EACH + 1: first + timedelta(seconds=person * SPREAD_S / count)
        for person in range(count)
    }
    rows = [{"of": number, "at": moment} for number, moment in due.items()]
    moved = text("UPDATE reminders SET due_at = :at WHERE id = :of")
    with installation.database.statement() as connection:
        connection.execute(moved, rows)
    running.look_again()
    sleep((first - installation.clock.now()).total_seconds())
    before = running.used()
    while not _all_sent(installation, list(due)):
        sleep(0.5)
    used = running.used() - before
    late = sorted((at - due[number]).total_seconds() for number, at in _times(installation, list(due)))
    return {
        "messages": count,
        "late, p50 ms": round(1000 * late[len(late) // 2], 1),
        "late, p99 ms": round(1000 * late[len(late) * 99 // 100], 1),
        "workers, cores": round(used.nodes / SPREAD_S, 3),
        "server, cores": round(used.server / SPREAD_S, 3),
    }


def _wait(installation: Installation, sent: int) -> None:
    left = -1
    while left:
        sleep(5)  # to count a million rows is work for the server too
        with installation.database.reading() as session:
            done = session.scalar(select(func.count()).where(Reminder.ordinal == 0, Reminder.state == "sent"))
        left = sent - (done or 0)


def _sent(installation: Installation, due: datetime) -> list[float]:
    """Seconds after that instant at which each message's send was over."""
    each = select(Delivery.message_id, func.min(Delivery.at)).group_by(Delivery.message_id)
    with installation.database.reading() as session:
        return [(at - due).total_seconds() for _, at in session.execute(each)]


def _copies(installation: Installation) -> int:
    told = select(Delivery.reminder_id).group_by(Delivery.reminder_id).having(func.count() > 1)
    with installation.database.reading() as session:
        return len(session.execute(told).all())


def _all_sent(installation: Installation, ids: list[int]) -> bool:
    with installation.database.reading() as session:
        mine = select(func.count()).where(Reminder.id.in_(ids), Reminder.state == "sent")
        return session.scalar(mine) == len(ids)


def _times(installation: Installation, ids: list[int]) -> list[tuple[int, datetime]]:
    mine = select(Reminder.id, Reminder.sent_at).where(Reminder.id.in_(ids))
    with installation.database.reading() as session:
        return [(number, at) for number, at in session.execute(mine) if at is not None]


def _bytes(installation: Installation) -> dict[str, Any]:
    """By table: rows, bytes of each, and bytes of each of its indexes a row."""
    with installation.database.reading() as session:
        connection = session.connection()
        weighed = {}
        for table in TABLES:
            rows = connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0
            size = connection.scalar(text("SELECT pg_relation_size(:name)"), {"name": table}) or 0
            indexes = connection.execute(_INDEXES, {"name": table}).all()
            each = {str(name): round(weight / max(rows, 1), 1) for name, weight in indexes}
            weighed[table] = {"rows": rows, "bytes a row": round(size / max(rows, 1), 1), "indexes": each}
        return weighed


_INDEXES = text(
    "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index"
    " WHERE indrelid = CAST(:name AS regclass) ORDER BY 1"
)


if __name__ == "__main__":
    main()
