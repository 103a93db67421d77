"""A user's channels as their page shows them: how each is used, how it stands, what it said last."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from desk.channel_view import PURPOSES, budget_of, outcome_name, words
from desk.mistakes import told
from desk.wording import _, ngettext, spoken
from notifiers.channel_error import ChannelError
from notifiers.channels import find_kind
from scheduler.routing import Purpose, is_for
from worker.receipts import Receipt, receipts

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Channel
    from worker.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Row:
    """One channel. ``paused`` and ``problem``: why nothing goes over it; ``purposes``: empty for all."""

    channel: Channel
    title: str
    purposes: str
    budget: str
    paused: str
    problem: str
    last: Receipt | None

    @property
    def failed(self) -> bool:
        """Whether the last attempt was not taken."""
        return self.last is not None and self.last.outcome != "sent"


def rows(desk: Desk) -> list[Row]:
    """All channels, in the order in which they are tried."""
    keys = desk.installation.keys
    return [row(channel, desk, keys) for channel in desk.user.channels]


def row(channel: Channel, desk: Desk, keys: Keyring) -> Row:
    """One channel."""
    last = next(receipts(desk.session, channel.id, 1), None)
    unreadable = keys.open(channel.kind, channel.config) is None
    return Row(
        channel,
        title(channel.kind),
        _purposes(channel),
        _budget(channel),
        _paused(channel, last, desk),
        told(keys.lost()) if unreadable else "",
        last,
    )


def title(kind: str) -> str:
    """What people call it; the bare name of a kind that is no longer offered."""
    try:
        return _(find_kind(kind).title)
    except ChannelError:
        return kind


def said(receipt: Receipt) -> str:
    """The outcome, and exactly what the other side answered."""
    name = outcome_name(receipt.outcome)
    if receipt.reason:
        return _("{outcome}: {answer}", outcome=name, answer=words(asdict(receipt)))
    return words({"reason": name, "code": receipt.code})


def _purposes(channel: Channel) -> str:
    taken = [purpose for purpose in Purpose if is_for(channel, purpose)]
    return "" if len(taken) == len(Purpose) else _(", ").join(_(PURPOSES[purpose]) for purpose in taken)


def _budget(channel: Channel) -> str:
    budget = budget_of(channel)
    parts = []
    if budget.per_minute is not None:
        parts.append(_("{n} a minute", n=budget.per_minute))
    if budget.per_day is not None:
        parts.append(_("{n} a day", n=budget.per_day))
    return _(", ").join(parts)


def _paused(channel: Channel, last: Receipt | None, desk: Desk) -> str:
    if channel.paused_at is None:
        return ""
    day = spoken().day(channel.paused_at.astimezone(desk.zone).date(), desk.today)
    if channel.paused_by == "user":
        return _("Paused by you on {day}: nothing is sent over it.", day=day)
    sentence = ngettext(
        "Paused on {day}: it refused {n} message. Mend what it says, then send a test.",
        "Paused on {day}: it refused {n} messages in a row. Mend what it says, then send a test.",
        channel.refusals,
        day=day,
    )
    return f"{sentence} {said(last)}" if last and last.outcome != "sent" else sentence
