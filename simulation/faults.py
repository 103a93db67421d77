"""What goes wrong, and where: drawn from the seed, so many times and no more."""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """What the world can do to a worker."""

    KILL = "kill"  # at a crash point, around a commit, in mid-send
    STOP = "stop"  # SIGTERM with messages in hand
    FREEZE = "freeze"  # SIGSTOP, for up to three leases
    BUSY = "busy"  # the database is locked
    UNSAVED = "unsaved"  # a commit fails: the disk is full
    DOUBTFUL = "doubtful"  # a commit succeeds, and says it failed
    PUT_OFF = "put off"  # 4xx
    REFUSED = "refused"  # 5xx
    DOWN = "down"  # nobody listens, for a while
    HANGS = "hangs"  # no answer; the message did not arrive
    CUT = "cut"  # no answer; the message did arrive
    DEFECT = "defect"  # the sender raises, after the message arrived
    CLOCK = "clock"  # the machine's clock is set wrong, and right again
    MEANWHILE = "meanwhile"  # somebody acts while messages are in hand


class Killed(BaseException):
    """SIGKILL: no handler of the product sees it."""


RATES = {
    Fault.KILL: 0.015,
    Fault.STOP: 0.15,
    Fault.FREEZE: 0.05,
    Fault.BUSY: 0.06,
    Fault.UNSAVED: 0.06,
    Fault.DOUBTFUL: 0.06,
    Fault.PUT_OFF: 0.15,
    Fault.REFUSED: 0.15,
    Fault.DOWN: 0.15,
    Fault.HANGS: 0.15,
    Fault.CUT: 0.15,
    Fault.DEFECT: 0.1,
    Fault.CLOCK: 0.1,
    Fault.MEANWHILE: 0.2,
}
"""How likely a fault is each time it could happen, in a world that has it at all."""
MOST = 8


@dataclass
class Faults:
    """The faults of one world: a few kinds of them, a few times."""

    chance: Random
    kinds: frozenset[Fault]
    left: int
    struck: list[Fault] = field(default_factory=list)

    @classmethod
    def drawn(cls, chance: Random) -> "Faults":
        """From none to MOST, of one kind to nearly all."""
        kinds = chance.sample(list(Fault), chance.randrange(1, len(Fault)))
        return cls(chance, frozenset(kinds), chance.randrange(MOST + 1))

    def strikes(self, fault: Fault) -> bool:
        """Whether it happens here and now."""
        if not self.left or fault not in self.kinds or self.chance.random() >= RATES[fault]:
            return False
        self.left -= 1
        self.struck.append(fault)
        return True

    def end(self) -> None:
        """From now on all is well."""
        self.left = 0
