"""How long a server asks to be left alone."""

from datetime import timedelta

import pytest

from notifiers.retry_after import retry_after

MIDNIGHT = "Sat, 10 Oct 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta()),
        ("99999999999999999999", timedelta(days=1)),
        ("Sat, 10 Oct 2026 00:05:00 GMT", timedelta(minutes=5)),
        ("Fri, 09 Oct 2026 23:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(asked: str, wait: timedelta | None) -> None:
    assert retry_after({"Retry-After": asked, "Date": MIDNIGHT}) == wait


def test_a_date_without_the_servers_clock_says_nothing() -> None:
    assert retry_after({"Retry-After": MIDNIGHT}) is None
