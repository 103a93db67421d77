"""One browser for all of these tests. Where there is none they say so; where there must be one they fail.

They share a worker when tests run side by side, so that the browser and the filled service start once.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.settings import Settings
from tests.browser.sample import NOW, Sample, fill
from tests.browser.service import HOST, Service, new_service
from tests.databases import DATABASES
from worker.installation import open_installation

MUST_RUN = "XIAOHU_CI_BROWSER"
"""Set where a missing browser is a failure: in .ci/run."""
_MUST_RUN = os.environ.get(MUST_RUN, "") not in ("", "0")
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them in one worker (``--dist loadgroup``)."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. It reaches this machine only, whatever a page asks for."""
    path = shutil.which("chromium")
    if path is None:
        sentence = "NO BROWSER: install Debian's chromium, or the pages are not tested"
        pytest.fail(sentence) if _MUST_RUN else pytest.skip(sentence)
    only_here = f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", only_here])
        yield browser
        browser.close()


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


@pytest.fixture(scope="package")
def town(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The service that all pages are looked at; no test changes anything in it."""
    with new_service(tmp_path_factory.mktemp("town")) as service:
        sample = _filled(service)
        service.start(NOW)
        yield Town(service, sample, chromium)


def _filled(service: Service) -> Sample:
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
