"""One browser for all of these tests. Where there is none they say so; where there must be one they fail.

They share a worker when tests run side by side, so that the browser and the filled service start once.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.sample import NOW
from tests.browser.service import new_service
from tests.browser.town import ARGUMENTS, Town, filled

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
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        sentence = "NO BROWSER: install Debian's chromium, or the pages are not tested"
        pytest.fail(sentence) if _MUST_RUN else pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def town(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The service that all pages are looked at; no test changes anything in it."""
    with new_service(tmp_path_factory.mktemp("town")) as service:
        sample = filled(service)
        service.start(NOW)
        yield Town(service, sample, chromium)
