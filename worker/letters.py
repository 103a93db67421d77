"""From claimed rows to what one reader is told: the facts of a message, without a word of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from catalog.loading import Catalog
from catalog.platform import Platform, Route
from config.settings import Settings
from models.tables import Channel, Closure, Person, Reminder, Round, User
from notifiers.due import (
    Coming,
    Detail,
    Due,
    Entry,
    EntryKind,
    Phone,
    Reader,
    Server,
    StepKind,
    WindowSource,
)
from scheduler.coalescing import coalesce
from scheduler.lifecycle import FINISHED
from scheduler.reminders import Kind
from scheduler.sending_hours import SendingHours
from worker.claim import Batch
from worker.preferences import sending_hours

MOST_COMING_DATES = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say, to whom, over which channel, and which claimed reminders it stands for.

    Without entries it is a test message.
    """

    due: Due
    channel_kind: str
    channel_config: dict[str, Any]
    next_channel: int | None
    """The user's channel after this one: it takes what this one refuses for good."""
    hours: SendingHours
    reminder_ids: tuple[int, ...]
    closure_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A reminder of a round, as ``scheduler.coalescing`` sees it."""

    reminder: Reminder
    round: Round

    @property
    def round_id(self) -> int:
        return self.round.id

    @property
    def kind(self) -> Kind:
        return Kind(self.reminder.kind)

    @property
    def ordinal(self) -> int:
        return self.reminder.ordinal

    @property
    def due_at(self) -> datetime:
        return self.reminder.due_at


def read(
    session: Session, batch: Batch, catalog: Catalog, settings: Settings, now: datetime
) -> Letter | None:
    """The letter of a batch; None when nothing of it is this worker's any more.

    Reminders that were cancelled since the claim (the user answered) are left out.
    """
    reminders = _still_held(session, batch)
    channel = session.get(Channel, batch.channel_id)
    if not reminders or channel is None:
        return None
    reader = _reader(channel, settings)
    planned = [_Planned(reminder, reminder.round) for reminder in reminders if reminder.round]
    entries = tuple(_entry(each.shown, catalog) for each in coalesce(planned))
    coming = _coming(session, channel.user, now.astimezone(reader.zone).date())
    return Letter(
        Due(entries, reader, Server(settings.operator, settings.base_url), now, coming),
        channel.kind,
        channel.config,
        _next_channel(channel),
        sending_hours(channel.user, settings),
        tuple(reminder.id for reminder in reminders),
        tuple(dict.fromkeys(each.round.closure_id for each in planned)),
    )


def _still_held(session: Session, batch: Batch) -> list[Reminder]:
    whole = joinedload(Reminder.round).joinedload(Round.closure).joinedload(Closure.person)
    held = select(Reminder).where(Reminder.id.in_(batch.reminder_ids), Reminder.token == batch.token)
    return list(session.scalars(held.options(whole).order_by(Reminder.id)))


def _next_channel(channel: Channel) -> int | None:
    later = (other.id for other in channel.user.channels if other.position > channel.position)
    return next(later, None)


def _reader(channel: Channel, settings: Settings) -> Reader:
    user = channel.user
    zone = ZoneInfo(sending_hours(user, settings).zone)
    return Reader(user.locale or settings.locale, zone, cast(Detail, channel.detail))


def _entry(planned: _Planned, catalog: Catalog) -> Entry:
    reminder, round_ = planned.reminder, planned.round
    closure = round_.closure
    platform = catalog.get(closure.platform)
    route = platform.route(closure.route) if platform and closure.route else None
    calls = [step for step in round_.steps if step["kind"] == reminder.step]
    return Entry(
        closure=closure.id,
        platform=closure.platform_name,
        kind=cast(EntryKind, reminder.kind),
        requested_on=closure.requested_on,
        person=None if closure.person.name == closure.person.user.name else closure.person.name,
        institutions=platform.institutions if platform else (),
        step=cast(StepKind | None, reminder.step),
        step_on=reminder.day if reminder.step else None,
        payoff_on=round_.payoff_on,
        deposit_by=route.appointment.deposit_by if route and route.appointment else None,
        ordinal=reminder.ordinal,
        total=len(calls) or None,
        stated=round_.stated,
        window_source=cast(WindowSource, round_.window_source),
        due_on=round_.due_on,
        check_on=round_.check_on,
        provisional=round_.provisional,
        confirm=any(step["kind"] == "confirm" for step in round_.steps),
        phones=_phones(platform, route),
        route_steps=route.steps if route else (),
        notes=route.notes if route else (),
    )


def _phones(platform: Platform | None, route: Route | None) -> tuple[Phone, ...]:
    if platform is None or route is None:
        return ()
    warning = " ".join(route.warnings)
    return tuple(
        Phone(phone.number, phone.hours or "", route.source, route.checked_on, warning)
        for phone in route.phones
    )


def _coming(session: Session, user: User, today: date) -> tuple[Coming, ...]:
    """Check-on days ahead of all the user's open closures, for a calendar file beside the message."""
    ahead = (
        select(Closure.id, Closure.platform_name, Round.check_on)
        .join(Closure.rounds)
        .join(Closure.person)
        .where(Person.user_id == user.id, Round.answered_at.is_(None), Round.check_on >= today)
        .where(Closure.state.not_in(FINISHED))
        .order_by(Round.check_on)
        .limit(MOST_COMING_DATES)
    )
    return tuple(
        Coming(closure, name, "check", check_on)
        for closure, name, check_on in session.execute(ahead)
        if check_on
    )
