"""What a restore has put in place, or why it is refused."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.told import Told
from models.copies import Contents


class RestoreRefused(Told):
    """This file, or this place, is not for restoring: one sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place. ``made_at`` and ``worked_until`` as ``Hold`` keeps them; ``aside``: what was
    there before, None where there was nothing."""

    contents: Contents
    made_at: datetime | None
    worked_until: datetime | None
    aside: Path | None
