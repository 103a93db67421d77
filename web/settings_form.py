"""A user's settings as inputs that everybody knows (days, hours, numbers), and back as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from config.i18n import N_
from desk.wording import _
from scheduler.cadence import OFF
from worker.user_settings import READERS

if TYPE_CHECKING:
    from web.forms import Posted
    from worker.user_settings import Chosen

DAYS = {
    "MON": N_("Monday"),
    "TUE": N_("Tuesday"),
    "WED": N_("Wednesday"),
    "THU": N_("Thursday"),
    "FRI": N_("Friday"),
    "SAT": N_("Saturday"),
    "SUN": N_("Sunday"),
}
LANGUAGES = {"zh_CN": "中文", "en": "English"}
ZONES = (
    *("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo"),
    *("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Australia/Sydney"),
)
_USUAL_DIGEST, _USUAL_QUIET, _USUAL_CADENCE = "MON 09:00", "22:00-08:00", "3,7,14/7/8"


INPUTS = (
    *("locale", "timezone", "remind_at", "digest_day", "digest_hour"),
    *("quiet", "quiet_from", "quiet_to", "often", "first", "every", "most"),
)


def inputs(settings: Mapping[str, Chosen]) -> dict[str, str]:
    """What the inputs show. Where something is off, the inputs for it show what is usual."""
    values = {name: each.value for name, each in settings.items()}
    digest, quiet, cadence = values["digest_at"], values["quiet_hours"], values["cadence"]
    day, _space, hour = (_USUAL_DIGEST if digest == OFF else digest).partition(" ")
    start, _dash, end = (_USUAL_QUIET if quiet == OFF else quiet).partition("-")
    first, every, most = (_USUAL_CADENCE if cadence == OFF else cadence).split("/")
    return {
        **{name: values[name] for name in ("locale", "timezone", "remind_at")},
        **{"digest_day": OFF if digest == OFF else day.upper(), "digest_hour": hour},
        **{"quiet": "" if quiet == OFF else "on", "quiet_from": _hour(start), "quiet_to": _hour(end)},
        **{"often": "" if cadence == OFF else "on", "first": first, "every": every, "most": most},
    }


def typed(form: Posted) -> dict[str, str]:
    """What was typed, for showing it again: an input that a browser left out is empty."""
    return {name: form.text(name) for name in INPUTS}


def texts(form: Posted) -> dict[str, str]:
    """The settings as they are written: what ``worker.user_settings`` reads."""
    day, numbers = form.text("digest_day"), [form.text(name) for name in ("first", "every", "most")]
    first = numbers[0].replace("，", ",").replace("、", ",").replace(" ", "")
    return {
        **{name: form.text(name) for name in ("locale", "timezone", "remind_at")},
        "digest_at": OFF if day == OFF else f"{day} {form.text('digest_hour')}",
        "quiet_hours": f"{form.text('quiet_from')}-{form.text('quiet_to')}" if form.text("quiet") else OFF,
        "cadence": "/".join((first, *numbers[1:])) if form.text("often") else OFF,
    }


def mistakes(wanted: Mapping[str, str]) -> dict[str, str]:
    """By setting what is wrong with it, and how it is written."""
    found = {}
    for name, text in wanted.items():
        try:
            READERS[name](text)
        except ValueError as error:
            found[name] = _("{value}: {reason}", value=text[:60] or _("nothing"), reason=_(str(error)))
    return found


def in_words(settings: Mapping[str, Chosen]) -> list[str]:
    """The settings in force, in a few words."""
    values = inputs(settings)
    digest, quiet = values["digest_day"], values["quiet"]
    return [
        _("reminders at {hour}", hour=values["remind_at"]),
        _("quiet from {start} to {end}", start=values["quiet_from"], end=values["quiet_to"])
        if quiet
        else _("no quiet hours"),
        _("no weekly digest")
        if digest == OFF
        else _("digest on {day} {hour}", day=_(DAYS[digest]), hour=values["digest_hour"]),
    ]


def _hour(text: str) -> str:
    return text.strip().zfill(5)  # a browser's input for hours wants 08:00
