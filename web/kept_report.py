"""A report that was read and is still to be confirmed: the page itself keeps it, signed, in hidden fields.

So nothing of it is stored before its owner agrees. What comes back is what was read, or nothing.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from desk.mistakes import Mistake
from desk.wording import _
from reports.accounts import Report
from web.forms import sign
from web.kept_file import packed, unpacked

if TYPE_CHECKING:
    from web.forms import Posted
    from web.visit import Visit

_REPORT = TypeAdapter(Report)
_FIELD, _MARK = "kept", "mark"


def hidden(report: Report, visit: Visit) -> list[tuple[str, str]]:
    """The fields that keep it."""
    data = _REPORT.dump_json(report)
    return [*((_FIELD, part) for part in packed(data)), (_MARK, _mark(data, visit))]


def shown_before(form: Posted, visit: Visit) -> Report:
    """The report that this user was shown. Raises Mistake for anything else."""
    data = unpacked(form.lists.get(_FIELD, ()))
    if not hmac.compare_digest(form.text(_MARK).encode(), _mark(data, visit).encode()):
        raise Mistake(_("the report was lost on the way; choose its file again"))
    return _REPORT.validate_json(data)


def _mark(data: bytes, visit: Visit) -> str:
    return sign(visit.site, "report", f"{visit.user.id}\x00{data.hex()}")
