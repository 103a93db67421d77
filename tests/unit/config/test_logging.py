"""The log holds no secrets: neither in its lines nor in the errors that stand below them."""

import io
import logging

import pytest
import requests

from config.logging import Redaction

KEY = "693a91f6-7aac-4bc4-97a0-0ec2fffa5aaa"


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
