"""The operator's page: how the service stands, and who may come in. Nobody's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import delete, select
from starlette.requests import Request
from starlette.responses import Response

from desk.holding import let_go
from desk.mistakes import Mistake
from models.tables import Invitation
from web.accounts import INVITED_FOR, invite
from web.channel_rows import title
from web.errors import Missing, NotAllowed
from web.forms import Posted, posted
from web.standing import standing
from web.visit import Visit, changing, looking, to
from worker.hold import NotOnHold

router = APIRouter()


@router.get("/operator")
def show_service(request: Request) -> Response:
    """Heartbeat, what is due, channels by kind, invitations."""
    with _operators(looking(request)) as visit:
        return _page(visit)


@router.post("/operator/invitations")
def make_invitation(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """A link for one account, shown this once."""
    with _operators(changing(request)) as visit:
        now = visit.site.installation.clock.real_now()
        token = invite(visit.session, now, operator=form.text("operator") == "yes")
        visit.session.flush()
        return _page(visit, url=f"{visit.site.base_url}/invited/{token}")


@router.post("/operator/invitations/{number:int}/withdraw")
def take_back(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """End an invitation that nobody has used."""
    with _operators(changing(request)) as visit:
        unused = Invitation.id == number, Invitation.used_at.is_(None)
        if visit.session.scalar(delete(Invitation).where(*unused).returning(Invitation.id)) is None:
            raise Missing
    return to("/operator")


@router.post("/operator/hold/release")
def release_hold(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Send again after a restore; what is due goes out, or not, as was chosen."""
    with _operators(changing(request)) as visit:
        desk = visit.desk
        try:
            let_go(form.text("choice"), form.text("until"), visit.session, desk.now, desk.zone)
        except (Mistake, NotOnHold) as error:
            return _page(visit, 422, problems=visit.problems(error))
    return to("/operator")


@contextmanager
def _operators(visiting: AbstractContextManager[Visit]) -> Iterator[Visit]:
    with visiting as visit:
        if not visit.account.operator:
            raise NotAllowed
        yield visit


def _page(visit: Visit, status: int = 200, **view: Any) -> Response:
    now = visit.site.installation.clock.real_now()
    unused = select(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    shown: dict[str, Any] = {
        "standing": standing(visit.session, visit.site.installation),
        "title_of": title,
        "open_": visit.session.scalars(unused.order_by(Invitation.id)).all(),
        "days": INVITED_FOR.days,
        "url": "",
        "problems": {},
        "settings": visit.site.installation.settings,
    }
    return visit.page("account/operator.html", status, **shown | view)
