"""Reads a report in a process of its own, with limits: a PDF is a program written by a stranger.

File, password and key go in through a pipe, and only what is kept comes back. The text of the report never
leaves that process, and it says nothing on stderr.
"""

import json
import logging
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from reports.accounts import Report
from reports.refusals import MEGABYTES, PDF, PDF_BEGINS_WITHIN, Refusal, ReportRefused

SECONDS = 60
"""How long reading may take, on the wall clock; the process' own limits are in reports/child.py."""
LARGEST = MEGABYTES * 1_000_000
_REPORT = TypeAdapter(Report)
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "reports.child")
_log = logging.getLogger(__name__)


def read_report(data: bytes, *, key: bytes, password: str | None = None, thorough: bool = False) -> Report:
    """The brief report in a PDF. Raises ReportRefused, with PASSWORD_NEEDED where one is asked for.

    ``key``: of the HMACs that say whose report it is; ``thorough``: see reports/reading.py.
    """
    if len(data) > LARGEST:
        raise ReportRefused(Refusal.TOO_LARGE)
    if PDF not in data[:PDF_BEGINS_WITHIN]:
        raise ReportRefused(Refusal.NO_PDF)  # not worth a process
    wanted = {"password": password, "key": b64encode(key).decode(), "thorough": thorough}
    answer = _answer(json.dumps(wanted).encode() + b"\n" + data)
    if (refused := answer.get("refused")) is not None:
        if where := answer.get("where"):
            _log.warning("a report could not be read: %s", where)  # the kind of error, never its text
        raise ReportRefused(Refusal[str(refused)])
    try:
        return _REPORT.validate_python(answer["report"])
    except (KeyError, ValidationError):
        raise ReportRefused(Refusal.DAMAGED) from None


def _answer(sent: bytes) -> dict[str, object]:
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter, nothing of the user's in the command
            _COMMAND,
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(Path(__file__).parents[1])},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": Refusal.TOO_MUCH.name}
    if done.returncode < 0:  # ended by a signal: its limit of time, or a crash of the PDF library
        return {"refused": Refusal.TOO_MUCH.name if -done.returncode in _LIMITS else Refusal.DAMAGED.name}
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return {"refused": Refusal.DAMAGED.name}
    return answer if isinstance(answer, dict) else {"refused": Refusal.DAMAGED.name}


_LIMITS = (9, 24)
"""SIGKILL and SIGXCPU."""
