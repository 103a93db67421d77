"""Small worlds for tests: users, channels and closures as the doors make them."""

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.calendars import load_calendar
from config.settings import Settings
from models.closure import Closure, Target
from models.planning import Planning
from models.round import Statement, WindowSource
from models.tables import Channel, Person, Reminder, User
from notifiers.form import Config
from scheduler.sending_hours import SendingHours
from scheduler.windows import parse
from scheduler.workdays import WorkCalendar
from worker.follow_hours import planned_with
from worker.keyring import seal

HOURS = SendingHours("Asia/Shanghai")
REQUESTED_ON = date(2026, 9, 24)
KEY = "eGlhb2h1LXRlc3RzLWVuY3J5cHQtd2l0aC10aGlzLWs="
"""What tests encrypt channels with; it opens nothing else."""
STATED = "3-5个工作日更新"
"""Requested on that day it is due on 9 October, after Mid-Autumn and National Day; check on is the 10th."""
CHECK_AT = datetime(2026, 10, 10, 1, tzinfo=UTC)
"""09:00 in Beijing on the check-on day of that window."""


def beijing(text: str) -> datetime:
    """``2026-10-10 09:00`` on a clock in Beijing, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


@cache
def calendar() -> WorkCalendar:
    """The shipped calendar: published to 2026, provisional to 2029."""
    return load_calendar()


def planning(now: str = "2026-09-24 10:00", hours: SendingHours = HOURS, **rest: Any) -> Planning:
    """What dates are worked out with, at a time in Beijing."""
    return Planning(rest.pop("calendar", None) or calendar(), hours, beijing(now), **rest)


def said(text: str, source: WindowSource = WindowSource.STATED) -> Statement:
    """What a platform stated."""
    return Statement(text, parse(text), source)


def first_user(session: Session) -> User:
    """The user that exists from the start."""
    return session.scalars(select(User).order_by(User.id).limit(1)).one()


def add_user(session: Session, name: str, **preferences: Any) -> User:
    """One more user, who follows their own report."""
    now = beijing("2026-09-01 10:00")
    user = User(name=name, created_at=now, people=[Person(name=name, created_at=now)], **preferences)
    user.planned_with = planned_with(user, Settings(operator="box.example"))
    session.add(user)
    session.flush()  # reminders are planned for a user's number
    return user


def add_channel(
    user: User, name: str, position: int = 1, kind: str = "scripted", **config: str | int
) -> Channel:
    """A channel of a kind that only ``tests.scripted`` knows, or a real one."""
    now = beijing("2026-09-01 10:00")
    sealed = seal(KEY, kind, config or {"name": name})
    channel = Channel(kind=kind, config=sealed, label=name, detail="full", position=position, created_at=now)
    user.channels.append(channel)
    return channel


def settings_of(sealed: str) -> Config:
    """What a stored channel's ciphertext says."""
    config: Config = json.loads(Fernet(KEY).decrypt(sealed))["config"]
    return config


def register(
    user: User, stated: str = STATED, on: date = REQUESTED_ON, plan: Planning | None = None, **rest: Any
) -> Closure:
    """A closure of the user's own, registered on the day of the request at 10:00; read whole."""
    target = rest.pop("target", Target("jd-jintiao", "京东金条", "app"))
    plan = plan or planning(f"{on} 10:00")
    closure = Closure.register(user.people[0], target, on, said(stated), plan, **rest)
    _read_whole(closure)
    return closure


def _read_whole(closure: Closure) -> None:
    """What a test may look at when the session is over."""
    assert closure.person.user
    assert closure.events
    assert closure.round.reminders is not None
    assert closure.round.closure is closure
    assert closure.escalations == []


def verify(closure: Closure) -> Reminder:
    """The verify reminder of the closure's latest round."""
    return next(reminder for reminder in closure.round.reminders if reminder.kind == "verify")


def due_together(user: User, count: int, plan: Planning | None = None) -> list[Closure]:
    """Closures whose verify reminders are all due at ``CHECK_AT``."""
    targets = [Target("", f"平台{number}") for number in range(1, count + 1)]
    return [register(user, plan=plan, target=target) for target in targets]
