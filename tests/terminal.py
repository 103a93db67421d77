"""A command at a terminal of its own: it asks, is answered, and what is typed unseen stays unseen."""

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.command_line import CommandLine
from tests.scripted import eventually


@dataclass
class Terminal:
    """The side of the person who sits there."""

    ours: int
    process: "subprocess.Popen[bytes]"
    said: str = ""

    def ask(self, question: str, answer: str, *, unseen: bool = False) -> None:
        """Wait for the question and answer it."""
        pieces = self._pieces()
        while question not in self.said:
            piece = next(pieces, None)
            assert piece is not None, f"{question!r} was not asked: {self.said}"
            self.said += piece
        if unseen:
            eventually(self._hides, "a terminal that shows nothing of what is typed")
        os.write(self.ours, f"{answer}\n".encode())

    def end(self) -> str:
        """Wait for the command's end; all that stood on the terminal."""
        self.said += "".join(self._pieces())
        self.process.wait(30)
        return self.said

    def _hides(self) -> bool:
        return not termios.tcgetattr(self.ours)[3] & termios.ECHO

    def _pieces(self) -> Iterator[str]:
        while True:
            try:
                yield os.read(self.ours, 4096).decode(errors="replace")
            except OSError:  # the command has ended
                return


@contextmanager
def at_terminal(xiaohu: CommandLine, *args: str) -> Iterator[Terminal]:
    """Run a command there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", *args],
        env=xiaohu.whole_environment | {"COLUMNS": "200"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
