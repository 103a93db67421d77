"""The contract of everything that carries a message away."""

from typing import Protocol

from notifiers.message import Message
from notifiers.outcome import Outcome


class Notifier(Protocol):
    """One open channel. Many threads may call ``send`` at once."""

    def send(self, message: Message) -> Outcome:
        """Hand the message over and say what became of it; never raises, always ends within its time
        limit."""

    def close(self) -> None:
        """Give back what is held open. Calling it twice does no harm."""
