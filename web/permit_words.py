"""What the page of a permit says: the act before it is done, what was done, and why a link does nothing."""

from __future__ import annotations

from config.i18n import N_
from desk.wording import _, spoken
from models.tables import Closure
from web.permits import Opened, Standing
from worker.action_links import Purpose

_BUTTONS = {
    Purpose.VERIFIED: N_("{platform}: closed"),
    Purpose.NOT_UPDATED: N_("{platform}: not updated yet"),
    Purpose.STILL_OPEN: N_("{platform}: still open"),
    Purpose.CANNOT_TELL: N_("{platform}: cannot tell"),
    Purpose.SNOOZE: N_("{platform}: remind me on {day}"),
    Purpose.UNDO: N_("Take it back"),
    Purpose.STOP_DIGESTS: N_("Stop the weekly messages"),
    Purpose.RESUME_DIGESTS: N_("Take it back"),
}
_ASKED = {
    Purpose.VERIFIED: N_("Is it closed?"),
    Purpose.NOT_UPDATED: N_("Is it not updated yet?"),
    Purpose.STILL_OPEN: N_("Is it still open?"),
    Purpose.CANNOT_TELL: N_("Can it not be told?"),
    Purpose.SNOOZE: N_("Remind you later?"),
    Purpose.STOP_DIGESTS: N_("Stop the weekly messages?"),
}
_FOLLOWS = {
    Purpose.VERIFIED: N_("The account says “已结清” (settled) or “销户” (closed). Done: no more reminders."),
    Purpose.NOT_UPDATED: N_(
        "Nothing has changed on the report yet. We look again after the update of next month. Did the"
        " platform name a time? Then sign in and answer there."
    ),
    Purpose.STILL_OPEN: N_(
        "The report has newer data, but the account is still open. The next step is prepared for you, and we"
        " look again after the update of next month."
    ),
    Purpose.CANNOT_TELL: N_("The account cannot be found, or there is no report. We ask again in a week."),
    Purpose.SNOOZE: N_("Nothing else changes."),
    Purpose.STOP_DIGESTS: N_("No more weekly summary. Reminders of what is due go on."),
}
_OVER = {
    Standing.EXPIRED: (
        N_("This link is too old"),
        N_("Nothing was done. Use the link of a newer message, or sign in and answer there."),
    ),
    Standing.OVERTAKEN: (
        N_("Something else was said meanwhile"),
        N_("Nothing was done now. Sign in to see how it stands and to change it."),
    ),
    Standing.GONE: (
        N_("This is followed no longer"),
        N_("What the link was about is stored here no longer. There is nothing to do."),
    ),
    Standing.USED: (
        N_("This was said already"),
        N_("It is recorded, and nothing was done twice. Sign in to see how it stands and to change it."),
    ),
}
_UNDO_OVER = {
    Standing.EXPIRED: (
        N_("It is recorded"),
        N_("The ten minutes for taking it back are over. Sign in to see how it stands and to change it."),
    ),
    Standing.USED: (N_("It was taken back"), N_("All is as it was before.")),
}
_STOPPED = (
    N_("The weekly messages are stopped"),
    N_("Reminders of what is due go on. To get the weekly messages again, sign in and open the settings."),
)


def question(opened: Opened) -> dict[str, str]:
    """Heading, what it means, and the one button of a link that can be used."""
    purpose, closure = opened.permit.purpose, opened.closure
    if purpose in (Purpose.UNDO, Purpose.RESUME_DIGESTS):
        return {
            "heading": _("Recorded"),
            "about": _about(closure),
            "meaning": done(opened),
            "button": _(_BUTTONS[purpose]),
        }
    day = spoken().day(opened.snoozed_until) if purpose is Purpose.SNOOZE else ""
    platform = closure.platform_name if closure else ""
    return {
        "heading": _(_ASKED[purpose]),
        "about": _about(closure),
        "meaning": _(_FOLLOWS[purpose]),
        "button": _(_BUTTONS[purpose], platform=platform, day=day),
    }


def done(opened: Opened) -> str:
    """What was done, for the page that can take it back."""
    act = opened.act
    if act is None:
        return _("The weekly messages are stopped. Reminders of what is due go on.")
    if act.kind == "snoozed":
        return _("You are reminded again on {day}.", day=_check_day(opened))
    match act.data.get("answer"):
        case "verified":
            return _("You said: closed. Nothing more is sent about it.")
        case "not-updated":
            return _("You said: not updated yet. The next day to check is {day}.", day=_check_day(opened))
        case "still-open":
            return _("You said: still open. The next step is prepared for you; sign in to see it.")
    return _("You said: cannot tell. You are asked again on {day}.", day=_check_day(opened))


def finished(opened: Opened) -> tuple[str, str]:
    """What is said when it was done just now and there is nothing more to press."""
    match opened.permit.purpose:
        case Purpose.STOP_DIGESTS:
            heading, sentence = _STOPPED
        case Purpose.RESUME_DIGESTS:
            heading, sentence = N_("It was taken back"), N_("The weekly messages go on.")
        case _:
            heading, sentence = _UNDO_OVER[Standing.USED]
    return _(heading), _(sentence)


def reason(opened: Opened) -> tuple[str, str]:
    """Why a link does nothing, and what to do instead."""
    purpose, standing = opened.permit.purpose, opened.standing
    known = _OVER
    if purpose in (Purpose.UNDO, Purpose.RESUME_DIGESTS):
        known = _OVER | _UNDO_OVER
    heading, sentence = (
        _STOPPED if (purpose, standing) == (Purpose.STOP_DIGESTS, Standing.USED) else known[standing]
    )
    return _(heading), _(sentence)


def _about(closure: Closure | None) -> str:
    if closure is None:
        return ""
    return _("{platform} (no. {number})", platform=closure.platform_name, number=closure.id)


def _check_day(opened: Opened) -> str:
    assert opened.closure is not None
    latest = opened.closure.round
    day = latest.snoozed_until or latest.check_on
    return spoken().day(day) if day else _("a day that is not known yet")
