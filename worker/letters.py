"""From claimed rows to what one reader is told: the facts of a message, without a word of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from catalog.loading import Catalog
from catalog.platform import Platform, Route
from config.settings import Settings
from notifiers.channel_warning import PausedChannel
from notifiers.channels import shows_pages, usual_budget
from notifiers.due import Coming, Due, Entry, Filed, Phone, Reader, Server
from notifiers.links import page_link
from scheduler.budgets import Budget
from scheduler.coalescing import coalesce
from scheduler.digest import Digest
from scheduler.digest_weeks import is_over
from scheduler.escalation import Rung
from scheduler.reminders import ANSWER_DUE, Kind
from scheduler.routing import next_after, purpose_of
from scheduler.sending_hours import SendingHours
from worker.action_links import Check, Links
from worker.claim import Batch
from worker.digest_rows import Week, week_of
from worker.digests import KIND as DIGEST
from worker.digests import NOTHING, OVER
from worker.letter_rows import Rows, read_rows
from worker.preferences import hours_of
from worker.standing import BY_REFUSALS, CHANNEL

A_DAY = timedelta(days=1)
MOST_COMING_DATES = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say, to whom, over which channel, and which claimed reminders it stands for.

    With a ``week`` it is that week's digest, read when its turn has come; with ``paused`` the warning about
    that channel. A ``test`` says nothing about closures. Without any of these, entries and moved dates there
    is nothing to say. ``budget`` and ``rests_until`` are the channel's; ``refuses``: it is paused for that.
    """

    due: Due
    channel_kind: str
    channel_config: str
    """As it is stored: encrypted."""
    next_channel: int | None
    """The user's channel after this one for such messages: it takes what this one refuses for good."""
    hours: SendingHours
    reminder_ids: tuple[int, ...]
    closure_ids: tuple[int, ...]
    week: Week | None = None
    digest: Digest | None = None
    stop: str | None = None
    """The page that ends this reader's digests, where there is one to link to."""
    paused: PausedChannel | None = None
    budget: Budget = Budget()
    rests_until: datetime | None = None
    refuses: bool = False
    test: bool = False
    picture: bytes | None = None
    """The digest's timeline, for mail."""

    @property
    def pointless(self) -> str | None:
        """Why this digest is not worth sending; None for what is."""
        if self.week is None or self.digest is None:
            return None
        if is_over(self.week.on, self.week.today):
            return OVER
        return None if self.digest else NOTHING

    @property
    def empty(self) -> bool:
        """Whether all it was to tell is settled by now."""
        return not (self.due.entries or self.due.moved or self.week or self.paused or self.test)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A reminder of a round, as ``scheduler.coalescing`` sees it."""

    row: Row[Any]
    round_id: int
    kind: Kind
    ordinal: int
    due_at: datetime


def read(
    connection: Connection,
    batch: Batch,
    catalog: Catalog,
    settings: Settings,
    now: datetime,
    *,
    links: Links | None = None,
) -> Letter | None:
    """The letter of a batch; None when nothing of it is this worker's any more."""
    return read_all(connection, [batch], catalog, settings, now, links=links).get(batch)


def read_all(
    connection: Connection,
    batches: Sequence[Batch],
    catalog: Catalog,
    settings: Settings,
    now: datetime,
    *,
    links: Links | None = None,
) -> dict[Batch, Letter]:
    """The letters of several batches; those of which nothing is this worker's any more have none.

    Reminders that were cancelled since the claim (the user answered) are left out. Each question sees what is
    so when it is asked: a row that goes meanwhile is as one that goes just after. ``links``: what makes the
    links to answer by, where readers can follow them.
    """
    # Nobody's date is further behind UTC's. Where there are pages to link to, no calendar file is made.
    first_day = None if page_link(settings.base_url) else now.date() - A_DAY
    rows = read_rows(connection, batches, first_day)
    found = ((batch, _letter(batch, rows, catalog, settings, now, links=links)) for batch in batches)
    return {batch: letter for batch, letter in found if letter}


def _letter(
    batch: Batch, rows: Rows, catalog: Catalog, settings: Settings, now: datetime, *, links: Links | None
) -> Letter | None:
    reminders = [rows.held[each] for each in batch.reminder_ids if each in rows.held]
    channels = rows.channels[batch.user_id]
    channel = next((each for each in channels if each.id == batch.channel_id), None)
    test = any(row.kind == "test" for row in reminders)
    if not reminders or channel is None or (channel.paused_at and not test):
        return None
    hours = hours_of(channel.timezone, channel.remind_at, channel.quiet_hours, settings)
    locale = channel.locale or settings.locale
    reader = Reader(locale, ZoneInfo(hours.zone), channel.detail, shows_pages(channel.kind))
    planned = [_planned(row) for row in reminders if row.round_id]
    today = now.astimezone(reader.zone).date()
    week = next((row.day for row in reminders if row.kind == DIGEST), None)
    shown = [each.shown.row for each in coalesce(planned)]
    own = channel.person_id is not None
    entries = tuple(
        _linked(_entry(row, row.person if own else channel.name, catalog), row, links, now) for row in shown
    )
    told = [rows.moved[row.id] for row in reminders if row.id in rows.moved]
    coming = _coming(rows, batch.user_id, channel.person_id, today)
    return Letter(
        Due(
            entries,
            reader,
            Server(settings.operator, settings.base_url, channel.name if own else None),
            now,
            coming,
            tuple(moved for each in told for moved in each.moved),
            sum(each.more for each in told),
        ),
        channel.kind,
        channel.config,
        _next(channels, channel, reminders[0].kind),
        hours,
        tuple(row.id for row in reminders),
        tuple(dict.fromkeys(each.row.closure_id for each in planned)),
        week_of(week, today, channel.digest_at, ZoneInfo(hours.zone), settings) if week else None,
        stop=links.stop_digests(batch.user_id, channel.user_since, now) if links and week else None,
        paused=_paused(reminders, rows, channels),
        budget=usual_budget(channel.kind).changed(channel.per_minute, channel.per_day),
        rests_until=channel.rests_until,
        refuses=channel.paused_by == BY_REFUSALS,
        test=test,
    )


def _next(channels: Sequence[Row[Any]], used: Row[Any], kind: str) -> int | None:
    following = next_after(channels, used, purpose_of(kind))
    return following.id if following else None


def _paused(reminders: Sequence[Row[Any]], rows: Rows, channels: Sequence[Row[Any]]) -> PausedChannel | None:
    """The channel a warning is about, if it is still paused by its refusals."""
    numbers = {row.ordinal for row in reminders if row.kind == CHANNEL}
    about = (each for each in channels if each.id in numbers and each.paused_by == BY_REFUSALS)
    return next((_paused_channel(each, rows.refused.get(each.id)) for each in about), None)


def _paused_channel(channel: Row[Any], refused: Row[Any] | None) -> PausedChannel:
    said = (refused.code, refused.reason) if refused else ("", "")
    return PausedChannel(channel.id, channel.label, channel.paused_at, channel.refusals, *said)


def _planned(row: Row[Any]) -> _Planned:
    return _Planned(row, row.round_id, Kind(row.kind), row.ordinal, row.due_at)


def _entry(row: Row[Any], reader: str, catalog: Catalog) -> Entry:
    platform = catalog.get(row.platform)
    route = platform.route(row.route) if platform and row.route else None
    steps = [step["kind"] for step in row.early_steps + row.window_steps]
    return Entry(
        closure=row.closure_id,
        platform=row.platform_name,
        kind=row.kind,
        requested_on=row.requested_on,
        person=None if row.person == reader else row.person,
        institutions=platform.institutions if platform else (),
        step=row.step,
        step_on=row.day if row.step else None,
        payoff_on=row.payoff_on,
        deposit_by=route.appointment.deposit_by if route and route.appointment else None,
        ordinal=_ordinal(row, steps),
        total=steps.count(row.step) or None,
        stated=row.stated,
        window_source=row.window_source,
        due_on=row.due_on,
        check_on=row.check_on,
        provisional=row.provisional,
        confirm="confirm" in steps,
        phones=_phones(platform, route),
        route_steps=route.steps if route else (),
        notes=_notes(route) if route else (),
        filed=_filed(row),
    )


def _linked(entry: Entry, row: Row[Any], links: Links | None, now: datetime) -> Entry:
    """The entry with its links to answer by: a check has them, where there are any."""
    if links is None or entry.kind == "step":
        return entry
    check = Check(row.closure_id, row.created_at, row.running, row.last_change)
    return replace(entry, links=links.answers(check, now))


def _ordinal(row: Row[Any], steps: Sequence[str]) -> int:
    """Which of its kind: the nth call, the nth overdue reminder, the filing of that number."""
    if row.ordinal < 0:
        return -int(row.ordinal)
    return steps[: row.ordinal].count(row.step) if row.step else int(row.ordinal)


def _notes(route: Route) -> tuple[str, ...]:
    """A warning stands beside the number it is about; without a number it stands with the notes."""
    return route.notes if route.phones else route.notes + route.warnings


def _filed(row: Row[Any]) -> Filed | None:
    if row.answer_due_on is None:
        return None
    return Filed(Rung(row.rung), row.filed_on, row.answer_due_on, row.ticket or "")


def _phones(platform: Platform | None, route: Route | None) -> tuple[Phone, ...]:
    if platform is None or route is None:
        return ()
    warning = " ".join(route.warnings)
    return tuple(
        Phone(phone.number, phone.hours or "", route.source, route.checked_on, warning)
        for phone in route.phones
    )


def _coming(rows: Rows, user_id: int, person_id: int | None, today: date) -> tuple[Coming, ...]:
    """For a calendar file beside the message, nearest first: the check-on days ahead of all the user's open
    closures, and the days to ask for the answer to what was filed. Only one person's, where it goes to them.
    """
    checks = (
        Coming(row.id, row.platform_name, "check", row.check_on, provisional=row.provisional)
        for row in rows.ahead[user_id]
        if person_id in (None, row.person_id)
    )
    answers = (
        Coming(row.id, row.platform_name, ANSWER_DUE, row.day, -row.ordinal)
        for row in rows.answers[user_id]
        if person_id in (None, row.person_id)
    )
    coming = sorted((*checks, *answers), key=lambda each: each.on)
    return tuple(islice((each for each in coming if each.on >= today), MOST_COMING_DATES))
