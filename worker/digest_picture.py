"""The timeline in a digest's mail: drawn where pictures can be drawn, left out everywhere else."""

from config.i18n import translator
from notifiers.pictures.png import chinese_font, installed, png
from notifiers.pictures.timeline_svg import timeline_svg
from scheduler.digest import Digest
from scheduler.timeline import timeline
from scheduler.workdays import WorkCalendar

WIDTH = 420
"""Pixels: wide enough for a desktop, and its words can still be read where a phone shrinks it."""
MOST_BARS = 12


def can_draw() -> bool:
    """Whether digests carry a picture on this machine."""
    return installed() and chinese_font() is not None


def draw_digest(digest: Digest, calendar: WorkCalendar, locale: str) -> bytes | None:
    """The digest's timeline with the planned pulls as a PNG; None where there is nothing to draw."""
    line = timeline(digest.entries, digest.pulls, digest.today, calendar, most=MOST_BARS)
    family = chinese_font() if installed() else None
    if not line.bars or family is None:
        return None
    return png(timeline_svg(line, translator(locale), family=f"{family}, sans-serif", width=WIDTH))
