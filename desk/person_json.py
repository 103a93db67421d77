"""A person as programs read them: these keys are fixed and only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.tables import Person


def person_json(person: Person) -> dict[str, Any]:
    """Whose report is followed, how many closures that are, and on what grounds."""
    return {
        "name": person.name,
        "closures": len(person.closures),
        "relation": person.relation,
        "consent_for": person.consent_for,
        "consent_on": person.consent_on.isoformat() if person.consent_on else None,
    }
