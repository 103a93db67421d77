"""What the doctor sees of the machine and its settings, before any row is read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select

from catalog.published_years import last_published_year
from cli.check import Check, Patient, State
from desk.mistakes import told
from desk.wording import _
from models.planning import BEIJING
from models.tables import Heartbeat, User
from notifiers.links import page_link
from notifiers.pictures.png import chinese_font, installed
from worker.key_file import KeysUnusable
from worker.notice_watch import missing_notice, published_until
from worker.pages_key import pages_key_file
from worker.reports_key import reports_key_file
from worker.run_log import WORKER

LITTLE_SPACE, NO_SPACE = 1 << 30, 100 << 20
_TOLERATED = timedelta(minutes=2)


def settings(patient: Patient) -> Iterator[Check]:
    """That they could be read, and whether the time is real."""
    if (start := patient.settings.clock) is not None:
        said = _(
            "the clock is simulated from {start}; unset XIAOHU_CLOCK for real use", start=start.isoformat()
        )
        yield Check("settings", State.WARNING, said)
        return
    yield Check("settings", State.OK, _("read; data in {folder}", folder=patient.settings.data_dir))


def disk(patient: Patient) -> Iterator[Check]:
    """The space where the data lie, or will lie."""
    wanted = patient.settings.data_dir
    folder = next(folder for folder in (wanted, *wanted.absolute().parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    state = State.PROBLEM if free < NO_SPACE else State.WARNING if free < LITTLE_SPACE else State.OK
    yield Check("disk", state, _("{free} MB free at {folder}", free=free >> 20, folder=folder))


def clock(patient: Patient) -> Iterator[Check]:
    """A clock that is behind sends too late, or not at all, and nobody notices by looking at it."""
    seen = patient.session.get(Heartbeat, WORKER) if patient.session else None
    moment = f"{patient.real_now:%Y-%m-%d %H:%M} UTC"
    if patient.real_now.year < int(version("tzdata").split(".")[0]):
        said = _(
            "the machine's clock says {moment}, which is before this program was made: set it", moment=moment
        )
        yield Check("clock", State.PROBLEM, said)
    elif seen is not None and seen.seen_at > patient.real_now + _TOLERATED:
        said = _(
            "the machine's clock says {moment}, but the scheduler was at work at {later}: it was set back, or"
            " was ahead",
            moment=moment,
            later=f"{seen.seen_at:%Y-%m-%d %H:%M} UTC",
        )
        yield Check("clock", State.PROBLEM, said)
    else:
        yield Check("clock", State.OK, _("it is {moment}", moment=moment))


def time_zones(patient: Patient) -> Iterator[Check]:
    """Whether the zones in use are known here, and how old the data about them are."""
    release = version("tzdata")
    for zone in _zones_in_use(patient):
        if not _is_known(zone):
            said = _("{zone}, which a user has chosen, is not known here; install tzdata again", zone=zone)
            yield Check("time zone", State.PROBLEM, said)
            return
    if int(release.split(".")[0]) < patient.real_now.year - 1:
        said = _("time zone data {version} is more than a year old; update xiaohu", version=release)
        yield Check("time zone", State.WARNING, said)
        return
    said = _("{zone}; time zone data {version}", zone=patient.settings.timezone, version=release)
    yield Check("time zone", State.OK, said)


def base_url(patient: Patient) -> Iterator[Check]:
    """Where messages link to."""
    link = page_link(patient.settings.base_url)
    if link is None:
        said = _(
            "{url} is this machine only: messages carry no links, but plain steps and a file of the dates"
            " (docs/operating.md)",
            url=patient.settings.base_url,
        )
        yield Check("base URL", State.OK, said)
        return
    if link.startswith("https://"):
        yield Check("base URL", State.OK, _("messages link to {link}", link=link))
        return
    said = _(
        "messages link to {link}, which is not encrypted: for your own network only; from outside use https"
        " (docs/operating.md)",
        link=link,
    )
    yield Check("base URL", State.OK if _is_local(link) else State.WARNING, said)


def signing_keys(patient: Patient) -> Iterator[Check]:
    """The keys of forms and links, and of kept reports; none is made before it is needed."""
    files = {
        "pages key": pages_key_file(patient.settings),
        "reports key": reports_key_file(patient.settings),
    }
    for name, file in files.items():
        try:
            if not file.read():
                continue
        except KeysUnusable as error:
            yield Check(name, State.PROBLEM, told(error))
            continue
        if file.exposed():
            said = _("others on this machine may read it: chmod 600 {file}", file=file.path)
            yield Check(name, State.WARNING, said)


def pictures(_patient: Patient) -> Iterator[Check]:
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


def calendar(patient: Patient) -> Iterator[Check]:
    """Whether the coming year's holidays are known: without them dates are wrong from December on."""
    until = published_until(patient.session) if patient.session else last_published_year()
    today = patient.now.astimezone(BEIJING).date()
    said = _("holidays are published until {year}", year=until)
    missing = missing_notice(until, today)
    if missing is None:
        yield Check("calendar", State.OK, said)
        return
    said = _("{said}; import the notice of {year}: xiaohu calendar import FILE", said=said, year=missing.year)
    yield Check("calendar", State.PROBLEM if missing.badly else State.WARNING, said)


def _zones_in_use(patient: Patient) -> Iterator[str]:
    yield patient.settings.timezone
    if patient.session is not None:
        yield from filter(None, patient.session.scalars(select(User.timezone).distinct()))


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _is_local(link: str) -> bool:
    try:
        return not ip_address(urlsplit(link).hostname or "").is_global
    except ValueError:
        return False
