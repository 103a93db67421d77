"""Which raw URLs the guard can follow."""

import pytest

from notifiers.apprise_notifier import is_guarded_schema, schemas

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
def test_what_is_guarded_schema_is_within_reach_of_the_guard(schema: str) -> None:
    assert is_guarded_schema(schema)


def test_what_opens_connections_of_its_own_is_beyond() -> None:
    offered = schemas()
    assert {schema for schema in offered if not is_guarded_schema(schema)} >= BEYOND & offered.keys()
    assert not is_guarded_schema("nosuch")
