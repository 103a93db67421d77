"""A vendor's answer read as an outcome."""

import json
from datetime import timedelta
from typing import Any

import pytest

from notifiers.outcome import Outcome, Refused, Sent
from notifiers.transport import Answer
from notifiers.vendors.answers import UNREADABLE, Said, Vendor, fields, outcome_of

READER = fields(("errcode", "status"), ("errmsg",))
VENDOR = Vendor("dingtalk", READER)


def answered(body: Any, status: int = 200, **headers: str) -> Outcome:
    return outcome_of(VENDOR, Answer(status, headers, json.dumps(body).encode()), ["secret-key"])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"errcode": 0, "errmsg": "ok"}, Said("0", "ok")),
        ({"errcode": "0", "errmsg": "ok"}, Said("0", "ok")),
        ({"errcode": 7, "status": 0}, Said("7", "")),
        ({"status": 1111}, Said("1111", "")),
        ({"errcode": 7, "errmsg": None}, Said("7", "")),
        ({"errcode": 7, "errmsg": ["x"]}, Said("7", "")),
        ({"errcode": None}, None),
        ({"errcode": False}, None),
        ({"errcode": 0.0}, None),
        ({"errcode": ""}, None),
        ({"errcode": None, "status": 0}, None),
        ({}, None),
        ([], None),
        (None, None),
        ("0", None),
    ],
)
def test_what_counts_as_a_code(body: Any, said: Said | None) -> None:
    assert READER(body) == said


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        ({"errcode": 0}, 200, Sent("0")),
        ({"errcode": 0}, 204, Sent("0")),
        ({"errcode": 0, "errmsg": "ok"}, 500, Refused(False, "500", "ok")),
        ({"errcode": 0}, 404, Refused(True, "404", "404 Not Found")),
        ({"errcode": 310000, "errmsg": "sign not match"}, 200, Refused(True, "310000", "sign not match")),
        ({"errcode": 310000, "errmsg": "sign not match"}, 500, Refused(True, "310000", "sign not match")),
        ({"errcode": 300001}, 200, Refused(True, "300001", "token is not exist", gone=True)),
        ({"errcode": 5, "errmsg": "odd"}, 200, Refused(False, "5", "odd")),
        ({"errcode": 5, "errmsg": "odd"}, 400, Refused(True, "5", "odd")),
        ({"errcode": 5, "errmsg": "odd"}, 503, Refused(False, "5", "odd")),
        ({}, 200, UNREADABLE),
        ({}, 401, Refused(True, "401", "401 Unauthorized")),
        ({"errcode": 5, "errmsg": "see https://x.example/secret-key"}, 200, Refused(False, "5", "see …")),
        ({"errcode": 5, "errmsg": "no secret-key"}, 200, Refused(False, "5", "no …")),
        ({"errcode": "secret-key"}, 200, Refused(False, "…", "")),
    ],
)
def test_code_then_status(body: Any, status: int, outcome: Outcome) -> None:
    assert answered(body, status) == outcome


def test_the_servers_own_wait_goes_before_the_tables() -> None:
    limited = {"errcode": 130101, "errmsg": "send too fast"}
    assert answered(limited) == Refused(False, "130101", "send too fast", timedelta(minutes=10))
    assert answered(limited, 429, **{"Retry-After": "30"}) == Refused(
        False, "130101", "send too fast", timedelta(seconds=30)
    )
