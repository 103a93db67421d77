"""What a message's link stands for when it is opened: still open, used, overtaken, over; and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.desk import Desk
from models.refused import ActRefused
from models.tables import Closure, Event, User
from models.undo import UNDONE, last_act
from scheduler.lifecycle import AWAITING_ANSWER, Answer, ClosureState
from worker.action_links import UNDO_OPEN, Permit, Purpose, born
from worker.installation import Installation
from worker.preferences import digest_hour
from worker.user_settings import DEFAULT, choose

SNOOZED_FOR = timedelta(days=3)
STOPPED = "digests_stopped"
ANSWERS = {
    Purpose.VERIFIED: Answer.VERIFIED,
    Purpose.NOT_UPDATED: Answer.NOT_UPDATED,
    Purpose.STILL_OPEN: Answer.STILL_OPEN,
    Purpose.CANNOT_TELL: Answer.CANNOT_TELL,
}
_ABOUT_DIGESTS = (Purpose.STOP_DIGESTS, Purpose.RESUME_DIGESTS)


class Standing(StrEnum):
    """How a permit stands: ``gone``: what it was about is stored no longer."""

    OPEN = "open"
    USED = "used"
    OVERTAKEN = "overtaken"
    EXPIRED = "expired"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Opened:
    """A permit as it was opened, with all that its page may say: this one closure, or that it is about the
    digests. ``act``: the event that an undo takes back."""

    permit: Permit
    standing: Standing
    desk: Desk | None = None
    closure: Closure | None = None
    act: Event | None = None

    @property
    def snoozed_until(self) -> date:
        """The day a snooze would put the check off to."""
        assert self.desk is not None
        assert self.closure is not None
        return max(self.desk.today + SNOOZED_FOR, self.closure.round.check_on or date.min)


def open_permit(session: Session, installation: Installation, permit: Permit, now: datetime) -> Opened:
    """Look at what a permit stands for; nothing changes."""
    about_digests = permit.purpose in _ABOUT_DIGESTS
    closure = None if about_digests else session.get(Closure, permit.number)
    thing = session.get(User, permit.number) if about_digests else closure
    if thing is None or born(thing.created_at) != permit.born:
        return Opened(permit, Standing.GONE)
    user = closure.person.user if closure else session.get_one(User, permit.number)
    desk = Desk(installation, session, user, now)
    if permit.is_over(now):
        return Opened(permit, Standing.EXPIRED, desk, closure)
    if closure is None:
        return Opened(permit, _of_digests(permit, user, desk), desk)
    if permit.purpose is Purpose.UNDO:
        return Opened(permit, _of_undo(permit, closure), desk, closure, session.get(Event, permit.change))
    return Opened(permit, _of_answer(permit, closure), desk, closure)


def carry_out(opened: Opened) -> Permit | None:
    """Do it, in the session it was opened in; returns the permit that takes it back, where one does.

    The permit is open. Raises ActRefused where a message went out in the meantime.
    """
    assert opened.standing is Standing.OPEN
    assert opened.desk is not None
    if opened.closure is None:
        return _set_digests(opened, opened.desk)
    planning = opened.desk.planning()
    match opened.permit.purpose:
        case Purpose.UNDO:
            opened.closure.undo(planning)
            return None
        case Purpose.SNOOZE:
            opened.closure.snooze(opened.snoozed_until, planning)
        case purpose:
            opened.closure.answer(ANSWERS[purpose], planning, of_round=opened.permit.round)
    opened.desk.session.flush()
    return _undo(Purpose.UNDO, opened, opened.closure.last_change)


def _of_answer(permit: Permit, closure: Closure) -> Standing:
    latest, since = closure.round, [act for act in _acts(closure) if act.id > permit.change]
    awaited = latest.number == permit.round and ClosureState(closure.state) in AWAITING_ANSWER
    match permit.purpose:
        case Purpose.SNOOZE:
            is_open = awaited and not since and latest.check_on is not None
            was_done = bool(since) and since[0].kind == "snoozed"
        case Purpose.CANNOT_TELL:
            is_open = awaited and not since
            was_done = bool(since) and since[0].data.get("answer") == Answer.CANNOT_TELL
        case purpose:
            is_open = awaited
            was_done = ANSWERS[purpose] in (r.answer for r in closure.rounds if r.number == permit.round)
    return Standing.OPEN if is_open else Standing.USED if was_done else Standing.OVERTAKEN


def _of_undo(permit: Permit, closure: Closure) -> Standing:
    if permit.change not in (act.id for act in _acts(closure)):
        return Standing.USED
    try:
        is_open = last_act(closure.id, closure.events).id == permit.change
    except ActRefused:
        is_open = False
    return Standing.OPEN if is_open else Standing.OVERTAKEN


def _acts(closure: Closure) -> list[Event]:
    """What the user did and has not taken back, the oldest first."""
    acts: list[Event] = []
    for event in closure.events:
        if event.kind == UNDONE:
            acts = acts[:-1]
        elif event.before is not None:
            acts.append(event)
    return acts


def _of_digests(permit: Permit, user: User, desk: Desk) -> Standing:
    off = digest_hour(user.digest_at, desk.installation.settings) is None
    if permit.purpose is Purpose.STOP_DIGESTS:
        return Standing.USED if off else Standing.OPEN
    last = select(Event.id).where(Event.user_id == user.id, Event.kind == STOPPED).order_by(Event.id.desc())
    if desk.session.scalar(last.limit(1)) != permit.change:
        return Standing.OVERTAKEN
    return Standing.OPEN if off else Standing.USED


def _set_digests(opened: Opened, desk: Desk) -> Permit | None:
    session, user = desk.session, desk.user
    if opened.permit.purpose is Purpose.RESUME_DIGESTS:
        before = session.get_one(Event, opened.permit.change).data["before"]
        choose("digest_at", before or DEFAULT, user, session, desk.installation)
        return None
    stopped = Event(at=desk.now, kind=STOPPED, user_id=user.id, data={"before": user.digest_at})
    session.add(stopped)
    choose("digest_at", "off", user, session, desk.installation)
    return _undo(Purpose.RESUME_DIGESTS, opened, stopped.id)


def _undo(purpose: Purpose, opened: Opened, change: int) -> Permit:
    assert opened.desk is not None
    until = int((opened.desk.now + UNDO_OPEN).timestamp())
    return Permit(purpose, opened.permit.number, opened.permit.born, 0, change, until)
