"""People: whose reports are followed, on what grounds, and how that ends."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.people import (
    RELATIONS,
    REMOVED,
    WITHDRAWN,
    Consent,
    PersonMistake,
    add_person,
    erase_person,
    record_consent,
)
from desk.typed import typed_date, typed_name
from desk.wording import _
from models.erasing import clear_log
from models.personal import PersonalData
from models.tables import Person
from models.user import Relation
from web.channel_rows import title
from web.errors import Missing
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to

router = APIRouter()
_ENDS = {"withdraw": WITHDRAWN, "remove": REMOVED}


@router.get("/people")
def list_people(request: Request) -> Response:
    """All of them, and a form for one more."""
    with looking(request) as visit:
        return _list(visit)


@router.post("/people")
def follow_person(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """One more person: family, or a client with consent."""
    try:
        with changing(request) as visit:
            relation = Relation.CLIENT if form.text("relation") == "client" else Relation.FAMILY
            name, consent = _name(form), _consent(form)
            if relation is Relation.CLIENT and consent is None:
                said = _("a client is followed with consent only: write to what, and since when")
                raise PersonMistake(said, "purpose")
            person = add_person(name, relation, consent, visit.desk)
            visit.session.flush()
            number = person.id
    except (Mistake, PersonalData) as error:
        with looking(request) as visit:
            return _list(visit, 422, problems=_beside(visit, error, "name"), typed=form.texts)
    return to(f"/people/{number}")


@router.get("/people/{number:int}")
def show_person(request: Request, number: int) -> Response:
    """One person: consent, closures, how it ends."""
    with looking(request) as visit:
        return _page(visit, _person(visit, number))


@router.post("/people/{number:int}/consent")
def save_consent(request: Request, number: int, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Record that the person consented, to what and when."""
    try:
        with changing(request) as visit:
            consent = _consent(form)
            if consent is None:
                raise PersonMistake(_("consent has a purpose and a day: write both"), "purpose")
            record_consent(_other(visit, number), consent, visit.desk)
    except (Mistake, PersonalData) as error:
        with looking(request) as visit:
            problems = _beside(visit, error, "purpose")
            return _page(visit, _person(visit, number), 422, problems=problems, typed=form.texts)
    return to(f"/people/{number}")


@router.get("/people/{number:int}/{how}")
def ask_before_the_end(request: Request, number: int, how: str) -> Response:
    """What will be deleted, and the button that does it."""
    with looking(request) as visit:
        if how not in _ENDS:
            raise Missing
        person = _other(visit, number)
        return visit.page("people/end.html", person=person, how=how, count=len(person.closures))


@router.post("/people/{number:int}/{how}")
def end(request: Request, number: int, how: str, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Delete the person with everything: nothing more is sent."""
    if how not in _ENDS:
        raise Missing
    with changing(request) as visit:
        erase_person(_other(visit, number), _ENDS[how], visit.desk)
        database = visit.site.installation.database
    clear_log(database)
    return to("/people")


def _person(visit: Visit, number: int) -> Person:
    found = next((person for person in visit.user.people if person.id == number), None)
    if found is None:
        raise Missing
    return found


def _other(visit: Visit, number: int) -> Person:
    """Anybody but the user, who leaves by deleting the account."""
    person = _person(visit, number)
    if person.relation == Relation.SELF:
        raise Missing
    return person


def _name(form: Posted) -> str:
    try:
        return typed_name(form.text("name"))
    except Mistake as error:
        raise PersonMistake(str(error), "name") from None


def _consent(form: Posted) -> Consent | None:
    """None where nothing was written. Raises PersonMistake."""
    if not form.text("purpose") and not form.text("on"):
        return None
    if not form.text("on"):
        raise PersonMistake(_("consent has a purpose and a day: write both"), "on")
    return Consent(_purpose(form), _day(form))


def _purpose(form: Posted) -> str:
    if not form.text("purpose"):
        raise PersonMistake(_("consent has a purpose and a day: write both"), "purpose")
    try:
        return typed_name(form.text("purpose"))
    except Mistake as error:
        raise PersonMistake(str(error), "purpose") from None


def _day(form: Posted) -> date:
    try:
        return typed_date(form.text("on"))
    except Mistake as error:
        raise PersonMistake(str(error), "on") from None


def _beside(visit: Visit, error: Exception, field: str) -> dict[str, str]:
    return visit.problems(error, getattr(error, "field", field))


def _list(visit: Visit, status: int = 200, **view: object) -> Response:
    return visit.page("people/list.html", status, people=visit.user.people, relation=_relation, **view)


def _page(visit: Visit, person: Person, status: int = 200, **view: object) -> Response:
    typed = {"purpose": person.consent_for or "", "on": person.consent_on or ""}
    shown = {"person": person, "relation": _relation, "count": len(person.closures), "typed": typed}
    shown["channel_title"] = title
    return visit.page("people/person.html", status, **shown | view)


def _relation(person: Person) -> str:
    return _(RELATIONS[person.relation])
