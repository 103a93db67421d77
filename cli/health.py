"""What the doctor looks at: everything between a registered closure and a message that arrives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from catalog.published_years import last_published_year
from config.settings import ConfigError, Settings, load_settings
from desk.channel_view import paused_sentence
from desk.mistakes import told
from desk.wording import _, spoken
from models.planning import BEIJING
from models.schema import problem_with
from models.session import Database, DatabaseBusy, DatabaseUnusable
from models.tables import Channel, Delivery, Heartbeat
from notifiers.links import page_link
from notifiers.pictures.png import chinese_font, installed
from worker.allowed_networks import opened_networks
from worker.clock import clock_from
from worker.key_file import KeyFile, KeysUnusable
from worker.keyring import Keyring
from worker.notice_watch import missing_notice, published_until
from worker.pages_key import pages_key_file
from worker.reports_key import reports_key_file
from worker.run_log import WORKER

SILENT_AFTER = timedelta(minutes=2)
LITTLE_SPACE, NO_SPACE = 1 << 30, 100 << 20


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its stable name, how it is, and a sentence with the remedy where one is needed."""

    check: str
    state: State
    said: str


def examine() -> list[Check]:
    """All checks. What cannot be looked at because of an earlier problem is left out. Nothing is changed."""
    try:
        settings = load_settings()
    except ConfigError as error:
        return [Check("settings", State.PROBLEM, told(error))]
    clock = clock_from(settings.clock)
    checks = [
        _settings(settings),
        _disk(settings),
        _zones(settings),
        _links(settings),
        *_signing_keys(settings),
    ]
    checks += _pictures()
    with _database(settings) as (database, said):
        checks.append(said)
        if database is None:
            return [*checks, _calendar(last_published_year(), clock.now())]
        with database.reading() as session:
            keys = Keyring(KeyFile(settings.keys))
            opened = _networks(session, settings)
            return [*checks, *opened, *_of_rows(session, keys, clock.now(), clock.real_now())]


def _settings(settings: Settings) -> Check:
    if settings.clock is not None:
        said = _(
            "the clock is simulated from {start}; unset XIAOHU_CLOCK for real use",
            start=settings.clock.isoformat(),
        )
        return Check("settings", State.WARNING, said)
    return Check("settings", State.OK, _("read; data in {folder}", folder=settings.data_dir))


def _disk(settings: Settings) -> Check:
    folder = next(
        folder for folder in (settings.data_dir, *settings.data_dir.absolute().parents) if folder.exists()
    )
    free = shutil.disk_usage(folder).free
    state = State.PROBLEM if free < NO_SPACE else State.WARNING if free < LITTLE_SPACE else State.OK
    return Check("disk", state, _("{free} MB free at {folder}", free=free >> 20, folder=folder))


def _zones(settings: Settings) -> Check:
    said = _("{zone}; time zone data {version}", zone=settings.timezone, version=version("tzdata"))
    return Check("time zone", State.OK, said)


def _links(settings: Settings) -> Check:
    link = page_link(settings.base_url)
    if link is None:
        said = _(
            "{url} is this machine only: messages carry no links, but plain steps and a file of the dates"
            " (docs/operating.md)",
            url=settings.base_url,
        )
        return Check("base URL", State.OK, said)
    if link.startswith("https://"):
        return Check("base URL", State.OK, _("messages link to {link}", link=link))
    said = _(
        "messages link to {link}, which is not encrypted: for your own network only; from outside use https"
        " (docs/operating.md)",
        link=link,
    )
    return Check("base URL", State.OK if _is_local(link) else State.WARNING, said)


def _is_local(link: str) -> bool:
    try:
        return not ip_address(urlsplit(link).hostname or "").is_global
    except ValueError:
        return False


def _signing_keys(settings: Settings) -> Iterator[Check]:
    """The keys of forms and links, and of kept reports; none is made before it is needed."""
    for name, file in (("pages key", pages_key_file(settings)), ("reports key", reports_key_file(settings))):
        try:
            if not file.read():
                continue
        except KeysUnusable as error:
            yield Check(name, State.PROBLEM, told(error))
            continue
        if file.exposed():
            said = _("others on this machine may read it: chmod 600 {file}", file=file.path)
            yield Check(name, State.WARNING, said)


def _pictures() -> Iterator[Check]:
    """Nothing to say where the optional library was not wanted."""
    if not installed():
        return
    if font := chinese_font():
        yield Check("pictures", State.OK, _("digest mails carry a timeline, in {font}", font=font))
        return
    said = _(
        "no Chinese font is found, so digest mails carry no timeline; install one such as fonts-noto-cjk"
    )
    yield Check("pictures", State.WARNING, said)


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[Database | None, Check]]:
    """The database if it can be worked with, and what is to be said of it."""
    database, problem = None, None
    try:
        database = _reached(settings)
        unusable = database and problem_with(database)
        problem = told(unusable) if unusable else database and _damage(database)
    except (DatabaseBusy, DatabaseUnusable) as error:
        problem = told(error)
    if problem:
        yield None, Check("database", State.PROBLEM, problem)
    elif database is None:
        said = _("none yet; the first command that stores something makes it")
        yield None, Check("database", State.WARNING, said)
    else:
        yield database, Check("database", State.OK, _("reachable, of this version, whole"))
    if database is not None:
        database.close()


def _reached(settings: Settings) -> Database | None:
    """None where none was made yet."""
    if not settings.database_url and not settings.data_dir.exists():
        return None
    database = Database(settings.database)
    return None if database.file and not database.file.exists() else database


def _damage(database: Database) -> str | None:
    if database.file is None:
        return None
    with database.reading() as session:
        found = session.scalar(text("PRAGMA quick_check"))
    return None if found == "ok" else _("the file is damaged: {found}; restore a backup", found=found)


def _networks(session: Session, settings: Settings) -> Iterator[Check]:
    opened = [*filter(None, [settings.allowed_networks]), *opened_networks(session)]
    if opened:
        said = _("channels may also reach {networks}", networks=", ".join(opened))
        yield Check("networks", State.OK, said)


def _of_rows(session: Session, keys: Keyring, now: datetime, real_now: datetime) -> Iterator[Check]:
    yield _calendar(published_until(session), now)
    yield from _channels(session, keys)
    yield _scheduler(session.get(Heartbeat, WORKER), real_now)


def _calendar(until: int, now: datetime) -> Check:
    today = now.astimezone(BEIJING).date()
    said = _("holidays are published until {year}", year=until)
    missing = missing_notice(until, today)
    if missing is None:
        return Check("calendar", State.OK, said)
    said = _("{said}; import the notice of {year}: xiaohu calendar import FILE", said=said, year=missing.year)
    return Check("calendar", State.PROBLEM if missing.badly else State.WARNING, said)


def _channels(session: Session, keys: Keyring) -> Iterator[Check]:
    channels = session.scalars(select(Channel).order_by(Channel.position)).all()
    if channels or keys.file.exists():
        yield _keys(keys)
    if not channels:
        said = _("none: no reminder can reach you; add one: xiaohu channels add email --to you@example.com")
        yield Check("channels", State.WARNING, said)
    if channels and all(channel.paused_at for channel in channels):
        said = _("every channel is paused: what comes due waits; see xiaohu channels list")
        yield Check("channels", State.PROBLEM, said)
    for channel in channels:
        mine = select(Delivery).where(Delivery.channel_id == channel.id).order_by(Delivery.id.desc()).limit(1)
        yield _channel(channel, session.scalar(mine), keys)


def _keys(keys: Keyring) -> Check:
    if keys.trouble or not keys.file.exists():
        return Check("keys", State.PROBLEM, told(keys.lost()))
    if keys.file.exposed():
        said = _("others on this machine may read it: chmod 600 {file}", file=keys.file.path)
        return Check("keys", State.WARNING, said)
    return Check(
        "keys", State.OK, _("in {file}; keep a copy of it apart from the database's", file=keys.file.path)
    )


def _channel(channel: Channel, last: Delivery | None, keys: Keyring) -> Check:
    name, to = f"channel {channel.id}", channel.label
    if keys.open(channel.kind, channel.config) is None:
        said = _("{to}: cannot be read: {reason}", to=to, reason=told(keys.lost()))
        return Check(name, State.PROBLEM, said)
    if channel.paused_at is not None:
        return Check(name, State.WARNING, paused_sentence(channel))
    if last is None:
        said = _("{to}: nothing sent yet; try it: xiaohu channels test {number}", to=to, number=channel.id)
        return Check(name, State.OK, said)
    if last.outcome == "sent":
        return Check(name, State.OK, _("{to}: the last message was taken", to=to))
    said = _("{to}: the last message failed: {reason} ({code})", to=to, reason=_(last.reason), code=last.code)
    return Check(name, State.WARNING, said)


def _scheduler(heartbeat: Heartbeat | None, real_now: datetime) -> Check:
    if heartbeat is None:
        return Check("scheduler", State.WARNING, _("has never run; start it: xiaohu run"))
    if real_now - heartbeat.seen_at > SILENT_AFTER:
        seen = heartbeat.seen_at.astimezone(UTC)
        moment = f"{spoken().full_day(seen.date())} {seen:%H:%M} UTC"
        return Check(
            "scheduler",
            State.WARNING,
            _("not running; last seen {moment}; start it: xiaohu run", moment=moment),
        )
    return Check("scheduler", State.OK, _("running; its log says why nothing was sent"))
