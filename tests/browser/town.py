"""The service that pages are looked at in, full of closures, and the browsers that look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from config.settings import Settings
from tests.browser.sample import NOW, Sample, fill
from tests.browser.service import HOST, Service
from tests.databases import DATABASES
from worker.installation import open_installation

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Chromium's: it reaches this machine only, whatever a page asks for."""


@dataclass(frozen=True)
class Town:
    """A running service full of closures, and browsers that are signed in to it."""

    service: Service
    sample: Sample
    chromium: Browser
    windows: dict[tuple[str, str], BrowserContext] = field(default_factory=dict)

    @contextmanager
    def page(self, who: str, language: str) -> Iterator[Page]:
        """A new page of that user's browser (of nobody's for ""), which has seen other pages before."""
        if (who, language) not in self.windows:
            self.windows[who, language] = self.window(who, locale=language)
        page = self.windows[who, language].new_page()
        try:
            yield page
        finally:
            page.close()

    def window(self, who: str = "", **how: Any) -> BrowserContext:
        """A browser of its own, which has seen nothing yet, on a phone unless it is told otherwise."""
        phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "locale": "zh-CN"}
        # Colours are looked at, not their fading.
        usual = {"base_url": self.service.by_number, "reduced_motion": "reduce", "color_scheme": "light"}
        context = self.chromium.new_context(**phone | usual | how)
        if who:
            address = self.service.by_number
            context.add_cookies([{"name": "xiaohu", "value": self.sample.cookies[who], "url": address}])
        return context


def filled(service: Service) -> Sample:
    """What there is to see, before the service is started."""
    settings = Settings(
        data_dir=service.folder,
        database_url=DATABASES.setting(service.folder),
        operator="box.example",
        base_url=service.by_name,
        digest_at="off",
        clock=datetime.fromisoformat(NOW),
    )
    with open_installation(settings, durable=False) as installation:
        return fill(installation, service.mail_port)
