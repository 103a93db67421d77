"""What a line of the log looks like, for people and for programs, and what is never in one."""

import io
import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from config.logging import Json, Redaction, Text
from worker.claim import Batch

KEY = "693a91f6-7aac-4bc4-97a0-0ec2fffa5aaa"
NOON = datetime(2026, 10, 10, 12, tzinfo=UTC)
BATCH = Batch("k1", 4, 7, (12, 13), "t", NOON, 2, NOON)


def record(said: str, *args: object, trouble: Exception | None = None, **extra: Any) -> logging.LogRecord:
    raised = (type(trouble), trouble, trouble.__traceback__) if trouble else None
    made = logging.getLogger("worker.deliver").makeRecord(
        "worker.deliver", logging.WARNING, __file__, 1, said, args, raised, extra=extra
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


def test_secrets_are_cut_in_either_form() -> None:
    for form in (Json(), Text()):
        assert "hunter22" not in form.format(record("the library said %s again", "password=hunter22"))


def test_a_traceback_stands_in_its_own_field_without_secrets() -> None:
    try:
        raise RuntimeError("token=abcdef0123")
    except RuntimeError as error:
        made = record("looking failed", trouble=error)
    line = json.loads(Json().format(made))
    assert "RuntimeError" in line["trace"]
    assert "abcdef0123" not in line["trace"]


@pytest.fixture
def log() -> logging.Logger:
    """A logger whose lines pass the filter into ``text(log)``."""
    handler = logging.StreamHandler(io.StringIO())
    handler.addFilter(Redaction())
    made = logging.Logger("of a test")
    made.addHandler(handler)
    return made


def _text(log: logging.Logger) -> str:
    [handler] = log.handlers
    assert isinstance(handler, logging.StreamHandler)
    return str(handler.stream.getvalue())


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("smtps://wang:hunter22@smtp.qq.com", "smtps://***@smtp.qq.com"),
        (f"POST /cgi-bin/webhook/send?key={KEY}", "POST /cgi-bin/webhook/send?key=***"),
        (f"access_token={KEY}&x=1", "access_token=***&x=1"),
        ("password: hunter22", "password: ***"),
        ("no such user wangwu@qq.com", "no such user ***@***"),
        ("11010519491231002X", "***"),
        ("channel 1 took 2 reminders", "channel 1 took 2 reminders"),
    ],
)
def test_what_looks_like_a_secret_is_cut_from_a_line(line: str, becomes: str, log: logging.Logger) -> None:
    log.warning("%s", line)
    assert _text(log) == f"{becomes}\n"


@pytest.mark.parametrize(
    "said",
    [
        f"POST https://open.feishu.cn/open-apis/bot/v2/hook/{KEY} failed",
        f"Max retries exceeded with url: /bot/v2/hook/{KEY} (Caused by nothing)",
        f"tgram://{KEY}/1",
        f"token={KEY}",
    ],
)
def test_the_text_of_an_error_is_no_way_around_it(said: str, log: logging.Logger) -> None:
    try:
        try:
            raise requests.ConnectionError(said)
        except requests.ConnectionError as error:
            raise RuntimeError("a send failed") from error
    except RuntimeError:
        log.exception("a message could not be handled")
    assert KEY not in _text(log)
    assert "a send failed" in _text(log)
    assert "test_logging.py" in _text(log), "where it was is still told"
