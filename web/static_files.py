"""Our own and the vendored files, kept by browsers for a year: their addresses carry the version."""

from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles


class KeptFiles(StaticFiles):
    """StaticFiles whose answers may be stored."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be kept."""
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
