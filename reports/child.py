"""The process that reads one report: limits first, then the PDF. Started by reports/process.py only.

stdin: a line of JSON (password, key, thorough), then the PDF. stdout: what is kept, or why it is refused.
"""

import json
import logging
import resource
import sys
from base64 import b64decode
from dataclasses import asdict
from typing import Any

MEMORY, CPU_SECONDS = 1_500_000_000, 45
_LIMITS = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CPU, CPU_SECONDS),
    (resource.RLIMIT_CORE, 0),  # a core dump would hold the report
    (resource.RLIMIT_FSIZE, 0),
)


def main() -> None:
    """Read what stands on stdin, answer on stdout."""
    for limit, value in _LIMITS:
        resource.setrlimit(limit, (value, value))
    logging.disable()  # the libraries' lines hold pieces of the report
    header, _, data = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(json.dumps(_answer(json.loads(header), data), default=str))


def _answer(wanted: dict[str, Any], data: bytes) -> dict[str, Any]:
    from reports.refusals import ReportRefused

    try:
        return {"report": asdict(_read(wanted, data))}
    except ReportRefused as error:
        return {"refused": error.refusal.name}
    except (MemoryError, RecursionError):
        return {"refused": "TOO_MUCH"}
    except Exception as error:
        from config.logging import described

        return {"refused": "DAMAGED", "where": described(error)}


def _read(wanted: dict[str, Any], data: bytes) -> Any:
    from reports.reading import read

    return read(data, wanted["password"], b64decode(wanted["key"]), thorough=wanted["thorough"])


if __name__ == "__main__":
    main()
