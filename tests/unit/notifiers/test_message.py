"""The Message-ID by which a second copy is recognised."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.message import message_id


def test_the_same_batch_has_the_same_id() -> None:
    assert message_id("user-1/2026-10-10", 4, "example.org") == message_id(
        "user-1/2026-10-10", 4, "example.org"
    )


@pytest.mark.parametrize("other", [("b", 1, "example.org"), ("a", 2, "example.org"), ("a", 1, "example.net")])
def test_anything_else_has_another_id(other: tuple[str, int, str]) -> None:
    assert message_id("a", 1, "example.org") != message_id(*other)


def test_batch_and_channel_cannot_be_confused() -> None:
    assert message_id("a1", 2, "example.org") != message_id("a", 12, "example.org")


@given(st.text(), st.integers() | st.text(), st.text())
def test_an_id_is_one_word_on_one_line(batch: str, channel: int | str, domain: str) -> None:
    made = message_id(batch, channel, domain)
    assert re.fullmatch(r"<[0-9a-f]{32}@[a-z0-9.-]{1,30}>", made)
    assert len(f"Message-ID: {made}") <= 78


@pytest.mark.parametrize("domain", ["", "老王家的服务器", "a" * 31, "x@y", "a b", "a>\r\nBcc: x"])
def test_a_domain_that_fits_no_header_is_replaced(domain: str) -> None:
    assert message_id("a", 1, domain).endswith(".xiaohu.invalid>")
