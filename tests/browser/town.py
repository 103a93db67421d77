"""The service that pages are looked at in, full of closures, and the browsers that look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

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

PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Town:
    """A running service full of closures, and browsers that are signed in to it."""

    service: Service
    sample: Sample
    chromium: Browser
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    @contextmanager
    def page(self, who: str, language: str) -> Iterator[Page]:
        """The one of that user's browser (of nobody's for ""), by day, wherever it has been before.

        A new one each time would cost more than all that is looked at: each is a process of Chromium's.
        """
        page = self.pages.pop((who, language), None) or self.window(who, locale=language).new_page()
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="light")
        yield page
        self.pages[who, language] = page  # not after an error: whoever comes next gets a new one

    def window(self, who: str = "", **how: Any) -> BrowserContext:
        """A browser of its own, which has seen nothing yet, on a phone unless it is told otherwise."""
        phone: dict[str, Any] = {"viewport": PHONE, "locale": "zh-CN"}
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
