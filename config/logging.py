"""The log: one line an event, on stderr, without secrets.

No message text, lender's name, address or token is logged on purpose; the filter is for what libraries say,
in the text of their errors too. A line about a message carries the numbers that join it to its rows
(``ids``): reminders, channel, user.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

_SECRETS = (
    (re.compile(r"(\w+://)[^\s@/]+@"), r"\1***@"),
    (re.compile(r"(?i)((?:key|token|secret|password|passwd|access_token|sign)[=:]\s*)[^\s&'\"]+"), r"\1***"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "***@***"),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "***"),  # an ID number
)
# Nobody needs the links of a traceback, and in vendors' links the path is the key. requests writes it alone.
_LINKS = re.compile(r"\w+://\S+|(?<=with url: )\S+")
# Their INFO and DEBUG lines print addresses, tokens and message texts (docs/channels.md).
_TALKATIVE = ("apprise", "apscheduler", "urllib3", "requests", "alembic", "mail", "aiosmtpd", "procrastinate")


class Redaction(logging.Filter):
    """Cuts what looks like a secret from a line, wherever it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info:
            lines = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            record.exc_text = redacted(_LINKS.sub("***", lines))  # the formatter takes it as it is
        return True


def redacted(text: str) -> str:
    """``text`` without passwords in URLs, tokens, e-mail addresses and ID numbers."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def described(error: BaseException) -> str:
    """What kind of error, and where: enough to find it, without its text, which may hold private things."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


class Text(logging.Formatter):
    """A line for people: the numbers stand behind what is said."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's own name)
        """The line, with ``[message=... reminders=1,2]`` where there are such numbers."""
        numbers = " ".join(f"{name}={_plain(value)}" for name, value in _ids(record).items())
        return super().formatMessage(record) + (f" [{numbers}]" if numbers else "")


class Json(logging.Formatter):
    """A JSON object a line, for programs that collect logs: at (UTC), level, from, said, and the numbers."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; an error's traceback is in ``trace``."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
            **_ids(record),
        }
        if record.exc_info:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def _ids(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = getattr(record, "ids", {})
    return found


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


Form = Literal["text", "json"]


def set_up_logging(form: Form = "text", level: int = logging.INFO) -> None:
    """Log to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form == "json" else Text())
    handler.addFilter(Redaction())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
