"""People with reminders due, the workers that send them, and the promises held against the journal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from models.closure import Target
from models.session import Database
from models.tables import Delivery, Heartbeat, Reminder, User
from tests.closures import CHECK_AT, add_channel, add_user, register
from tests.databases import DATABASES
from tests.fault.mail_sink import Sink
from tests.fault.order import Order
from tests.fault.worker_fleet import Fleet
from tests.scripted import eventually
from worker.claim import LEASE
from worker.clock import SystemClock
from worker.run_log import WORKER

LATER = 99
_PLACES = (*range(10), LATER)


@dataclass(frozen=True, slots=True)
class Scene:
    """A database in ``folder``, a fleet to work on it, and the sink all mail goes to."""

    database: Database
    folder: Path
    fleet: Fleet
    sink: Sink
    port: int

    def people(self, count: int, closures: int = 3) -> None:
        """That many users, each with closures due at CHECK_AT and one that is not due for a week."""
        with self.database.writing() as session:
            for number in range(count):
                user = add_user(session, f"user{number}")
                self.channel(user)
                for index in range(closures):
                    register(user, target=Target("", platform(number, index)))
                register(user, "30天", target=Target("", platform(number, LATER)))

    def channel(self, user: User, position: int = 1, name: str = "") -> None:
        """A mailbox of the user's at the sink."""
        address = f"{name or user.name}@example.org"
        config: dict[str, str | int] = {"to": address, "sender": "box@example.org", "host": "127.0.0.1"}
        add_channel(user, address, position, "email", **config, port=self.port, security="none")

    def order(self, at: datetime = CHECK_AT, **rest: Any) -> Order:
        """A worker whose clock starts at that instant, a little after everything is due."""
        clock = rest.pop("clock", at.isoformat())
        return Order(str(self.folder), DATABASES.setting(self.folder), clock, **rest)

    def run(self, order: Order) -> int:
        """Run a worker to its end, which is returned; the next one starts when its leases are over.

        Only on SQLite, where there is one worker, does a start take back what is held without waiting.
        """
        end = self.fleet.run(order)
        if not self.database.is_sqlite:
            held = update(Reminder).where(Reminder.state == "claimed")
            with self.database.statement() as connection:
                connection.execute(held.values(lease_until=SystemClock().real_now() - LEASE))
        return end

    def run_again(self, at: datetime) -> None:
        """Once more, undisturbed, with the clock starting there."""
        assert self.run(self.order(at)) == 0

    def drain(self, at: datetime = CHECK_AT + timedelta(seconds=1)) -> None:
        """Undisturbed runs until nothing due is left; each starts an hour later, for what is retried."""
        for later in range(12):
            assert self.run(self.order(at + timedelta(hours=later))) == 0
            if all(row.state in ("sent", "failed") for row in self.due()):
                return
        raise AssertionError(f"not drained: {[(row.id, row.state, row.failure) for row in self.due()]}")

    def service(self, **rest: Any) -> int:
        """A running service that has found out that its first reminders are due in a moment."""
        worker = self.fleet.start(self.order(CHECK_AT - timedelta(seconds=1.5), mode="serve", **rest))
        eventually(self._waits, "a service that waits for what comes due")
        return worker

    def _waits(self) -> bool:
        with self.database.reading() as session:
            heartbeat = session.get(Heartbeat, WORKER)
            return heartbeat is not None and heartbeat.said.startswith("the next reminder")

    def outcomes(self) -> list[tuple[str, str]]:
        """Of all attempts in order: what came of them, and the other side's code."""
        with self.database.reading() as session:
            receipts = session.scalars(select(Delivery).order_by(Delivery.id))
            return [(receipt.outcome, receipt.code) for receipt in receipts]

    def reckon(self) -> tuple[int, int, int]:
        """The rows beside the sink's journal: reminders that are done with, those of them that never arrived
        though they are marked as sent, and the copies that came."""
        arrived = {mail.message_id for mail in self.sink.mails}
        with self.database.reading() as session:
            done = select(Reminder.id, Reminder.state).where(Reminder.state.in_(("sent", "failed")))
            states = {row.id: row.state for row in session.execute(done)}
            sent = select(Delivery.reminder_id).where(
                Delivery.outcome == "sent", Delivery.message_id.in_(arrived)
            )
            kept = set(session.scalars(sent))
        lost = [number for number, state in states.items() if state == "sent" and number not in kept]
        return len(states), len(lost), self.sink.extra

    def due(self) -> list[Reminder]:
        """The rows that were due at CHECK_AT."""
        with self.database.reading() as session:
            asked = select(Reminder).where(Reminder.day == CHECK_AT.date()).order_by(Reminder.id)
            return list(session.scalars(asked))

    def states(self) -> set[str]:
        return {row.state for row in self.due()}

    def failures(self) -> set[str | None]:
        return {row.failure for row in self.due()}

    def assert_nothing_lost(self, people: int, closures: int = 3) -> None:
        """Everything due is in a mail to its owner, nothing else is, and nothing left before its instant."""
        for number in range(people):
            mine = [mail for mail in self.sink.mails if mail.recipient == f"user{number}@example.org"]
            told = {index for mail in mine for index in _PLACES if platform(number, index) in mail.text}
            assert told == set(range(closures)), f"user{number} was told of {told}"
            assert len({mail.message_id for mail in mine}) == 1, "a copy must be recognisable"
        assert all(mail.written_at >= CHECK_AT for mail in self.sink.mails)

    def users(self) -> list[User]:
        with self.database.reading() as session:
            return list(session.scalars(select(User).where(User.name != "本人").order_by(User.id)))


def platform(number: int, index: int) -> str:
    """A name that is found in the mails."""
    return f"平台{number:02}之{index:02}"
