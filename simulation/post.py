"""The other side of every channel: takes messages, or does one of the things that other sides do."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from notifiers.failures import TIMEOUT
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from simulation.faults import Fault
from simulation.trace import Phrase

if TYPE_CHECKING:
    from simulation.world import World
    from worker.letters import Letter

_CUT = Unreachable("the connection broke", code="cut")


@dataclass
class Post:
    """``outages``: by channel until when nobody listens."""

    world: "World"
    outages: dict[str, datetime] = field(default_factory=dict)

    def open_channel(self, _kind: str, config: dict[str, Any], _outgoing: Outgoing) -> Notifier:
        """What the worker calls for each message."""
        return _Channel(self, str(config["name"]))

    def take(self, channel: str, message: Message) -> Outcome:
        """One message over one channel, which is named ``user.position``."""
        world, service = self.world, self.world.working()
        letter, _ = service.in_hand[-1]
        reader = world.readers[int(channel.partition(".")[0])]
        told = world.witness.begins(reader, letter, world.clock.now())
        service.takes_time()
        if (refusal := self._refuses(channel)) is not None:
            world.tell(
                N_("channel {channel} does not take message {message}: {code}"),
                channel=channel,
                message=world.witness.name(message.message_id),
                code=refusal.code,
            )
            return refusal
        service.dies_here()
        name = world.witness.name(message.message_id)
        world.witness.arrives(reader, letter, told, message.message_id, world.clock.now())
        world.tell(
            N_("message {message} arrives over channel {channel}: {about}"),
            message=name,
            channel=channel,
            about=_about(letter),
        )
        service.is_out(message.message_id)
        world.people.hear(letter)
        service.dies_here()
        return self._answers(service.knows_not, message.message_id)

    def _refuses(self, channel: str) -> Outcome | None:
        """Why the message does not arrive; None if it does."""
        faults, now = self.world.faults, self.world.clock.true
        if faults.strikes(Fault.DOWN):
            self.outages[channel] = now + timedelta(minutes=faults.chance.choice((2, 20, 90)))
        if now < self.outages.get(channel, now):
            return Unreachable("nobody listens", code="connection_refused")
        if faults.strikes(Fault.HANGS):
            self.world.clock.pass_by(20)
            return TIMEOUT
        if faults.strikes(Fault.PUT_OFF):
            asked = faults.chance.choice((None, timedelta(minutes=10)))
            return Refused(False, "451", "try again later", retry_after=asked)
        if faults.strikes(Fault.REFUSED):
            self.world.witness.refused.add(int(channel.partition(".")[0]))
            return Refused(True, "550", "no such mailbox")
        return None

    def _answers(self, unknown: Any, message_id: str) -> Outcome:
        """It has arrived; whether the worker hears of that is another matter."""
        if self.world.faults.strikes(Fault.CUT):
            self.world.tell(N_("the connection breaks before the answer"))
            unknown(message_id)
            return _CUT
        if self.world.faults.strikes(Fault.DEFECT):
            self.world.tell(N_("the sender fails after the message left"))
            unknown(message_id)
            raise RuntimeError("a defect of the sender")
        return Sent("250", "ok")


@dataclass(frozen=True, slots=True)
class _Channel:
    post: Post
    name: str

    def send(self, message: Message) -> Outcome:
        return self.post.take(self.name, message)

    def close(self) -> None:
        pass


_KINDS = {
    "verify": N_("closure {number} is to be checked"),
    "overdue": N_("closure {number} is still not checked"),
}


def _about(letter: "Letter") -> tuple[Phrase, ...]:
    told = [Phrase(_KINDS[entry.kind], {"number": entry.closure}) for entry in letter.due.entries]
    told += [
        Phrase(N_("the dates of closure {number} moved"), {"number": moved.closure})
        for moved in letter.due.moved
    ]
    told += [Phrase(N_("the weekly digest"), {})] if letter.week else []
    told += [Phrase(N_("a channel is paused"), {})] if letter.paused else []
    return tuple(told)
