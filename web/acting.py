"""Acts on closures as forms ask for them: done once, then back to the page the form stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.once import MovedOn, require_seen
from desk.typed import typed_number
from desk.wording import _
from models.planning import Planning
from models.tables import Closure
from web.forms import Posted
from web.visit import changing, looking, to

MOST_AT_ONCE = 400
_BACK = re.compile(r"/(pulls)?(\?person=\d{1,18})?([?&]report=here)?")

Act = Callable[[Closure, Planning], None]


def act_on(
    request: Request, number: int, form: Posted, act: Act, refused: Callable[[Exception], Response]
) -> Response:
    """One act on one closure in one transaction. ``refused`` shows a mistake beside what was typed."""
    try:
        with changing(request) as visit:
            closure = visit.desk.closure(number)
            require_seen(closure, form.text("seen"))
            act(closure, visit.desk.planning())
    except MovedOn as moved:
        return tell_moved(request, moved)
    except Exception as error:
        return refused(error)
    return to(back(form, number))


def act_on_all(request: Request, form: Posted, act: Act) -> Response:
    """The same act on all closures that ``about`` names (``closure-seen``, spaces between them); on none if
    one moved on."""
    try:
        with changing(request) as visit:
            planning = visit.desk.planning()
            for number, seen in _named(form.text("about").split()):
                closure = visit.desk.closure(number)
                require_seen(closure, seen)
                act(closure, planning)
    except MovedOn as moved:
        return tell_moved(request, moved)
    return to(back(form))


def back(form: Posted, number: int | None = None) -> str:
    """Where the form stood: the page of today, or the closure's own. Never another site."""
    asked = form.text("back")
    if _BACK.fullmatch(asked):
        return asked
    return f"/closures/{number}" if number else "/"


def tell_moved(request: Request, moved: MovedOn) -> Response:
    """409: what happened meanwhile, and that nothing was done now."""
    with looking(request) as visit:
        return visit.page("moved_on.html", 409, moved=moved)


def about(seen: Mapping[int, int]) -> str:
    """How a form names closures as they were seen: by number their ``last_change``."""
    return " ".join(f"{number}-{change}" for number, change in islice(seen.items(), MOST_AT_ONCE))


def _named(named: Sequence[str]) -> Iterator[tuple[int, str]]:
    if not 0 < len(named) <= MOST_AT_ONCE:
        raise Mistake(_("nothing was chosen; go back and choose again"))
    for each in named:
        number, _dash, seen = each.partition("-")
        yield typed_number(number), seen
