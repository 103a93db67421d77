"""What arrived, as its reader reads it: the finished text of each message, taken apart again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from notifiers.message import Message

_CARD = re.compile(r"^---- .+ \(no\. (\d+)\)(?: · .+)? ----$")
_MOVED = re.compile(r"^.+ \(no\. (\d+)(?:, [^)]+)?\): .*(?:→|is a day off now)")
_SAYS = {
    "verify": "The time the platform had ended on",
    "overdue": "The day to check was",
    "confirm": "Call the platform today and ask whether",
    "call": r"Call the platform today(?:\.|: call)|(?:A call|Call \d of \d) was planned for",
    "call_deadline": "Today is the last day to call|The last day to call for this payoff was",
    "deposit": "The payoff amount ha(?:s|d) to be in your own repayment account",
    "payoff": "Today is the payoff day|The payoff day was",
    "letter": "The settlement letter .* should be ready",
    "last_act": "Closing takes several acts here",
    "call_back": "Has the institution called you back",
    "settlement": "Is the loan settled",
    "answer_due": "The answer to your (?:objection|complaint)",
}
"""By kind the words (a pattern) that only its card has."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing told: to whom, of which kind, about which closure (or ISO week), when."""

    reader: str
    kind: str
    matter: str
    at: datetime


def told(message: Message) -> Iterator[tuple[str, int]]:
    """Kind and closure number of everything in a message that is not a digest."""
    card: list[str] = []
    number = 0
    for line in [*message.text.splitlines(), "----"]:
        if found := _MOVED.match(line):
            yield "moved", int(found[1])
        if line.startswith("----"):
            if card:
                yield _kind(card), number
            found = _CARD.match(line)
            card, number = ([line], int(found[1])) if found else ([], 0)
        elif card:
            card.append(line)


def _kind(card: list[str]) -> str:
    text = "\n".join(card)
    [kind] = [kind for kind, words in _SAYS.items() if re.search(words, text)] or [text]
    return kind
