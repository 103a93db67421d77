"""What a line of the log looks like, for people and for programs, and what is never in one."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from config.logging import Json, Redaction, Text
from worker.claim import Batch

NOON = datetime(2026, 10, 10, 12, tzinfo=UTC)
BATCH = Batch("k1", 4, 7, (12, 13), "t", NOON, 2, NOON)


def record(said: str, *args: object, **extra: Any) -> logging.LogRecord:
    made = logging.getLogger("worker.deliver").makeRecord(
        "worker.deliver", logging.WARNING, __file__, 1, said, args, None, extra=extra
    )
    Redaction().filter(made)
    return made


def test_a_line_about_a_message_joins_its_rows() -> None:
    line = json.loads(Json().format(record("sent %d reminder(s)", 2, ids=BATCH.ids)))
    assert {name: line[name] for name in ("said", "level", "from")} == {
        "said": "sent 2 reminder(s)",
        "level": "warning",
        "from": "worker.deliver",
    }
    assert (line["message"], line["reminders"], line["channel"], line["attempt"]) == ("k1", [12, 13], 7, 3)
    assert line["at"].endswith("+00:00")


def test_people_read_the_numbers_behind_the_words() -> None:
    line = Text().format(record("sent", ids=BATCH.ids))
    assert line.endswith("sent [message=k1 reminders=12,13 channel=7 user=4 attempt=3]")
    assert Text().format(record("stopping")).endswith("stopping")


def test_a_message_of_several_lines_stays_one_line_of_json() -> None:
    text = Json().format(record("first\nsecond 第二"))
    assert "\n" not in text
    assert json.loads(text)["said"] == "first\nsecond 第二"


@pytest.mark.parametrize(
    "secret",
    ["wang@example.com", "password=hunter2secret", "https://wang:hunter2@example.com", "11010519491231002X"],
)
def test_what_looks_like_a_secret_is_cut_in_either_form(secret: str) -> None:
    said = f"the library said {secret} again"
    kept = secret.partition("=")[2] or secret
    for form in (Json(), Text()):
        assert kept not in form.format(record(said))
        assert kept not in form.format(record("the library said %s again", secret))


def test_a_traceback_stands_in_its_own_field_without_secrets() -> None:
    try:
        raise RuntimeError("token=abcdef0123")
    except RuntimeError as error:
        made = record("looking failed")
        made.exc_info = (RuntimeError, error, error.__traceback__)
    line = json.loads(Json().format(made))
    assert "RuntimeError" in line["trace"]
    assert "abcdef0123" not in line["trace"]
