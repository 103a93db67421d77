"""``make screenshots``: the pages of the docs as they are, with sample closures and a simulated clock."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.sample import NOW
from tests.browser.service import new_service
from tests.browser.town import ARGUMENTS, Town, filled

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, or the part of it down to ``height``."""

    name: str
    path: str
    who: str = "wang"
    language: str = "zh-CN"
    width: int = 390
    height: int = 1000


PICTURES = (
    Picture("today-phone", "/"),
    Picture("today-phone-en", "/", language="en-GB"),
    Picture("answer-phone", "/a/{permit}", who="", height=420),
    Picture("register-phone", "/register/details?platform=weihai-bank", height=1250),
    Picture("timeline", "/timeline", width=1000, height=880),
    Picture("timeline-en", "/timeline", language="en-GB", width=1000, height=880),
    Picture("calendar-phone", "/calendar-month", height=760),
    Picture("people", "/", who="lin", width=900, height=620),
)


def main() -> None:
    """Write the pictures."""
    if (chromium := shutil.which("chromium")) is None:
        sys.exit("install Debian's chromium: the pictures are taken with it")
    with TemporaryDirectory() as folder, new_service(Path(folder)) as service, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        town = Town(service, filled(service), browser)
        service.start(NOW)
        for picture in PICTURES:
            _take(picture, town)
        browser.close()


def _take(picture: Picture, town: Town) -> None:
    size: ViewportSize = {"width": picture.width, "height": picture.height}
    window = town.window(picture.who, locale=picture.language, viewport=size)
    page = window.new_page()
    page.goto(picture.path.format(**town.sample.numbers), wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    window.close()


if __name__ == "__main__":
    main()
