"""The form for several platforms at once: a card each, what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.following import already_followed
from desk.foreseeing import Foreseen, foresee
from desk.registering import RouteNeeded
from desk.wording import _
from models.registration import register_all
from models.user import ConsentMissing
from web.order_card import Card, field_of
from web.platform_list import wanted_platforms

if TYPE_CHECKING:
    from models.planning import Planning
    from models.tables import Person
    from web.forms import Posted
    from web.visit import Visit


class NotSaved(Exception):
    """Something is wrong on the sheet; nothing of it is stored."""


@dataclass(slots=True)
class Sheet:
    """The cards, and whose report it is."""

    cards: Sequence[Card]
    people: Sequence[Person]
    person: str
    planning: Planning
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def has_problems(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.problems) or any(card.problems for card in self.cards)

    def look(self, visit: Visit, *, saving: bool = False) -> list[Foreseen]:
        """Work out what each card comes to, or what is wrong with it."""
        if self.person not in (person.name for person in self.people):
            self.problems["person"] = _("This person is not on your list any more.")
            return []
        found = [found for card in self.cards if (found := self._look_at(card, visit, saving=saving))]
        self._refuse_twice()
        return found

    def forgive(self) -> None:
        """Nothing is wrong with a sheet that nobody has filled in yet."""
        self.problems.clear()
        for card in self.cards:
            card.problems.clear()

    def _look_at(self, card: Card, visit: Visit, *, saving: bool) -> Foreseen | None:
        if (order := card.order(self.person)) is None:
            return None
        try:
            card.foreseen = foresee(order, visit.desk, self.planning)
        except ConsentMissing:
            sentence = _("{name} has not agreed to this yet. Record the consent first, under People.")
            self.problems["person"] = sentence.format(name=self.person)
        except RouteNeeded:
            card.problems["route"] = _(
                "There are several ways, and their times differ: choose the one you took."
            )
        except Exception as error:
            card.blame(error, field_of(error, card))
        else:
            self._look_for_another(card, card.foreseen, visit, saving=saving)
        return card.foreseen

    def _look_for_another(self, card: Card, found: Foreseen, visit: Visit, *, saving: bool) -> None:
        card.follows = already_followed(found.wanted, visit.session)
        if saving and card.follows and not card.typed["again"]:
            card.problems["again"] = _(
                "You follow this one already. Tick the box if this is another account."
            )

    def _refuse_twice(self) -> None:
        """The same platform on two cards is more often a slip than two accounts."""
        places: dict[str, int] = {}
        for card in self.cards:
            first = places.setdefault(card.wanted.key, card.place)
            card.stands_twice = first != card.place
            if card.stands_twice and not card.typed["again"]:
                card.problems.setdefault(
                    "again", _("It stands above too. Tick the box if this is another account.")
                )


def read_sheet(form: Posted, visit: Visit) -> Sheet:
    """The sheet as it was filled in; a fresh one has the defaults."""
    chosen = wanted_platforms(form.lists.get("platform", ()), visit.desk.installation.catalog())
    planning, people = visit.desk.planning(), visit.user.people
    cards = [Card.read(place, wanted, form.texts, planning) for place, wanted in enumerate(chosen)]
    return Sheet(cards, people, form.text("person") or people[0].name, planning)


def save(sheet: Sheet, visit: Visit) -> list[int]:
    """Store all cards, or none. Returns the closures' numbers; raises NotSaved."""
    found = sheet.look(visit, saving=True)
    if sheet.has_problems or not found:
        raise NotSaved
    wanted = [each.wanted for each in found]
    return register_all(visit.session.connection(), visit.user.id, wanted, sheet.planning)
