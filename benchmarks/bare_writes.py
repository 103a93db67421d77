"""The least that claiming and recording can cost on SQLite: the same rows, by bare statements."""

import sqlite3
from collections.abc import Sequence
from time import perf_counter

from worker.installation import Installation

AT_A_TIME = 200
_CLAIM = """
UPDATE reminders SET state = 'claimed', token = 'held', batch = 'held', lease_until = :at,
channel_id = user_id, unfinished = unfinished + 1 WHERE id BETWEEN :first AND :last RETURNING id, user_id
"""
_RECEIPT = """
INSERT INTO deliveries (reminder_id, channel_id, message_id, at, outcome, code, reason, seconds)
VALUES (?1, ?1, 'a name', ?2, 'sent', '', '', 0.02)
"""
_BECOME = """
UPDATE reminders SET state = 'sent', sent_at = ?2, token = NULL, lease_until = NULL, attempts = 1,
unfinished = 0 WHERE id = ?1 AND token = 'held'
"""
_EVENT = """
INSERT INTO events (at, kind, user_id, closure_id, data) VALUES (?2, 'reminded', ?1, ?1, '{"channel": 1}')
"""
_CHANNEL = "UPDATE channels SET refusals = 0 WHERE id = ?1 AND ?2 IS NOT NULL"


def opened(installation: Installation) -> sqlite3.Connection:
    """The installation's file, as the worker has it."""
    connection = sqlite3.connect(installation.settings.data_dir / "xiaohu.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def bare_writes(installation: Installation, rows: int) -> float:
    """Seconds for each reminder of a crowd, whose numbers follow one another."""
    connection, at = opened(installation), str(installation.clock.now())
    [first] = connection.execute("SELECT min(id) FROM reminders").fetchone()
    numbers = range(first, first + rows)
    began = perf_counter()
    for start in range(0, rows, AT_A_TIME):
        for write in (_claim, _record):
            connection.execute("BEGIN IMMEDIATE")
            write(connection, numbers[start : start + AT_A_TIME], at)
            connection.execute("COMMIT")
    spent = perf_counter() - began
    assert connection.execute("SELECT count(*) FROM reminders WHERE state = 'sent'").fetchone() == (rows,)
    connection.close()
    return spent / rows


def _claim(connection: sqlite3.Connection, numbers: Sequence[int], at: str) -> None:
    claimed = connection.execute(_CLAIM, {"at": at, "first": numbers[0], "last": numbers[-1]}).fetchall()
    assert len(claimed) == len(numbers)


def _record(connection: sqlite3.Connection, numbers: Sequence[int], at: str) -> None:
    for statement in (_RECEIPT, _BECOME, _EVENT, _CHANNEL):
        connection.executemany(statement, [(number, at) for number in numbers])
