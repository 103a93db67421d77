"""Where a message may link to."""

import pytest

from notifiers.links import is_public, page_link


@pytest.mark.parametrize(
    ("base_url", "link"),
    [
        ("https://xiaohu.example.org", "https://xiaohu.example.org/"),
        ("https://xiaohu.example.org/", "https://xiaohu.example.org/"),
        ("https://example.org/xiaohu/", "https://example.org/xiaohu/"),
        ("http://192.168.1.20:8321", "http://192.168.1.20:8321/"),
        ("http://[fd00::1]:8321", "http://[fd00::1]:8321/"),
        ("https://example.org/?next=elsewhere#top", "https://example.org/"),
        ("http://localhost.example.org", "http://localhost.example.org/"),
    ],
)
def test_a_base_url_others_can_reach_is_linked(base_url: str, link: str) -> None:
    assert page_link(base_url) == link


@pytest.mark.parametrize(
    "base_url",
    [
        None,
        "",
        "http://localhost:8321",
        "http://LOCALHOST",
        "http://localhost.:8321",
        "http://xiaohu.localhost",
        "http://localhost.localdomain",
        "http://127.0.0.1:8321",
        "http://127.8.0.1",
        "http://[::1]:8321",
        "http://[::ffff:127.0.0.1]",
        "http://0.0.0.0:8321",
        "http://[::]",
        "ftp://example.org",
        "javascript:alert(1)",
        "example.org",
        "https://",
        "https://user@example.org",
        "https://example.org/a b",
        'https://example.org/"onclick',
        "https://example.org/\r\nBcc: x",
        "https://example.org:port",
        "https://[::1",
    ],
)
def test_loopback_and_broken_base_urls_are_not_linked(base_url: str | None) -> None:
    assert page_link(base_url) is None


@pytest.mark.parametrize(
    ("link", "public"),
    [
        ("https://xiaohu.example.org/a/t", True),
        ("https://XIAOHU.example.org.:8443/a/t", True),
        ("https://8.8.8.8/a/t", True),
        ("http://xiaohu.example.org/a/t", False),
        ("mailto:op@example.org", False),
        ("https://192.168.1.20:8321/a/t", False),
        ("https://100.64.0.7/a/t", False),
        ("https://[fd00::1]/a/t", False),
        ("https://[::ffff:10.0.0.1]/a/t", False),
        ("https://nas/a/t", False),
        ("https://NAS.local/a/t", False),
        ("https://xiaohu.home.arpa./a/t", False),
    ],
)
def test_only_a_public_link_can_be_followed_from_elsewhere(link: str, public: bool) -> None:
    assert is_public(link) == public
