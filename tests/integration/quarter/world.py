"""Plays a story through the real code: a database on disk, the doors' own functions, the real worker."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from cli.errors import Mistake, NotFound
from config.settings import Settings
from config.told import Told
from desk.desk import Desk
from desk.registering import Order, register
from models.pull_wishes import stored_wishes
from models.round import Statement, WindowSource
from models.session import Database
from models.tables import Person, User
from models.user import Relation
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from scheduler.appointments import AppointmentError
from scheduler.escalation import Filing
from scheduler.lifecycle import ForbiddenTransition
from scheduler.pulls import Wishes
from scheduler.windows import parse
from tests.closures import add_channel, add_user, first_user
from tests.command_line import CommandLine
from tests.integration.quarter.arrivals import Arrival, told
from tests.integration.quarter.promises import DIGEST, WEEK
from tests.integration.quarter.story import (
    Act,
    Answers,
    EndsConsent,
    Escalates,
    Records,
    Registers,
    Snoozes,
    Story,
    TakesBack,
    Withdraws,
)
from tests.scripted import Office, Post, ScriptedClock, catalog
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.follow_hours import planned_with
from worker.installation import Installation
from worker.run_log import status

DIGESTS = "MON 09:00"
LOOK_AGAIN = timedelta(days=1)
"""How often, at least, the digests are planned."""


@dataclass
class Mail(Post):
    """The post office of a story: what it took has arrived."""

    story: Story | None = None
    arrived: list[tuple[str, Message, datetime]] = field(default_factory=list)

    def take(self, channel: str, message: Message) -> Outcome:
        assert self.story is not None
        now = self.clock.now()
        if channel in self.story.refusing:
            return Refused(True, "550", "no such mailbox")
        if any(start <= now < end for start, end in self.story.outages.get(channel, ())):
            return Unreachable("nobody answers")
        self.arrived.append((channel, message, now))
        return Sent()


@dataclass
class World:
    """One run of a story. ``done``: the acts that were not refused; ``log``: the run log, day by day."""

    story: Story
    office: Office
    folder: Path
    users: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    done: list[Act] = field(default_factory=list)
    refused: list[tuple[Act, str]] = field(default_factory=list)
    log: dict[date, str] = field(default_factory=dict)

    def run(self) -> None:
        """From the story's start to its end, from one thing that happens to the next."""
        self._welcome()
        acts = deque(sorted(self.story.acts, key=lambda act: act.at))
        notice = deque([self.story.notice_at])
        while (now := self._next(acts, notice)) < self.story.end:
            self.office.clock.moment = now
            if notice and notice[0] == now:
                notice.popleft()
                self._import()
            while acts and acts[0].at == now:
                self._do(acts.popleft())
            if not self._is_down(now):
                self._look(now)

    def arrivals(self) -> list[Arrival]:
        """Everything that arrived, in order."""
        matters = {0: WEEK} | {number: matter for matter, number in self.numbers.items()}
        post = self.office.post
        assert isinstance(post, Mail)
        return [
            Arrival(channel.partition(" by ")[0], kind, matters[number], at)
            for channel, message, at in post.arrived
            for kind, number in ([(DIGEST, 0)] if message.kind == "digest" else told(message))
        ]

    def _next(self, acts: deque[Act], notice: deque[datetime]) -> datetime:
        now = self.office.clock.moment
        known = [act.at for act in acts] + list(notice) + [now + LOOK_AGAIN]
        known += [end for _, end in self.story.down if end > now]
        if not self._is_down(now) and (due := self.office.deliverer.next_due()):
            assert due > now, "something due was left"
            known.append(due)
        return min(known)

    def _is_down(self, now: datetime) -> bool:
        return any(start <= now < end for start, end in self.story.down)

    def _look(self, now: datetime) -> None:
        """What the worker does again and again."""
        plan_digests(self.office.deliverer)
        self.office.deliver_due(now)
        if (today := now.date()) not in self.log:
            with self.office.database.reading() as session:
                self.log[today] = status(session, now)

    def _welcome(self) -> None:
        """The readers, the first of whom exists, with their channels and those whose reports they follow."""
        settings, start = self.office.deliverer.settings, self.story.start
        with self.office.database.writing() as session:
            for reader in self.story.readers:
                user = add_user(session, reader.name) if self.users else first_user(session)
                user.name, user.created_at = reader.name, start
                user.timezone, user.remind_at = reader.zone, reader.remind_at
                user.digest_at = reader.digest_at
                user.planned_with = planned_with(user, settings)
                for position, channel in enumerate(reader.channels):
                    add_channel(user, reader.address(channel), position)
                user.people += [_client(name, start) for name in self.story.clients.get(reader.name, ())]
                for person in user.people:
                    # Each report on its own day: how they wait for one another is another story
                    # (tests/integration/test_one_report_for_all.py).
                    person.pull_wishes = stored_wishes(Wishes(wait=timedelta(0)))
                self.users[reader.name] = user.id

    def _import(self) -> None:
        file = self.folder / "notice.json"
        file.write_text(self.story.notice)
        self._command("calendar", "import", str(file))

    def _do(self, act: Act) -> None:
        """A refused act has changed nothing."""
        try:
            if isinstance(act, EndsConsent):
                self._command("people", "withdraw", act.platform)
            else:
                with self.office.database.writing() as session:
                    self._at_desk(act, session)
            self.done.append(act)
        except (Told, Mistake, NotFound, AppointmentError, ForbiddenTransition) as error:
            self.refused.append((act, str(error)))

    def _at_desk(self, act: Act, session: Session) -> None:
        deliverer = self.office.deliverer
        installation = Installation(deliverer.settings, self.office.database, self.office.clock)
        user = session.get_one(User, self.users[act.reader.name])
        desk = Desk(installation, session, user, self.office.clock.now())
        if isinstance(act, Registers):
            self.numbers[act.matter] = register(_order(act), desk).closure.id
            return
        closure, planning = desk.closure(self.numbers.get(act.matter, 0)), desk.planning()
        match act:
            case Answers():
                closure.answer(act.result, planning, _said(act.window))
            case Snoozes():
                closure.snooze(act.until, planning)
            case Withdraws():
                closure.withdraw(planning)
            case TakesBack():
                closure.undo(planning)
            case Records():
                closure.act(act.on, planning)
            case Escalates():
                closure.escalate(Filing(act.rung, act.on, act.accepted), planning)

    def _command(self, *args: str) -> None:
        now = self.office.clock.now().isoformat()
        said = CommandLine(self.folder, now, {"XIAOHU_DIGEST_AT": DIGESTS})(*args)
        assert said.code == 0, said.err


@contextmanager
def played(story: Story, database: Database, folder: Path) -> Iterator[World]:
    """The world after a story was played on the new database of the installation in that folder."""
    clock = ScriptedClock(story.start)
    settings = Settings(operator="box.example", locale="en", digest_at=DIGESTS)
    post = Mail(clock, story=story)
    deliverer = Deliverer(database, clock, settings, catalog(), post.open_channel)
    world = World(story, Office(database, clock, post, deliverer), folder)
    try:
        world.run()
        yield world
    finally:
        deliverer.stop()


def _client(name: str, now: datetime) -> Person:
    consent = {"consent_for": "following up closures", "consent_on": now.date()}
    return Person(name=name, relation=Relation.CLIENT.value, created_at=now, **consent)


def _order(act: Registers) -> Order:
    return Order(
        act.platform,
        route=act.route,
        on=act.on,
        window=None if act.from_guide else act.window,
        payoff=act.payoff,
        person=act.person,
        free=not (act.from_guide or act.route),
    )


def _said(window: str | None) -> Statement | None:
    return Statement(window, parse(window), WindowSource.STATED) if window else None
