"""Whose credit reports are followed, on what grounds, and how that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete

from config.i18n import N_
from desk.mistakes import Mistake, NotFound
from desk.wording import _
from models.erasing import overwrite_deleted
from models.personal import impersonal
from models.tables import Event, Person, User
from models.user import Relation

if TYPE_CHECKING:
    from desk.desk import Desk

RELATIONS = {"self": N_("you"), "family": N_("family"), "client": N_("client")}
REMOVED, WITHDRAWN = "person_removed", "consent_withdrawn"


@dataclass(frozen=True, slots=True)
class Consent:
    """To what a person consented, and when."""

    purpose: str
    on: date


class PersonMistake(Mistake):
    """Something typed about a person cannot be taken. ``field``: ``name``, ``purpose`` or ``on``."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def add_person(name: str, relation: Relation, consent: Consent | None, desk: Desk) -> Person:
    """Follow one more person's report. Raises PersonMistake, PersonalData."""
    if any(person.name == name for person in desk.user.people):
        sentence = _("there is a person {name} already; choose another name", name=name)
        raise PersonMistake(sentence, "name")
    person = Person(name=impersonal(name), relation=relation.value, created_at=desk.now)
    desk.user.people.append(person)
    if consent is not None:
        record_consent(person, consent, desk)
    return person


def record_consent(person: Person, consent: Consent, desk: Desk) -> None:
    """Raises PersonMistake for a day ahead, PersonalData."""
    if consent.on > desk.today:
        sentence = _("{day} is still ahead, today is {today}", day=consent.on, today=desk.today)
        raise PersonMistake(sentence, "on")
    person.consent_for, person.consent_on = impersonal(consent.purpose), consent.on


def named(name: str, desk: Desk) -> Person:
    """Anybody but the user. Raises NotFound, Mistake."""
    person = next((person for person in desk.user.people if person.name == name), None)
    if person is None:
        raise NotFound(_("there is no person {name}; see: xiaohu people list", name=name))
    if person is desk.user.people[0]:
        raise Mistake(
            _("{name} is you and stays; to delete everything: xiaohu delete --everything", name=name)
        )
    return person


def recipient(name: str | None, desk: Desk) -> Person | None:
    """Whose own channel is to be added; None for the user, who is reached by all others. Raises NotFound."""
    person = next((each for each in desk.user.people if each.name == name), None)
    if name is not None and person is None:
        raise NotFound(_("there is no person {name}; see: xiaohu people list", name=name))
    return person if person and person.relation != Relation.SELF else None


def erase_person(person: Person, kind: str, desk: Desk) -> None:
    """Delete the person with all that is stored of them. ``kind``: ``REMOVED`` or ``WITHDRAWN``."""
    overwrite_deleted(desk.session)
    # That it happened, not to whom.
    count = len(person.closures)
    desk.session.add(Event(at=desk.now, kind=kind, user_id=desk.user.id, data={"closures": count}))
    # The database deletes what belongs to a person together with the row.
    desk.session.execute(delete(Person).where(Person.id == person.id))


def erase_user(desk: Desk) -> None:
    """Delete the user with all that is stored of them; an installation always has one."""
    from worker.installation import ANYBODY, first_user

    overwrite_deleted(desk.session)
    desk.session.execute(delete(User).where(User.id == desk.user.id))
    desk.session.expunge_all()
    # A service that runs meanwhile goes on with the user that exists from the start.
    if desk.session.scalar(ANYBODY) is None:
        desk.session.add(first_user(desk.installation.settings, desk.now))
