"""Matrix: Apprise's plugin, which repeats nothing by itself and lets the server know a copy from a new
message."""

import hashlib
from typing import Any

from apprise.plugins.matrix.base import NotifyMatrix

from notifiers.attempt import current


class Matrix(NotifyMatrix):  # type: ignore[no-untyped-call]
    """matrix:// and matrixs://"""

    guarded = True
    default_retries = 1
    request_rate_per_sec = 0

    def send(self, *args: Any, **kwargs: Any) -> bool:
        """Send with a transaction ID made from the Message-ID where an access token is given: Apprise 2.2
        makes a new one for every send, so a copy would be shown again."""
        attempt = current.get()
        if attempt is not None and self.access_token is None and self.password and not self.user:
            self.access_token = self.password
            self.transaction_id: Any = hashlib.sha256(attempt.message.message_id.encode()).hexdigest()[:32]
        return bool(super().send(*args, **kwargs))  # type: ignore[no-untyped-call]
