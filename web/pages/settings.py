"""Settings: a calm index of what can be arranged, and the hours, language and cadence of the messages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.wording import _
from web.channel_rows import rows
from web.feeds import feed_of
from web.forms import Posted, posted
from web.settings_form import DAYS, LANGUAGES, ZONES, in_words, inputs, mistakes, texts, typed
from web.visit import Visit, changing, looking, to
from worker.user_settings import DEFAULT, READERS, choose, chosen

router = APIRouter()


@router.get("/settings")
def show_index(request: Request) -> Response:
    """What can be arranged, each with how it is now."""
    with looking(request) as visit:
        found = rows(visit.desk)
        return visit.page(
            "settings/index.html",
            channels=found,
            troubled=[each for each in found if each.paused or each.problem or each.failed],
            hours=_(", ").join(in_words(chosen(visit.user, visit.site.installation.settings))),
            people=visit.user.people,
            feed=feed_of(visit.session, visit.user),
        )


@router.get("/settings/messages")
def show_settings(request: Request) -> Response:
    """Language, zone, hours, digest and cadence."""
    with looking(request) as visit:
        return _page(visit)


@router.post("/settings/messages")
def save_settings(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Everything that was changed, or nothing; what is planned follows at once."""
    wanted = texts(form)
    with looking(request) as visit:
        if problems := mistakes(wanted):
            return _page(visit, 422, problems=problems, typed=typed(form))
    with changing(request) as visit:
        now = chosen(visit.user, visit.site.installation.settings)
        for name, text in wanted.items():
            if text != now[name].value:
                choose(name, text, visit.user, visit.session, visit.site.installation)
    return to("/settings")


@router.post("/settings/messages/usual")
def use_the_usual(request: Request, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """The installation's settings again."""
    with changing(request) as visit:
        for name in READERS:
            choose(name, DEFAULT, visit.user, visit.session, visit.site.installation)
    return to("/settings/messages")


def _page(visit: Visit, status: int = 200, **view: object) -> Response:
    now = chosen(visit.user, visit.site.installation.settings)
    shown = {
        "typed": inputs(now),
        "own": any(each.own for each in now.values()),
        "days": {name: _(text) for name, text in DAYS.items()},
        "languages": LANGUAGES,
        "zones": ZONES,
    }
    return visit.page("settings/messages.html", status, **shown | view)
