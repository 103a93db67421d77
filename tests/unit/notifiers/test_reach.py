"""Which raw URLs the guard can follow."""

import pytest

from notifiers.apprise_notifier import schemas
from notifiers.plugins.reach import speaks_http

BEYOND = {
    "irc",
    "ircs",
    "syslog",
    "rsyslog",
    "amqp",
    "amqps",
    "mqtt",
    "mqtts",
    "deltachat",
    "deltachats",
    "aprs",
}
"""Their plugins open connections of their own."""


@pytest.mark.parametrize("schema", ["json", "ntfys", "gotify", "tgram", "guilded", "mailto", "mailtos"])
def test_what_speaks_http_is_within_reach_of_the_guard(schema: str) -> None:
    assert speaks_http(schema)


def test_what_opens_connections_of_its_own_is_beyond() -> None:
    offered = schemas()
    assert {schema for schema in offered if not speaks_http(schema)} >= BEYOND & offered.keys()
    assert not speaks_http("nosuch")
