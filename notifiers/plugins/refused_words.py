"""What a service says when it refuses with an HTTP status, in the fields that services use for it.

Telegram ``description`` and ``parameters.retry_after`` (seconds; https://core.telegram.org/bots/api#responseparameters),
ntfy ``error``, Gotify ``error`` and ``errorDescription``, Matrix ``error`` and ``retry_after_ms``
(https://spec.matrix.org/latest/client-server-api/#standard-error-response), others ``message``.
"""

from datetime import timedelta
from typing import Any

from notifiers.transport import Answer

_WORDS = ("description", "errorDescription", "error", "message", "msg", "detail")
_LONGEST_WAIT = timedelta(days=1)


def refused_words(answer: Answer) -> tuple[str, timedelta | None]:
    """The words of a refusal ("" without any), unredacted, and how long it asks to be left alone."""
    body = answer.json()
    if not isinstance(body, dict):
        return "", answer.retry_after
    words = next((body[name] for name in _WORDS if isinstance(body.get(name), str) and body[name]), "")
    return words, answer.retry_after or _wait(body)


def _wait(body: dict[str, Any]) -> timedelta | None:
    parameters = body.get("parameters")
    inner = parameters.get("retry_after") if isinstance(parameters, dict) else None
    for asked, unit in ((inner, 1.0), (body.get("retry_after"), 1.0), (body.get("retry_after_ms"), 0.001)):
        if isinstance(asked, int | float) and not isinstance(asked, bool) and 0 < asked < 10**10:
            return min(timedelta(seconds=asked * unit), _LONGEST_WAIT)
    return None
