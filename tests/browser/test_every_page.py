"""Every page in both languages: whole on a phone, usable by everybody, and from nowhere else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, Request

from models.session import Database
from tests.browser.places import NOT_PAGES, PLACES, Place
from tests.browser.service import HOST
from tests.browser.town import Town
from tests.web.addresses import addresses
from tests.web.site import World

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text()
WIDTHS = (360, 390, 768)
LANGUAGES = ("zh-CN", "en-GB")
NAMESPACE = "www.w3.org"
"""XML's names look like addresses; nobody asks for them."""
_ADDRESS = re.compile(r"(?:https?:)?//([a-zA-Z0-9.-]+\.[a-zA-Z]{2,}|\d+\.\d+\.\d+\.\d+)")
_TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const inside = e => { for (let p = e.parentElement; p; p = p.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return true; };
  const named = e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 40);
  const over = [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > wide + 0.5 && box.left >= 0 && !inside(e); });
  return [document.documentElement.scrollWidth - wide, over.slice(0, 3).map(named)];
}"""
"""How far the page is wider than its window, and what stands out of it."""
_SMALL = """() => [...document.querySelectorAll('button, [role=button], input, select, textarea, summary')]
  .filter(e => e.getClientRects().length && !['checkbox', 'radio', 'hidden'].includes(e.type)
    && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)"""
"""What a thumb misses."""


def test_every_page_of_the_application_is_in_the_table(database: Database, tmp_path: Path) -> None:
    application = World(database, tmp_path).app
    shown = {path for method, path in addresses(application) if method == "GET" and "/api/" not in path}
    assert shown - NOT_PAGES == {place.route for place in PLACES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_page(town: Town, place: Place, language: str) -> None:
    """One load for all claims: each page in each language costs the browser half a second."""
    with town.page(place.who, language) as page, watching(page) as watch:
        answer = page.goto(place.address(town.sample.numbers))
        assert answer is not None
        assert answer.status == place.status
        spoken = place.lang or language[:2].replace("zh", "zh-CN")
        assert page.locator("html").get_attribute("lang") == spoken
        page.evaluate(AXE)
        found = {
            "asks other hosts": watch.hosts - {urlsplit(town.service.by_number).netloc},
            "names other hosts": other_hosts(answer.text()) - {place.example},
            "what the browser complains of": watch.complaints if place.status == 200 else [],
            "wider than the window": too_wide(page),
            "too small to touch": page.evaluate(_SMALL),
            "axe by day": violations(page, {}),
            "axe at night": violations_at_night(page) if language == LANGUAGES[0] else [],
        }
        assert {claim: what for claim, what in found.items() if what} == {}


class Watch:
    """What a page asks for while it loads, and what its browser complains of: a missing file, a policy."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []

    def note(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.hosts.add(urlsplit(request.url).netloc)

    def hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def catch(self, error: Error) -> None:
        self.complaints.append(str(error))


@contextmanager
def watching(page: Page) -> Iterator[Watch]:
    """What one visit of a page asks for."""
    watch = Watch()
    ears: tuple[tuple[Any, Any], ...] = (
        ("request", watch.note),
        ("console", watch.hear),
        ("pageerror", watch.catch),
    )
    for event, ear in ears:
        page.on(event, ear)
    yield watch
    for event, ear in ears:
        page.remove_listener(event, ear)


def other_hosts(text: str) -> set[str]:
    """Hosts that a text names and that are neither this service nor the name of a format."""
    return set(_ADDRESS.findall(text)) - {"127.0.0.1", HOST, NAMESPACE}


def too_wide(page: Page) -> list[str]:
    """What scrolls sideways or stands out of the window, at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        too_much, standing_out = page.evaluate(_TOO_WIDE)
        if too_much > 0 or standing_out:
            found.append(f"at {width} px by {too_much} px: {standing_out}")
    return found


def violations_at_night(page: Page) -> list[str]:
    """The rules of colour again: the night has colours of its own."""
    page.emulate_media(color_scheme="dark")
    return violations(page, {"runOnly": ["color-contrast", "link-in-text-block"]})


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """By axe: rule, element and what is wrong with it."""
    found = page.evaluate("options => axe.run(document, options)", options | {"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
