"""One thing the doctor looks at, and what it looks with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from config.settings import Settings


class State(StrEnum):
    """A problem makes the doctor end with exit code 4."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its stable name, how it is, and a sentence with the remedy where one is needed."""

    check: str
    state: State
    said: str


@dataclass(frozen=True, slots=True)
class Patient:
    """``session``: None where there is no database that can be worked with. ``now`` may be simulated,
    ``real_now`` is the machine's."""

    settings: Settings
    now: datetime
    real_now: datetime
    session: Session | None
