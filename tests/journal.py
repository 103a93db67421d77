"""A transport that takes its time and notes in a file what left a worker, whatever becomes of the worker."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from worker.clock import monotonic, pause

TRANSPORT_S = 0.02


def journalling(file: str, _kind: str, config: dict[str, Any], _outgoing: Outgoing) -> Notifier:
    """What a worker opens instead of a channel."""
    return _Journalling(file, str(config["reminder"]))


@dataclass(frozen=True, slots=True)
class _Journalling:
    file: str
    reminder: str

    def send(self, message: Message) -> Outcome:
        pause(TRANSPORT_S)
        write(self.file, self.reminder, message.message_id)
        return Sent()

    def close(self) -> None:
        pass


def write(file: str, *words: str) -> None:
    """Add a line in one piece, and from when on this machine's clock and from whom."""
    line = " ".join((*words, str(os.getpid()), f"{monotonic():.3f}"))
    journal = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(journal, f"{line}\n".encode())
    finally:
        os.close(journal)


@dataclass(frozen=True, slots=True)
class Journal:
    """What is written there."""

    file: Path

    @property
    def lines(self) -> list[list[str]]:
        """Whole lines, word by word."""
        if not self.file.exists():
            return []
        return [line.split() for line in self.file.read_text().splitlines(keepends=True) if line[-1] == "\n"]

    def sent(self) -> Counter[tuple[str, str]]:
        """How often each reminder went out under each Message-ID."""
        return Counter((reminder, name) for reminder, name, _, _ in self.lines)
