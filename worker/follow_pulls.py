"""One reminder a report: checks wait for the report that the plan has chosen, so that all come together.

A check keeps its own day until that day comes. Then the plan decides by all that is known by now: with a
later report in it the reminder moves to that report's day. Where the plan changes afterwards, what waits
follows it. Nothing that was sent is touched, and a day that the user chose stays.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager

from config.settings import Settings
from models.among import among
from models.planning import Planning
from models.reminder import SCHEDULED, VERIFY
from models.tables import Closure, Person, Reminder, Round
from scheduler.lifecycle import FINISHED
from worker.claim import DUE_USERS
from worker.installation import stored_calendar
from worker.preferences import planning_for
from worker.pull_plans import plans_of

if TYPE_CHECKING:
    from worker.deliver import Deliverer

_UNTOLD = and_(
    VERIFY,
    SCHEDULED,
    Reminder.attempts == 0,
    Reminder.unfinished == 0,
    Round.snoozed_until.is_(None),
)
"""First looks that nobody was told of, on a day that nobody chose."""
_other_round, _other = aliased(Round), aliased(Closure)
_LATER = exists().where(
    _other.person_id == Closure.person_id,
    _other.state.not_in(FINISHED),
    _other_round.closure_id == _other.id,
    _other_round.answered_at.is_(None),
    _other_round.check_on > Reminder.day,
)
"""Whether the person has a check on a later day, which this one may wait for."""
_ROUNDS = (
    select(Round, Reminder.day)
    .join(Reminder.round)
    .join(Round.closure)
    .where(_UNTOLD)
    .options(contains_eager(Round.closure).joinedload(Closure.person).joinedload(Person.user))
)
_IDS = select(Reminder.id).join(Reminder.round).join(Round.closure).where(_UNTOLD)
_WAITING = _ROUNDS.where(Reminder.day > Round.check_on)
_MAY_WAIT = among(Reminder.user_id, DUE_USERS), Reminder.due_at <= bindparam("now"), _LATER
_DUE, _ANY_DUE = _ROUNDS.where(*_MAY_WAIT), _IDS.where(*_MAY_WAIT).limit(1)
log = logging.getLogger(__name__)


def any_may_wait(connection: Connection, now: datetime, rows: int) -> bool:
    """Whether anything that ``claim`` would take could wait for another check of its person: seldom, and soon
    seen."""
    return connection.scalar(_ANY_DUE, {"now": now, "rows": rows}) is not None


def wait_for_pulls(session: Session, now: datetime, rows: int, settings: Settings) -> int:
    """What of it is due and has a better report ahead waits for it; returns how many checks."""
    return _follow(session, session.execute(_DUE, {"now": now, "rows": rows}), now, settings)


def follow_plans(deliverer: "Deliverer") -> int:
    """What waits for a report follows its plan, where that has changed; returns how many checks."""
    settings, now = deliverer.settings, deliverer.clock.now()
    with deliverer.database.reading() as session:
        # Everything that waits is looked through: not while others wait to write.
        if next(_changed(session, session.execute(_WAITING), now, settings), None) is None:
            return 0
    with deliverer.database.writing() as session:
        moved = _follow(session, session.execute(_WAITING), now, settings)
    if moved:
        deliverer.look_again()
    return moved


def _follow(session: Session, rounds: Iterable[Row[Round, date]], now: datetime, settings: Settings) -> int:
    moves = list(_changed(session, rounds, now, settings))
    for latest, planning, wanted in moves:
        day = wanted if wanted > planning.today else None
        latest.plan_reminders(latest.closure.person.user_id, planning, day)
    session.flush()
    if moves:
        log.info("%d check(s) follow the plan of reports", len(moves))
    return len(moves)


def _changed(
    session: Session, rounds: Iterable[Row[Round, date]], now: datetime, settings: Settings
) -> Iterator[tuple[Round, Planning, date]]:
    """Of what waits the rounds whose report is planned for another day by now, and that day."""
    waiting = list(rounds)
    plannings = _plannings(session, [latest for latest, _ in waiting], now, settings)
    people: defaultdict[date, set[Person]] = defaultdict(set)
    for latest, _ in waiting:
        people[plannings[latest.closure.person.user_id].today].add(latest.closure.person)
    plans = {
        number: plan
        for today, those in people.items()
        for number, plan in plans_of(session, those, today).items()
    }
    for latest, day in waiting:
        planning = plannings[latest.closure.person.user_id]
        pulls = plans[latest.closure.person_id].pulls
        on = next((pull.on for pull in pulls if latest.closure_id in pull.closures), planning.today)
        if max(on, planning.today) != max(day, planning.today):
            yield latest, planning, max(on, planning.today)


def _plannings(
    session: Session, rounds: Iterable[Round], now: datetime, settings: Settings
) -> Mapping[int, Planning]:
    """By user."""
    users = {latest.closure.person.user for latest in rounds}
    calendar = stored_calendar(session) if users else None
    return {user.id: planning_for(user, settings, calendar, now) for user in users if calendar is not None}
