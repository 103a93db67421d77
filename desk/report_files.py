"""Reading a report's file. Its name is nobody's business: people name it after themselves."""

from __future__ import annotations

import os
import stat

from config.i18n import N_
from desk.mistakes import Mistake
from desk.wording import _
from reports.process import LARGEST


def file_of(name: str) -> bytes:
    """The file's bytes, one more than a report may have at the most. Raises Mistake without its name."""
    try:
        with open(name, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Mistake(_("the report is not a file; give the path of the PDF"))
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = _(getattr(error, "strerror", None) or N_("it is no path"))
        raise Mistake(_("the report's file cannot be read: {reason}", reason=reason)) from None


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)  # a named pipe would keep everybody waiting
