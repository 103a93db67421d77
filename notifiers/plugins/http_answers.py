"""What HTTP servers answered. Apprise's plugins tell success from failure and keep the status, the
Retry-After and the reason to themselves (Apprise 2.2); this looks over their shoulder while one of our
attempts is running."""

from typing import Any

import requests.sessions
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter

from notifiers.attempt import current
from notifiers.retry_after import retry_after


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
            attempt.answers.append((response.status_code, retry_after(response.headers)))
        return response


def observe_requests() -> None:
    """From now on every requests session of this process uses ObservedAdapter."""
    requests.sessions.HTTPAdapter = ObservedAdapter  # type: ignore[attr-defined]
