"""What became of one attempt to send. Outcomes are values: no sender raises for a mail server's mood."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took responsibility for the message.

    ``code`` and ``text``: what it answered, where it said something (``"0"``, ``"ok"``; ``"250"``, ``"2.0.0
    Ok: queued"``). ``text`` is in its own words, redacted like the reason of a refusal.
    """

    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side answered and said no.

    ``permanent``: trying again the same way cannot help (5xx of SMTP, most 4xx of HTTP).
    ``code``: the other side's own (``"550"``, ``"429"``) or one of ours (``"starttls"``).
    ``reason``: its words, without addresses, links and secrets, at most 200 characters; where we
    speak for it, an English message id that ``config.i18n`` translates.
    ``retry_after``: how long it asked to be left alone; the whole channel is, not only this message.
    ``gone``: it is about the channel and not the message: the token is not valid, the webhook or the mailbox
    is no longer there. The channel is paused at once, other permanent refusals pause it after a few.
    ``hint``: what its user can do about it, beside the other side's words; an English message id or "".
    """

    permanent: bool
    code: str
    reason: str
    retry_after: timedelta | None = None
    gone: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody answered, or the connection broke: the message may or may not have arrived.

    ``code``: ``dns``, ``connection_refused``, ``timeout``, ``cut``, ``certificate`` or ``unreachable``.
    ``reason``: an English message id. Always worth another try.
    """

    reason: str
    retry_after: timedelta | None = None
    code: str = "unreachable"
    permanent: ClassVar[bool] = False


Outcome = Sent | Refused | Unreachable
