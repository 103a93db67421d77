"""One attempt to send, as the plugins see it. Carried by a ContextVar: plugin objects are no place for an
outcome, many threads send at once."""

from contextvars import ContextVar
from dataclasses import dataclass, field

from notifiers.deadline import Deadline
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.transport import Answer


@dataclass(slots=True)
class Attempt:
    """What is being sent, and what was learnt on the way.

    ``outcome``: set by a plugin that knows it. ``answers``: of HTTP servers, in order. ``failures``: why
    requests got none. ``said``: warnings of the plugin, unredacted, never to be logged.
    """

    message: Message
    outgoing: Outgoing
    outcome: Outcome | None = None
    answers: list[Answer] = field(default_factory=list)
    failures: list[Refused | Unreachable] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    deadline: Deadline = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = Deadline.after(self.outgoing.time_limit)


current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The attempt of the running thread, if it is sending."""
