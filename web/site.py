"""What every request stands on: the open installation and the secret that signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from worker.installation import Installation


@dataclass(frozen=True, slots=True)
class Site:
    """One installation behind one web server. ``secret``: 32 bytes or more that sign forms and links."""

    installation: Installation
    secret: bytes

    @property
    def base_url(self) -> str:
        """The only address that links are built from, without a slash at its end."""
        return self.installation.settings.base_url

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https, so that cookies may not leave without it."""
        return self.base_url.startswith("https://")


def site_of(request: Request) -> Site:
    """The site a request came to."""
    site: Site = request.app.state.site
    return site
