"""What a phone loads that was never here before: little, and compressed."""

import pytest
from playwright.sync_api import Request

from tests.browser.town import Town

MOST_BYTES, MOST_REQUESTS = 60_000, 6
SMALL = 1000
"""Bytes below which nothing is compressed: it would hardly become shorter."""
PLACES = (
    ("busy", "/"),
    ("busy", "/?report=here"),
    ("busy", "/closures"),
    ("busy", "/timeline?span=1y"),
    ("wang", "/"),
    ("lin", "/"),
    ("new", "/register"),
    ("new", "/channels/add"),
    ("", "/login"),
)


@pytest.mark.parametrize(("who", "path"), PLACES)
def test_the_first_load_is_small(town: Town, who: str, path: str) -> None:
    window, requests = town.window(who), list[Request]()
    window.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 (playwright marks it)
    page = window.new_page()
    page.goto(path, wait_until="networkidle")
    sizes = {each.url: each.sizes() for each in requests}
    large = [each for each in requests if sizes[each.url]["responseBodySize"] > SMALL]
    assert {each.response().headers.get("content-encoding") for each in large} == {"gzip"}  # type: ignore[union-attr]
    assert 4 <= len(sizes) == len(requests) <= MOST_REQUESTS, "the page, two styles, one script, a picture"
    assert sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes.values()) < MOST_BYTES
    window.close()


def test_two_hundred_are_open_there(town: Town) -> None:
    """The claim above would be easy without them."""
    with town.page("busy", "zh-CN") as page:
        page.goto("/closures?page=4")
        assert page.locator("main ul.rows > li").count() == 50
