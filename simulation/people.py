"""What readers do, through the functions that pages and commands call; what of it was done they know."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from config.i18n import N_
from config.told import Told
from models.closure import Closure, Target
from models.planning import BEIJING, Planning
from models.registration import Registration, register_all
from models.round import Round, Statement, WindowSource
from models.session import DatabaseBusy, DatabaseUnusable
from models.tables import Channel, Person, User
from scheduler.lifecycle import Answer, ForbiddenTransition
from scheduler.windows import parse
from simulation.dates import Said, any_said, check_on
from simulation.readers import Matter, Reader
from worker.follow_hours import planned_with
from worker.user_settings import choose

if TYPE_CHECKING:
    from simulation.world import World
    from worker.letters import Letter

A_DAY = timedelta(days=1)
ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Asia/Kolkata",
)
HOURS = ("09:00", "07:00", "20:30", "23:00")
QUIET = ("22:00-08:00", "off", "12:00-14:00")
CADENCES = (("off", 1), ("off", 1), ("3,7,14/7/1", 2), ("3,7,14/7/2", 3))
DIGESTS = ("off", "MON 09:00", "SUN 22:30")
_PAUSED = select(Channel).where(Channel.paused_at.is_not(None))
_CLOSURE = (  # read at once with all that an act looks at: it is a few rows
    select(Closure)
    .where(Closure.id == bindparam("number"))
    .options(
        joinedload(Closure.person).joinedload(Person.user),
        joinedload(Closure.rounds).joinedload(Round.reminders),
        joinedload(Closure.escalations),
    )
)
Refusal = (Told, ForbiddenTransition)
Done = Callable[[], object]
"""Lets the reader know what was done: called when it is stored."""


class People:
    """All readers; ``acts_at``: true instants at which one of them will do something; ``at_work``: does."""

    def __init__(self, world: "World", acts: int) -> None:
        self._world, self._left = world, acts
        self.acts_at: list[datetime] = []
        self.at_work = False

    def arrive(self, *, digests: bool) -> None:
        """Their hours, and the closures they begin with."""
        world, chance = self._world, self._world.chance
        for reader in world.readers.values():
            reader.zone, hour = chance.choice(ZONES), chance.choice(HOURS[:1] * 3 + HOURS)
            cadence, reader.asks = chance.choice(CADENCES)
            reader.digest = chance.choice(DIGESTS) if digests else "off"
            reader.at = time.fromisoformat(hour)
            with world.stage.alone.writing() as session:
                user = session.get_one(User, reader.number)
                user.timezone, user.remind_at, user.cadence = reader.zone, reader.at, cadence
                user.digest_at = reader.digest
                user.planned_with = planned_with(user, world.stage.settings)
                done = self._registers(session, reader, chance.randrange(1, 3))
            world.tell(
                N_("reader {reader} lives in {zone} and is reminded at {hour}"),
                reader=reader.number,
                zone=reader.zone,
                hour=hour,
            )
            done()

    def hear(self, letter: "Letter") -> None:
        """A message came: sometimes it is answered soon."""
        if letter.due.entries and self._world.chance.random() < 0.5:
            soon = timedelta(minutes=self._world.chance.choice((1, 120, 3000)))
            self.acts_at.append(self._world.clock.true + soon)

    def act(self) -> None:
        """One of them does something, if there is something left to do."""
        if not self._left:
            return
        self._left -= 1
        world = self._world
        reader = world.chance.choice(list(world.readers.values()))
        self.at_work = True
        try:
            with world.stage.alone.writing() as session:
                done = self._acts(session, reader)
            done()
        except Refusal as error:
            world.tell(N_("that is refused: {error}"), error=error)
        except (DatabaseBusy, DatabaseUnusable) as error:
            world.tell(N_("that fails, and nothing has changed: {error}"), error=error)
        finally:
            self.at_work = False

    def mend(self) -> None:
        """Every channel is used again, as its owner would after the warning."""
        with self._world.stage.alone.writing() as session:
            for channel in session.scalars(_PAUSED):
                channel.resume()

    def _acts(self, session: Session, reader: Reader) -> Done:
        chance = self._world.chance
        mine = [m for m in self._world.witness.matters.values() if m.reader is reader]
        mine = [m for m in mine if m.is_open] or mine
        if not mine or chance.random() < 0.12:
            return self._registers(session, reader, 1)
        if chance.random() < 0.2:
            return self._changes_settings(session, reader)
        return self._about(session, chance.choice(mine), reader)

    def _changes_settings(self, session: Session, reader: Reader) -> Done:
        chance = self._world.chance
        name, values = chance.choice(
            (("timezone", ZONES), ("remind_at", HOURS), ("quiet_hours", QUIET), ("timezone", ZONES))
        )
        return self._chooses(session, reader, name, chance.choice(values))

    def _chooses(self, session: Session, reader: Reader, name: str, value: str) -> Done:
        world = self._world
        world.tell(N_("reader {reader} sets {name} to {value}"), reader=reader.number, name=name, value=value)
        choose(name, value, session.get_one(User, reader.number), session, world.installation)
        now = world.clock.now()

        def done() -> None:
            for matter in world.witness.matters.values():
                if matter.reader is reader and matter.is_due(now):
                    matter.due_since = matter.due_since or now
            _know(reader, name, value)
            reader.changed_at = now

        return done

    def _registers(self, session: Session, reader: Reader, count: int) -> Done:
        world = self._world
        planning = self._planning(session, reader)
        today = planning.beijing_today
        said = [any_said(world.chance, years=world.years) for _ in range(count)]
        days = [today - world.chance.randrange(4) * A_DAY for _ in said]
        wanted = [
            Registration(reader.person, Target("", each.text), day, _statement(each))
            for each, day in zip(said, days, strict=True)
        ]
        numbers = register_all(session.connection(), reader.number, wanted, planning)

        def done() -> None:
            for number, each, day in zip(numbers, said, days, strict=True):
                counted = check_on(each, day, planning.calendar)
                world.witness.matters[number] = Matter(number, reader, each, day, counted)
                world.tell(
                    N_("reader {reader} registers closure {number} of {day}: {said}; check on {counted}"),
                    reader=reader.number,
                    number=number,
                    day=day,
                    said=each.text,
                    counted=counted,
                )

        return done

    def _about(self, session: Session, matter: Matter, reader: Reader) -> Done:
        closure = session.scalars(_CLOSURE, {"number": matter.number}).unique().one()
        planning = self._planning(session, reader)
        match self._world.chance.randrange(10):
            case 0 | 1 | 2:
                return self._answers(closure, matter, Answer.VERIFIED, planning)
            case 3 | 4:
                answer = self._world.chance.choice((Answer.NOT_UPDATED, Answer.STILL_OPEN))
                return self._answers(closure, matter, answer, planning)
            case 5:
                return self._answers(closure, matter, Answer.CANNOT_TELL, planning)
            case 6 | 7:
                return self._snoozes(closure, matter, planning)
            case 8:
                self._tell(matter, N_("reader {reader} withdraws closure {number}"))
                closure.withdraw(planning)
                return matter.end
        self._tell(matter, N_("reader {reader} takes back the last act on closure {number}"))
        closure.undo(planning)

        def put_back() -> None:
            matter.put_back()  # and a notice may have come since that round was counted
            matter.move(check_on(matter.said, matter.day0, planning.calendar))

        return put_back

    def _answers(self, closure: Closure, matter: Matter, answer: Answer, planning: Planning) -> Done:
        self._tell(
            matter, N_("reader {reader} answers about closure {number}: {answer}"), answer=answer.value
        )
        said = any_said(self._world.chance, years=False)
        ends = answer in (Answer.VERIFIED, Answer.CANNOT_TELL)
        closure.answer(answer, planning, None if ends else _statement(said))
        today = planning.today

        def done() -> None:
            if answer is Answer.VERIFIED:
                matter.end()
                return
            matter.keep()
            if answer is Answer.CANNOT_TELL:
                matter.snoozed, matter.due_since = today + 7 * A_DAY, None
            else:
                day0 = planning.now.astimezone(BEIJING).date()
                matter.next_round(said, day0, check_on(said, day0, planning.calendar))

        return done

    def _snoozes(self, closure: Closure, matter: Matter, planning: Planning) -> Done:
        until: date = max(planning.today, matter.check_on) + self._world.chance.randrange(4) * A_DAY
        self._tell(matter, N_("reader {reader} puts closure {number} off until {until}"), until=until)
        closure.snooze(until, planning)

        def done() -> None:
            matter.keep()
            matter.snoozed, matter.due_since = until, None

        return done

    def _tell(self, matter: Matter, text: str, **facts: object) -> None:
        self._world.tell(text, reader=matter.reader.number, number=matter.number, **facts)

    def _planning(self, session: Session, reader: Reader) -> Planning:
        return self._world.installation.planning(session, session.get_one(User, reader.number))


def _statement(said: Said) -> Statement:
    return Statement(said.text, parse(said.text), WindowSource.STATED)


def _know(reader: Reader, name: str, value: str) -> None:
    match name:
        case "timezone":
            reader.zone = value
        case "remind_at":
            reader.at = time.fromisoformat(value)
        case "quiet_hours":
            start, _, end = value.partition("-")
            reader.quiet = (time.fromisoformat(start), time.fromisoformat(end)) if end else None
