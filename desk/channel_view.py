"""A channel as both doors show it: what it is for, its budget, its pauses, what became of its messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from desk.wording import _
from notifiers.channels import usual_budget
from scheduler.budgets import Budget
from scheduler.routing import Purpose, is_for

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Channel
    from worker.outcomes import Try

PURPOSES = {
    Purpose.REMINDERS: N_("reminders"),
    Purpose.DIGESTS: N_("digests"),
    Purpose.WARNINGS: N_("warnings"),
}
DETAILS = {"full": N_("full"), "minimal": N_("minimal")}
OUTCOMES = {"sent": N_("taken"), "refused": N_("refused"), "unreachable": N_("not reached")}
_ABOUT = {**{purpose.value: name for purpose, name in PURPOSES.items()}, "test": N_("test")}


def settings_json(channel: Channel, desk: Desk) -> dict[str, Any]:
    """What its user chose, and whether it is paused: beside what it is and where it leads."""
    from desk.closure_json import instant

    budget = budget_of(channel)
    paused = channel.paused_at and {"at": instant(channel.paused_at, desk), "by": channel.paused_by}
    return {
        "for": [purpose.value for purpose in Purpose if is_for(channel, purpose)],
        "budget": {"per_minute": budget.per_minute, "per_day": budget.per_day},
        "paused": paused,
        "refusals": channel.refusals,
    }


def budget_of(channel: Channel) -> Budget:
    """The kind's quota with what its user chose instead."""
    return usual_budget(channel.kind).changed(channel.per_minute, channel.per_day)


def use(channel: dict[str, Any]) -> str:
    """How it is used, from ``settings_json``, in a few words: the usual is not said."""
    return ", ".join([detail_name(channel["detail"]), *_use(channel)])


def _use(channel: dict[str, Any]) -> Iterator[str]:
    if len(channel["for"]) < len(Purpose):
        yield from (_(PURPOSES[Purpose(each)]) for each in channel["for"])
    if (per_minute := channel["budget"]["per_minute"]) is not None:
        yield _("{n} a minute", n=per_minute)
    if (per_day := channel["budget"]["per_day"]) is not None:
        yield _("{n} a day", n=per_day)
    if channel["paused"]:
        yield _("paused: it refuses") if channel["paused"]["by"] == "refusals" else _("paused by you")


def words(last: dict[str, Any]) -> str:
    """What the other side answered: its words, translated where they are ours, and its code."""
    code, reason = last["code"], last["reason"]
    if reason and code:
        return _("{reason} ({code})", reason=_(reason), code=code)
    return _(reason) if reason else str(code)


def outcome_name(outcome: str) -> str:
    """``taken``, ``refused`` or ``not reached``."""
    return _(OUTCOMES[outcome])


def detail_name(detail: str) -> str:
    """``full`` or ``minimal``."""
    return _(DETAILS[detail])


def about_name(about: str) -> str:
    """What a message was about: one of the purposes, or a test."""
    return _(_ABOUT[about])


def took(seconds: float) -> str:
    """``0.42 s``."""
    return _("{seconds} s", seconds=f"{seconds:.2f}")


def tested(tried: Try) -> str:
    """What a test message came to, with exactly what the other side said, and how long it took."""
    from notifiers.outcome import Refused, Sent

    outcome, number = tried.outcome, tried.batch.channel_id
    sent = isinstance(outcome, Sent)
    reason = outcome.text if isinstance(outcome, Sent) else outcome.reason
    said = words({"code": outcome.code, "reason": reason})
    hint = _(outcome.hint) if isinstance(outcome, Refused) and outcome.hint else ""
    facts = {"number": number, "time": took(tried.seconds), "said": said}
    if not sent:
        return "\n".join(
            filter(None, (_("channel {number} did not take it ({time}): {said}", **facts), hint))
        )
    if not said:
        return _("Channel {number} took the test message ({time}); look whether it has arrived.", **facts)
    return _("Channel {number} took the test message ({time}): {said}; look whether it has arrived.", **facts)


def paused_sentence(channel: Channel) -> str:
    """Why nothing goes over a paused channel, and what ends that."""
    facts = {"to": channel.label, "number": channel.id, "count": channel.refusals}
    if channel.paused_by == "user":
        return _("{to}: paused by you; to use it again: xiaohu channels resume {number}", **facts)
    return _(
        "{to}: paused, it refused {count} message(s) in a row; try it again: xiaohu channels test {number}",
        **facts,
    )
