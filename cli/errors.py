"""The one place that turns what went wrong into one sentence on stderr and an exit code."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from cli.usage_errors import in_words
from desk import mistakes
from desk.mistakes import Fault, Mistake, NotFound
from desk.wording import _

FAILURE, USAGE, NOT_FOUND, PROBLEMS, BUSY = 1, 2, 3, 4, 75
"""Exit codes, as scripts rely on them."""
_CODES = {Fault.USAGE: USAGE, Fault.NOT_FOUND: NOT_FOUND, Fault.BUSY: BUSY, Fault.FAILURE: FAILURE}


class Commands(TyperGroup):
    """The root of all commands. No traceback for a user's mistake, in a process or in a test's runner."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Parse the options before the command."""
        with one_sentence():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Parse and run the command."""
        with one_sentence():
            return super().invoke(ctx)


@contextmanager
def one_sentence() -> Iterator[None]:
    """End the process with a sentence and an exit code where the block raises what a user can mend."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if (known := reply(error)) is None:
            raise
        code, sentence = known
        typer.echo(" ".join(sentence.split()), err=True)
        raise typer.Exit(code) from error


def reply(error: Exception) -> tuple[int, str] | None:
    """Exit code and sentence; None for what is a defect of the program."""
    match error:
        case typer.TyperException():
            return _of_command_line(error)
        case OSError(filename=str(name)) if error.errno != errno.EPIPE:
            return FAILURE, _("{file} cannot be used: {reason}", file=name, reason=_(str(error.strerror)))
        case _:
            known = mistakes.reply(error)
            return (_CODES[known[0]], whole(*known[1:])) if known else None


def _of_command_line(error: typer.TyperException) -> tuple[int, str] | None:
    if type(error).__name__ == "NoArgsIsHelpError":
        return None  # the help is its message, and already printed
    context = getattr(error, "ctx", None)
    return error.exit_code, whole(in_words(error), f"{context.command_path} --help" if context else "")


def whole(sentence: str, remedy: str) -> str:
    """The sentence, and what to type."""
    if not remedy:
        return sentence
    between = " " if sentence.endswith((".", "。", "?", "？")) else _("; ")
    return f"{sentence}{between}{remedy}"


__all__ = ["BUSY", "FAILURE", "NOT_FOUND", "PROBLEMS", "USAGE", "Mistake", "NotFound", "whole"]
