"""What closures, acts and events are called, and an event of the history as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from config.i18n import N_
from desk.ladder import rung_name
from desk.wording import _, spoken
from models.undo import UNDONE

if TYPE_CHECKING:
    from models.tables import Event

STATES = {
    "draft": N_("draft"),
    "requested": N_("requested"),
    "waiting": N_("waiting"),
    "due": N_("to be checked"),
    "not_updated": N_("not updated"),
    "escalated": N_("escalated"),
    "verified": N_("closed and verified"),
    "given_up": N_("given up"),
    "withdrawn": N_("withdrawn"),
}
ACTS = {
    "call": N_("a call"),
    "last_act": N_("the last of the acts"),
    "call_back": N_("the institution's call back"),
    "settlement": N_("the settlement of the loan"),
}
TAKEN_BACK = {
    "answered": N_("the answer"),
    "snoozed": N_("the putting off"),
    "withdrawn": N_("the withdrawal"),
    "given_up": N_("the giving up"),
    "acted": N_("the act"),
}
ANSWERS = {
    "verified": N_("Closed"),
    "not-updated": N_("Not updated yet"),
    "still-open": N_("Still open"),
    "cannot-tell": N_("Cannot tell"),
}
_HAPPENED = {
    "registered": N_("registered"),
    "answered": N_("answered: {answer} (round {round})"),
    "acted": N_("{act} on {on}"),
    "undone": N_("taken back: {what}"),
    "snoozed": N_("put off until {until}"),
    "withdrawn": N_("withdrawn"),
    "given_up": N_("given up"),
    "escalated": N_("escalated: {rung}, {on}"),
    "noted": N_("note: {text}"),
    "recalculated": N_("dates worked out again: last day {before} -> {after}"),
    "reminded": N_("reminded over channel {channel}"),
    "reminder_delayed": N_("reminder delayed: {failure}"),
    "reminder_failed": N_("reminder failed: {failure}"),
    "passed_over": N_("the reminder of {on} was passed over after a restore: it may have been sent before"),
}


_DAYS = ("on", "until", "before", "after")
_REMINDED_BY = N_("reminded by {channel}")
_REPORT_ASKED = N_("a new report was asked for; put off until {until}")


def happened(event: Event, channels: Mapping[int, str] = MappingProxyType({})) -> str:
    """What happened, in the reader's language. ``channels``: by number what channels are called there."""
    if event.kind not in _HAPPENED:
        return event.kind
    if event.kind == "reminded" and event.data["channel"] in channels:
        return _(_REMINDED_BY, channel=channels[event.data["channel"]])
    if event.data.get("report_asked"):
        return _(_REPORT_ASKED, until=_day(event.data["until"]))
    data = dict(event.data) | {name: _day(event.data[name]) for name in _DAYS if name in event.data}
    if event.kind == "acted":
        act = ACTS[data["act"]]
        data["act"] = _(act)
    if event.kind == UNDONE:
        what = TAKEN_BACK.get(data["what"], data["what"])
        data["what"] = _(what)
    if "answer" in data:
        answer = ANSWERS[data["answer"]]
        data["answer"] = _(answer)
    if "rung" in data:
        data["rung"] = rung_name(data["rung"])
    ticket = _(" (ticket {ticket})", ticket=data["ticket"]) if data.get("ticket") else ""
    return _(_HAPPENED[event.kind], **data) + ticket


def _day(text: str | None) -> str:
    return spoken().full_day(date.fromisoformat(text)) if text else "–"
