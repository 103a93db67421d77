"""The dead man's switch: a page outside is fetched while the scheduler works; its owner notices the silence.

Silence is all that is ever said. A word for trouble (``/fail``) is understood by some monitors only, and a
database that was busy for a moment would raise the alarm.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.hold import IN_FORCE
from notifiers.transport import Answer
from worker.clock import monotonic

if TYPE_CHECKING:
    from notifiers.outgoing import Outgoing
    from notifiers.transport import Reply
    from worker.deliver import Deliverer

FRESH_SECONDS = 60.0
"""A look for what is due that is older is no sign of life; a healthy scheduler looks twice as often."""
_ON_HOLD = select(IN_FORCE)
log = logging.getLogger(__name__)


class Monitor:
    """The outside monitor. ``url`` is a secret: whoever knows it can keep the alarm from ringing."""

    def __init__(self, url: str, outgoing: Outgoing) -> None:
        self._url, self._outgoing = url, outgoing
        self._said = ""

    def ping(self) -> None:
        """Say that all is well, if there is somebody to say it to. A change of what comes of it is logged."""
        if self._url:
            self._tell(_trouble(self._outgoing.http.get(self._url)))

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self._said:
            log.warning("the monitor at XIAOHU_PING_URL was not told that all is well: %s", trouble)
        elif self._said and not trouble:
            log.info("the monitor at XIAOHU_PING_URL is told again that all is well")
        self._said = trouble


def ping(deliverer: Deliverer) -> None:
    """Tell the outside monitor that reminders are looked after, if they are: on hold they are not."""
    looked_at = deliverer.looked_at
    if looked_at is None or monotonic() - looked_at >= FRESH_SECONDS or _on_hold(deliverer):
        return
    deliverer.monitor.ping()


def _on_hold(deliverer: Deliverer) -> bool:
    with deliverer.database.asking() as connection:
        return bool(connection.scalar(_ON_HOLD))


def _trouble(reply: Reply) -> str:
    if isinstance(reply, Answer):
        return "" if 200 <= reply.status < 300 else f"it answered {reply.status}"
    return f"{reply.code}: {reply.reason}"
