"""What a user asked for and cannot be done: every exception that is theirs, as one sentence."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from config.i18n import N_
from desk.wording import _

if TYPE_CHECKING:
    from config.told import Told
    from scheduler.windows import WindowError


class Fault(Enum):
    """Whose fault it is, and what may help: each door has its own code for it."""

    USAGE = "usage"
    NOT_FOUND = "not found"
    BUSY = "busy"
    FAILURE = "failure"


_NO_CALENDAR = N_(
    "there is no working-day calendar for {year}; use an earlier date, or import the year's notice"
)
_NOT_STARTED = N_("its time has not begun to count: first record the act that starts it")
_FORBIDDEN = N_("a closure that is {state} cannot be changed this way any more")
_ACT, _SHOW = "xiaohu act ID --on DATE", "xiaohu show ID"
# What exceptions below the doors say: their layers know no languages, so the texts are marked here.
FROM_BELOW = (
    N_("the database is busy with another program; try again in a moment"),
    N_("{payoff_on} is not a working day; the next payoff date that can be kept is {earliest}"),
    N_("for {payoff_on} the call was due by {call_by}; the earliest payoff date is now {earliest}"),
    # The operating system's own words for what happens to files.
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("No space left on device"),
)


_NO_WINDOW = "xiaohu add PLATFORM --window ''"


class Mistake(Exception):
    """What the user asked for cannot be done: a whole sentence in the user's language.

    ``remedy``: what to type at the command line; the pages have their own ways.
    """

    fault = Fault.USAGE

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy


class NotFound(Mistake):
    """What the user named does not exist. ``what``: platform, route or person; empty for anything else."""

    fault = Fault.NOT_FOUND

    def __init__(self, sentence: str, remedy: str = "", what: str = "") -> None:
        super().__init__(sentence, remedy)
        self.what = what


class Overtaken(Mistake):
    """Something changed meanwhile; trying again helps."""

    fault = Fault.BUSY


def reply(error: Exception) -> tuple[Fault, str, str] | None:
    """Fault, sentence and remedy at the command line; None for what is a defect of the program."""
    match error:
        case Mistake():
            return error.fault, str(error), error.remedy
        case ValueError() | LookupError():
            return _of_input(error)
        case _:
            return _of_surroundings(error)


def _of_input(error: ValueError | LookupError) -> tuple[Fault, str, str] | None:
    from desk.states import STATES
    from notifiers.channels import ChannelError
    from scheduler.appointments import AppointmentError
    from scheduler.lifecycle import ClosureState, ForbiddenTransition
    from scheduler.sending_hours import ZoneError
    from scheduler.windows import WindowError
    from scheduler.workdays import CalendarGap

    remedy = ""
    match error:
        case WindowError():
            sentence, remedy = window_sentence(error), _NO_WINDOW
        case AppointmentError():
            sentence = _(error.reason, **error.params)
        case ChannelError():
            sentence = _(error.hint, **error.params)
        case CalendarGap():
            sentence = _(_NO_CALENDAR, year=error.year)
        case ForbiddenTransition():
            waits = error.from_state is ClosureState.REQUESTED
            sentence = _(_NOT_STARTED) if waits else _(_FORBIDDEN, state=_(STATES[error.from_state.value]))
            remedy = _ACT if waits else _SHOW
        case ZoneError():
            sentence = str(error)
        case _:
            return None
    return Fault.USAGE, sentence, remedy


def _of_surroundings(error: Exception) -> tuple[Fault, str, str] | None:
    from catalog.errors import CatalogError
    from config.settings import ConfigError
    from models.closure import SnoozeError
    from models.copies import CopyDamaged
    from models.copying import CopyRefused
    from models.escalation import EscalationError
    from models.personal import PersonalData
    from models.refused import ActRefused
    from models.session import DatabaseBusy, DatabaseUnusable
    from models.user import ConsentMissing
    from reports.refusals import ReportRefused
    from worker.backups import BackupFailed
    from worker.digest_now import DigestInHand, DigestRefused
    from worker.hold import NotOnHold
    from worker.key_file import KeysInUse, KeysUnusable
    from worker.restored import RestoreRefused
    from worker.service import SchedulerRunning
    from worker.user_settings import SettingError

    match error:
        case CatalogError():
            return Fault.USAGE, error.saying(_(error.hint, **error.params)), ""
        case (
            ConfigError()
            | SnoozeError()
            | CopyRefused()
            | ActRefused()
            | EscalationError()
            | PersonalData()
            | ConsentMissing()
            | SettingError()
            | ReportRefused()
            | RestoreRefused()
            | NotOnHold()
        ):
            return Fault.USAGE, told(error), ""
        case DatabaseBusy() | SchedulerRunning() | DigestInHand() | KeysInUse():
            return Fault.BUSY, told(error), ""
        case DatabaseUnusable() | DigestRefused() | KeysUnusable() | BackupFailed() | CopyDamaged():
            return Fault.FAILURE, told(error), ""
        case _:
            return None


def told(error: Told) -> str:
    """The error's sentence in the listener's language; a reason or a rung within it is translated too."""
    from desk.ladder import rung_name

    said: dict[str, object] = {}
    if isinstance(reason := error.params.get("reason"), str):
        said["reason"] = _(reason)
    if isinstance(rung := error.params.get("rung"), str):
        said["rung"] = rung_name(rung)
    return _(error.hint, **error.params | said)


def window_sentence(error: WindowError) -> str:
    """What cannot be read, where, and how it can be written."""
    from scheduler.window_error import EXAMPLES, SENTENCE

    return _(
        SENTENCE,
        text=error.excerpt,
        position=error.position,
        reason=_(error.hint, **error.params),
        examples=_(", ").join(EXAMPLES),
    )
