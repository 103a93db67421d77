"""What a message is made from: facts about what is due, for one reader over one channel. Nothing here
speaks."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Literal

from scheduler.escalation import Rung

EntryKind = Literal["step", "verify", "overdue"]
StepKind = Literal[
    "call",
    "confirm",
    "call_deadline",
    "deposit",
    "payoff",
    "letter",
    "answer_due",
    "last_act",
    "call_back",
    "settlement",
]
"""The last three ask for the act that starts the clock."""
WindowSource = Literal["stated", "guide", "assumed"]
Detail = Literal["full", "minimal"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call, and how far it can be trusted.

    ``hours`` as the catalogue has them; ``source`` where the number comes from (``guide`` or free words);
    ``checked_on`` the day it was last checked (None: never); ``warning`` where two rows of the guide disagree
    about it. Empty means unknown.
    """

    number: str
    hours: str = ""
    source: str = ""
    checked_on: date | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A rung of the escalation ladder whose answer was due. ``ticket`` may be empty."""

    rung: Rung
    filed_on: date
    due_on: date
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLinks:
    """Pages that take one answer each about one closure, or put its check off; they ask once before."""

    verified: str
    not_updated: str
    still_open: str
    cannot_tell: str
    snooze: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One reminder that is due.

    ``person``: whose report it is, None for the reader's own. ``institutions``: the names to look for on the
    report. ``stated``: the window as the platform said it, verbatim; ``window_source`` where it came from.
    ``step`` is set for kind ``step``; ``step_on`` is its day or deadline; ``payoff_on`` and ``deposit_by``
    (Beijing time, None: any time that day) belong to appointments (Dates 8). ``ordinal``: the nth call, or
    the nth overdue reminder; ``total``: of how many, None if unknown. ``confirm``: the platform is asked
    before the report is pulled (W10). ``provisional``: a date may still move (Dates 6). ``route_steps`` and
    ``notes`` come from the route. ``filed`` is set for the step ``answer_due``. ``links``: where to answer,
    for a check whose reader can follow a link.
    """

    closure: int
    platform: str
    kind: EntryKind
    requested_on: date
    person: str | None = None
    institutions: tuple[str, ...] = ()
    step: StepKind | None = None
    step_on: date | None = None
    payoff_on: date | None = None
    deposit_by: time | None = None
    ordinal: int = 1
    total: int | None = None
    stated: str = ""
    window_source: WindowSource = "stated"
    due_on: date | None = None
    check_on: date | None = None
    provisional: bool = False
    confirm: bool = False
    phones: tuple[Phone, ...] = ()
    route_steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    filed: Filed | None = None
    links: AnswerLinks | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A later date of the reader's, for the calendar file: ``what`` is ``due``, ``check`` or a step kind,
    ``ordinal`` tells several calls apart."""

    closure: int
    platform: str
    what: str
    on: date
    ordinal: int = 1
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that another calendar moved: ``what`` is ``opens_on``, ``due_on``, ``check_on`` or the kind of a
    step; None where there was or is no date."""

    what: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class MovedDates:
    """What moved of one closure. ``payoff_off``: the agreed payoff day, where it is a day off now;
    ``person``: whose report it is, None for the reader's own."""

    closure: int
    platform: str
    dates: tuple[MovedDate, ...]
    payoff_off: date | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: locale (``zh_CN``, ``en``), time zone, how much the channel may carry, and whether it shows
    a message as a page: for others none is made."""

    locale: str
    zone: tzinfo
    detail: Detail = "full"
    page: bool = True


@dataclass(frozen=True, slots=True)
class Server:
    """Who writes: the operator's name as the reader knows it, and where its pages are (None: nowhere).

    ``adviser``: who follows the reader's accounts and writes to them, where that is not the reader.
    """

    operator: str
    base_url: str | None = None
    adviser: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """All that one reader is told at once. ``now`` is aware; there is at least one entry or moved closure.

    ``moved`` is what a new holiday calendar moved, ``more_moved`` how many closures it leaves out.
    """

    entries: tuple[Entry, ...]
    reader: Reader
    server: Server
    now: datetime
    coming: tuple[Coming, ...] = ()
    moved: tuple[MovedDates, ...] = ()
    more_moved: int = 0

    @property
    def today(self) -> date:
        """The reader's own date."""
        return self.now.astimezone(self.reader.zone).date()
