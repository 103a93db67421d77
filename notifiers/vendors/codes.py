"""What the vendors' codes mean: one table, codes.csv, where every row names its source."""

import csv
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Meaning = Literal["ok", "rate_limit", "gone", "permanent", "too_long", "temporary"]
FINAL = ("gone", "permanent", "too_long")
"""``gone``: the key, the webhook or whoever is behind it is no longer there; the channel takes nothing more.
``permanent``: the same message to the same channel will be refused again until somebody changes something.
``too_long``: so will a message of this length. The others pass with time."""

_TABLE = Path(__file__).with_name("codes.csv")


@dataclass(frozen=True, slots=True)
class Code:
    """One row. ``wait``: how long to leave the vendor alone; None: not known. ``text``: what it means, used
    where the vendor sends no words. ``source``: a public address, or ``memory``."""

    vendor: str
    code: str
    meaning: Meaning
    wait: timedelta | None
    text: str
    source: str


def find(vendor: str, code: str) -> Code | None:
    """The row of a vendor's code; None for one that is not in the table."""
    return table().get((vendor, code))


@cache
def table() -> dict[tuple[str, str], Code]:
    """All rows by vendor and code. Raises ValueError for a row that makes no sense."""
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        read = [_code(row) for row in csv.DictReader(rows)]
    found = {(each.vendor, each.code): each for each in read}
    if len(found) != len(read):
        raise ValueError("codes.csv: a vendor's code stands there twice")
    return found


def _code(row: dict[str, str]) -> Code:
    meaning = row["meaning"]
    if meaning not in get_args(Meaning) or not all(row[name] for name in ("vendor", "code", "source")):
        raise ValueError(f"codes.csv: {row}")
    wait = timedelta(seconds=int(row["wait_seconds"])) if row["wait_seconds"] else None
    return Code(row["vendor"], row["code"], meaning, wait, row["text"], row["source"])  # type: ignore[arg-type]
