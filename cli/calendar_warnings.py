"""Next year's holidays are missing: what to say beside closures whose dates may still move for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desk.wording import _, ngettext
from scheduler.lifecycle import ClosureState, is_finished

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure


def calendar_warnings(closures: Iterable[Closure], desk: Desk) -> list[str]:
    """One sentence from 1 November on, a loud one from 10 December on, where any of these is affected."""
    from models.planning import BEIJING
    from worker.notice_watch import missing_notice, published_until

    affected = sum(map(_affected, closures))
    if not affected:
        return []
    missing = missing_notice(published_until(desk.session), desk.now.astimezone(BEIJING).date())
    if missing is None:
        return []
    sentence = ngettext(
        "the holidays of {year} are not known here and may move dates of {n} closure; import the notice: "
        "xiaohu calendar import FILE",
        "the holidays of {year} are not known here and may move dates of {n} closures; import the notice: "
        "xiaohu calendar import FILE",
        affected,
        year=missing.year,
    )
    return [_("WARNING: {sentence}", sentence=sentence) if missing.badly else sentence]


def _affected(closure: Closure) -> bool:
    latest = closure.round
    open_still = not is_finished(ClosureState(closure.state))
    return open_still and (latest.provisional or latest.no_calendar is not None)
