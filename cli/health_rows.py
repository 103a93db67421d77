"""What the doctor reads in the database: whether anything keeps a message from going out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from cli.check import Check, Patient, State
from desk.channel_view import paused_sentence
from desk.mistakes import told
from desk.wording import _, spoken
from models.hold import hold_in_force
from models.tables import Channel, Delivery, Heartbeat
from worker.allowed_networks import opened_networks
from worker.backups import backups_in
from worker.key_file import KeyFile
from worker.keyring import Keyring
from worker.run_log import WORKER

SILENT_AFTER = timedelta(minutes=2)
_LATE, _LONG_LATE = 2, 7
"""So many times the wanted interval: a backup that is that old was missed, or has been for long."""


def hold(patient: Patient) -> Iterator[Check]:
    """Nothing to say where messages go out."""
    if patient.session is not None and hold_in_force(patient.session) is not None:
        said = _(
            "on hold after a restore: nothing is sent until you say what is to be sent; see: xiaohu hold"
        )
        yield Check("hold", State.PROBLEM, said)


def networks(patient: Patient) -> Iterator[Check]:
    """The private networks that channels may reach."""
    assert patient.session is not None
    opened = [*filter(None, [patient.settings.allowed_networks]), *opened_networks(patient.session)]
    if opened:
        said = _("channels may also reach {networks}", networks=", ".join(opened))
        yield Check("networks", State.OK, said)


def channels(patient: Patient) -> Iterator[Check]:
    """The keys that open them, and how each one's last message fared."""
    assert patient.session is not None
    session, keys = patient.session, Keyring(KeyFile(patient.settings.keys))
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


def scheduler(patient: Patient) -> Iterator[Check]:
    """Whether it was alive lately."""
    assert patient.session is not None
    heartbeat = patient.session.get(Heartbeat, WORKER)
    if heartbeat is None:
        yield Check("scheduler", State.WARNING, _("has never run; start it: xiaohu run"))
    elif patient.real_now - heartbeat.seen_at > SILENT_AFTER:
        moment = _moment(heartbeat.seen_at)
        said = _("not running; last seen {moment}; start it: xiaohu run", moment=moment)
        yield Check("scheduler", State.WARNING, said)
    else:
        yield Check("scheduler", State.OK, _("running; its log says why nothing was sent"))


def backup(patient: Patient) -> Iterator[Check]:
    """How old the youngest backup is that was made by itself."""
    every, folder = patient.settings.backup_every_hours, patient.settings.backups
    if not every:
        said = _("none is made by itself (XIAOHU_BACKUP_EVERY_HOURS=0); make your own: xiaohu backup DIR")
        yield Check("backup", State.OK, said)
        return
    latest = max((made.made_at for made in backups_in(folder)), default=None)
    if latest is None:
        said = _(
            "none yet in {folder}; a running scheduler makes one, or: xiaohu backup {folder}", folder=folder
        )
        yield Check("backup", State.WARNING, said)
        return
    yield Check("backup", _aged(patient.real_now - latest, every), _backed_up(latest))


def _aged(age: timedelta, every: int) -> State:
    if age > timedelta(hours=_LONG_LATE * every):
        return State.PROBLEM
    return State.WARNING if age > timedelta(hours=_LATE * every) else State.OK


def _backed_up(latest: datetime) -> str:
    moment = _moment(latest)
    return _("the last one is of {moment}; keep copies on another machine too", moment=moment)


def _moment(at: datetime) -> str:
    seen = at.astimezone(UTC)
    return f"{spoken().full_day(seen.date())} {seen:%H:%M} UTC"
