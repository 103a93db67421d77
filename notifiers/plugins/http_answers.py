"""What HTTP servers answered. Apprise's plugins tell success from failure and keep the status, the
Retry-After and the reason to themselves (Apprise 2.2); this looks over their shoulder while one of our
attempts is running."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests.sessions
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter

from notifiers.attempt import current

_LONGEST_WAIT = timedelta(days=1)


class ObservedAdapter(HTTPAdapter):
    """requests' own transport; answers and failures are also noted in the running attempt."""

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        attempt = current.get()
        try:
            response = super().send(request, *args, **kwargs)
        except RequestException as error:
            if attempt is not None:
                attempt.failures.append(error)
            raise
        if attempt is not None:
            attempt.answers.append((response.status_code, retry_after(response)))
        return response


def observe_requests() -> None:
    """From now on every requests session of this process uses ObservedAdapter."""
    requests.sessions.HTTPAdapter = ObservedAdapter  # type: ignore[attr-defined]


def retry_after(response: Response) -> timedelta | None:
    """How long the server asks to be left alone (RFC 9110, 10.2.3), at most a day; None if it does not
    say."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal() and asked.isascii():
        return min(timedelta(seconds=min(int(asked), 10**6)), _LONGEST_WAIT)
    try:  # a date: measured by the server's own clock
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return min(wait, _LONGEST_WAIT) if wait > timedelta() else None
