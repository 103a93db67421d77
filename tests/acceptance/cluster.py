"""A database server of its own, nodes that work on it, and a journal of what leaves them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from benchmarks.crowd import add_crowd
from config.settings import Settings
from models.tables import Reminder
from tests.closures import CHECK_AT
from tests.fault.order import Order
from tests.fault.worker_fleet import Fleet
from tests.journal import Journal
from tests.postgresql import Server
from worker.clock import monotonic, pause
from worker.installation import Installation

LANES = 8
"""Of each node: so many messages it may have in hand."""
PATIENCE_S = 300.0


@dataclass
class Cluster:
    """``installation``'s database is on ``server``; ``nodes``: process ids of those that were started."""

    installation: Installation
    server: Server
    fleet: Fleet
    folder: Path
    nodes: list[int] = field(default_factory=list)

    @property
    def journal(self) -> Journal:
        return Journal(self.folder / "journal")

    def people(self, count: int) -> None:
        """So many users, each with a reminder that is due at CHECK_AT."""
        add_crowd(self.installation, [CHECK_AT] * count)

    def start(self, *, url: str = "", **rest: Any) -> int:
        """One more node, whose clock begins a little after everything is due."""
        clock = (CHECK_AT + timedelta(seconds=1)).isoformat()
        database = url or str(self.installation.settings.database_url)
        given: dict[str, Any] = {
            "mode": "node",
            "life": 1200,
            "threads": LANES,
            "journal": str(self.journal.file),
        } | rest
        node = self.fleet.start(Order(str(self.folder), database, clock, **given))
        self.nodes.append(node)
        return node

    def wait_until_joined(self) -> None:
        """Until every node takes part: one that is just starting ends when its database does."""
        self.wait_for(lambda: self._joined() == len(self.nodes), "all nodes at work")

    def wait_until_sent(self, count: int) -> None:
        """Until so many different reminders are out."""
        self.wait_for(lambda: len(self.journal.sent()) >= count, f"{count} reminders sent")

    def wait_until_all_is_recorded(self) -> None:
        """Until no row says anything but "sent"."""
        self.wait_for(lambda: self._states() == {"sent"}, "everything recorded")

    def wait_for(self, come: Any, what: str) -> None:
        until = monotonic() + PATIENCE_S
        while not come():
            assert monotonic() < until, f"did not come about: {what}; {self._said()}"
            pause(0.05)

    def assert_all_sent(self, count: int, *, extra: int) -> None:
        """Each of so many once, but for so many copies at most, which are recognisable as such."""
        sent = self.journal.sent()
        assert {reminder for reminder, _ in sent} == {str(number) for number in range(count)}
        assert len(sent) == count, "a copy must be recognisable"
        copies = sum(sent.values()) - count
        assert copies <= extra, f"{copies} copies"

    def _joined(self) -> int:
        with self.installation.database.reading() as session:
            if session.scalar(text("SELECT to_regclass('procrastinate_workers')")) is None:
                return 0
            return session.scalar(text("SELECT count(*) FROM procrastinate_workers")) or 0

    def _states(self) -> set[str]:
        with self.installation.database.reading() as session:
            return set(session.scalars(select(Reminder.state).distinct()))

    def _said(self) -> str:
        with self.installation.database.reading() as session:
            states = session.execute(select(Reminder.state, func.count()).group_by(Reminder.state)).all()
        return f"{len(self.journal.sent())} sent, {states}\n{self.fleet.errors.read_text()[-3000:]}"


def settings(folder: Path, url: str) -> Settings:
    """Of the test's side."""
    return Settings(data_dir=folder, database_url=url, operator="xiaohu.example", digest_at="off")
