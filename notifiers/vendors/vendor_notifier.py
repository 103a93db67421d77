"""The notifier that all vendors' channels share: prepared requests go out one after the other, each answer is
read."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from config.i18n import N_
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.outgoing import Outgoing
from notifiers.transport import Answer, Deadline
from notifiers.vendors.answers import Vendor, outcome_of

_NOTHING = Refused(True, "empty", N_("there was nothing to send"))
_JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Post:
    """One request, ready to leave: ``body`` is exactly what goes over the wire, so its bytes can be
    counted."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: dict(_JSON))


Write = Callable[[Message, datetime], Sequence[Post]]
"""A message -> the requests that carry it. The instant is for signatures."""


def json_post(url: str, body: Any) -> Post:
    """A request with ``body`` as JSON in UTF-8: three bytes for a Chinese character, not six."""
    return Post(url, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def instant(message: Message, outgoing: Outgoing) -> datetime:
    """When a signature is made: the machine's time (a simulated clock would be refused), or the message's."""
    return outgoing.now() if outgoing.now else message.written_at


class VendorNotifier:
    """One channel of a vendor. ``secrets`` are blanked out of every reason.

    A message in several parts is sent when the vendor took all of them. If a later part is not taken, that
    is the outcome of the whole: tried again, its first parts arrive twice. At least once, never less.
    """

    def __init__(self, vendor: Vendor, write: Write, outgoing: Outgoing, secrets: Iterable[str] = ()) -> None:
        self._vendor, self._write, self._outgoing = vendor, write, outgoing
        self._secrets = tuple(secrets)

    def send(self, message: Message) -> Outcome:
        """Hand all parts over, in order; the first that is not taken ends it."""
        outcome: Outcome = _NOTHING
        deadline = Deadline.after(self._outgoing.time_limit)
        for post in self._write(message, instant(message, self._outgoing)):
            outcome = self._hand_over(post, deadline)
            if not isinstance(outcome, Sent):
                return outcome
        return outcome

    def close(self) -> None:
        """Nothing of its own is held open."""

    def _hand_over(self, post: Post, deadline: Deadline) -> Outcome:
        answer = self._outgoing.http.request(
            "POST", post.url, data=post.body, headers=post.headers, deadline=deadline
        )
        if not isinstance(answer, Answer):
            return answer
        return outcome_of(self._vendor, answer, self._secrets)
