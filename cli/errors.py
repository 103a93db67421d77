"""The one place that turns what went wrong into one sentence on stderr and an exit code."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from cli.wording import _
from config.i18n import N_

if TYPE_CHECKING:
    from config.told import Told
    from scheduler.windows import WindowError

FAILURE, USAGE, NOT_FOUND, PROBLEMS, BUSY = 1, 2, 3, 4, 75
"""Exit codes, as scripts rely on them."""

_NO_CALENDAR = N_(
    "there is no working-day calendar for {year}; use an earlier date, or import the year's notice"
)
_NOT_STARTED = N_(
    "its time has not begun to count: first record the act that starts it, with xiaohu act ID --on DATE"
)
_FORBIDDEN = N_(
    "a closure that is {state} cannot be changed this way any more; look at it with: xiaohu show ID"
)
# What exceptions below the doors say: their layers know no languages, so the texts are marked here.
FROM_BELOW = (
    N_("the database is busy with another program; try again in a moment"),
    N_("{payoff_on} is not a working day; the next payoff date that can be kept is {earliest}"),
    N_("for {payoff_on} the call was due by {call_by}; the earliest payoff date is now {earliest}"),
)


class Mistake(Exception):
    """What the user asked for cannot be done: a whole sentence in the user's language."""

    code = USAGE


class NotFound(Mistake):
    """What the user named does not exist."""

    code = NOT_FOUND


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
        case Mistake():
            return error.code, str(error)
        case typer.TyperException():
            return _of_command_line(error)
        case OSError(filename=str(name)) if error.errno != errno.EPIPE:
            return FAILURE, _("{file} cannot be used: {reason}", file=name, reason=error.strerror)
        case ValueError() | LookupError():
            return _of_input(error)
        case _:
            return _of_surroundings(error)


def _of_command_line(error: typer.TyperException) -> tuple[int, str] | None:
    if type(error).__name__ == "NoArgsIsHelpError":
        return None  # the help is its message, and already printed
    context = getattr(error, "ctx", None)
    sentence = error.format_message().replace("Value error, ", "").rstrip(".")
    return error.exit_code, sentence + (f"; {context.command_path} --help" if context else "")


def _of_input(error: ValueError | LookupError) -> tuple[int, str] | None:
    from cli.closure_view import STATES
    from notifiers.channels import ChannelError
    from scheduler.appointments import AppointmentError
    from scheduler.lifecycle import ClosureState, ForbiddenTransition
    from scheduler.sending_hours import ZoneError
    from scheduler.windows import WindowError
    from scheduler.workdays import CalendarGap

    match error:
        case WindowError():
            sentence = _of_window(error)
        case AppointmentError():
            sentence = _(error.reason, **error.params)
        case ChannelError():
            sentence = _(error.hint, **error.params)
        case CalendarGap():
            sentence = _(_NO_CALENDAR, year=error.year)
        case ForbiddenTransition():
            waits = error.from_state is ClosureState.REQUESTED
            sentence = _(_NOT_STARTED) if waits else _(_FORBIDDEN, state=_(STATES[error.from_state.value]))
        case ZoneError():
            sentence = str(error)
        case _:
            return None
    return USAGE, sentence


def _of_surroundings(error: Exception) -> tuple[int, str] | None:
    from catalog.errors import CatalogError
    from config.settings import ConfigError
    from models.closure import SnoozeError
    from models.escalation import EscalationError
    from models.personal import PersonalData
    from models.refused import ActRefused
    from models.session import DatabaseBusy, DatabaseUnusable
    from models.user import ConsentMissing
    from worker.digest_now import DigestInHand, DigestRefused
    from worker.key_file import KeysInUse, KeysUnusable
    from worker.service import SchedulerRunning

    match error:
        case CatalogError():
            return USAGE, str(error)
        case (
            ConfigError()
            | SnoozeError()
            | ActRefused()
            | EscalationError()
            | PersonalData()
            | ConsentMissing()
        ):
            return USAGE, told(error)
        case DatabaseBusy() | SchedulerRunning() | DigestInHand() | KeysInUse():
            return BUSY, told(error)
        case DatabaseUnusable() | DigestRefused() | KeysUnusable():
            return FAILURE, told(error)
        case _:
            return None


def told(error: "Told") -> str:
    """The error's sentence in the language of this terminal; a reason within it is translated too."""
    reason = error.params.get("reason")
    return _(error.hint, **error.params | ({"reason": _(reason)} if isinstance(reason, str) else {}))


def _of_window(error: "WindowError") -> str:
    return f"{window_sentence(error)} (xiaohu add PLATFORM --window '')"


def window_sentence(error: "WindowError") -> str:
    """What cannot be read, where, and how it can be written."""
    from scheduler.window_error import EXAMPLES, SENTENCE

    return _(
        SENTENCE,
        text=error.excerpt,
        position=error.position,
        reason=_(error.hint, **error.params),
        examples=_(", ").join(EXAMPLES),
    )
