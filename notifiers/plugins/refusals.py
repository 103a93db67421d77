"""What a service says when it refuses, in the fields that services use for it.

Telegram: ``error_code``, ``description``, ``parameters.retry_after`` in seconds
(https://core.telegram.org/bots/api#making-requests); ntfy: ``code``, ``error``; Gotify: ``errorCode``,
``errorDescription``; Matrix: ``errcode``, ``error``, ``retry_after_ms``
(https://spec.matrix.org/latest/client-server-api/#standard-error-response); others: ``message``.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from notifiers.http_status import refusal
from notifiers.message import Message
from notifiers.outcome import Refused
from notifiers.redaction import redacted
from notifiers.transport import Answer
from notifiers.vendors.answers import UNREADABLE

_CODE = ("error_code", "errcode", "errorCode", "code")
_WORDS = ("description", "errorDescription", "error", "message", "msg", "detail")
_LONGEST_WAIT = timedelta(days=1)


def refused(answer: Answer, message: Message, secrets: Iterable[str]) -> Refused:
    """An answer that is not a yes: by its HTTP status from 300 on, with the service's code and words where
    it has some. Words that only give our text back are none."""
    body = answer.json()
    body = body if isinstance(body, dict) else {}
    said = next((body[name] for name in _WORDS if isinstance(body.get(name), str) and body[name]), "")
    words = "" if _is_ours(said, message) else redacted(said, secrets)
    code = next((str(body[name]) for name in _CODE if _is_code(body.get(name))), "")
    wait = answer.retry_after or _wait(body)
    if answer.status < 300:
        said_no = Refused(False, redacted(code, secrets), words or UNREADABLE.reason, wait)
        return said_no if code else UNREADABLE
    by_status = refusal(answer.status, wait, words)
    return Refused(by_status.permanent, redacted(code, secrets) or by_status.code, by_status.reason, wait)


def _is_ours(said: str, message: Message) -> bool:
    return " ".join(said.split())[:20] in " ".join(f"{message.subject} {message.text}".split())


def _is_code(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""


def _wait(body: dict[str, Any]) -> timedelta | None:
    parameters = body.get("parameters")
    inner = parameters.get("retry_after") if isinstance(parameters, dict) else None
    for asked, unit in ((inner, 1.0), (body.get("retry_after"), 1.0), (body.get("retry_after_ms"), 0.001)):
        if isinstance(asked, int | float) and not isinstance(asked, bool) and 0 < asked < 10**10:
            return min(timedelta(seconds=asked * unit), _LONGEST_WAIT)
    return None
