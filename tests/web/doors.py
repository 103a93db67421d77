"""Who may do what: one row for each address of the application. A new address has to be added.

``owner`` is the first account, the operator's; ``other`` another user's account; ``nobody`` has not signed
in. All three ask for what is the owner's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LOGIN = 303
"""Sent to the login."""


@dataclass(frozen=True, slots=True)
class Door:
    """``address``: method and path as the application knows them; the numbers: the answers' status.

    ``fills``: what the path's parameters stand for, by names of ``Scene.things``; ``form``: what is posted,
    filled from the same names.
    """

    address: str
    owner: int
    other: int
    nobody: int = LOGIN
    fills: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """``GET`` or ``POST``."""
        return self.address.partition(" ")[0]

    def path(self, things: Mapping[str, object]) -> str:
        """Filled in."""
        path = self.address.partition(" ")[2].replace(":int}", "}")
        return path.format(**{name: things[what] for name, what in self.fills.items()})

    def posted(self, things: Mapping[str, object]) -> dict[str, str]:
        """What is sent, without the form's token."""
        return {name: text.format(**things) for name, text in self.form.items()}

    def status(self, who: str) -> int:
        """What ``owner``, ``other`` or ``nobody`` is answered."""
        return int(getattr(self, who))

    def __str__(self) -> str:
        return self.address


def act(name: str, closure: str = "closure", **form: str) -> Door:
    """An act on one of the owner's closures: for others there is no such closure."""
    path, seen = f"POST /closures/{{number:int}}/{name}", f"{{{closure}_seen}}"
    return Door(path, 303, 404, fills={"number": closure}, form={"seen": seen} | form)


ACCOUNT = {"name": "somebody", "password": "{password}"}
ABOUT = {"about": "{closure}-{closure_seen}"}
DOORS = (
    Door("GET /healthz", 503, 503, 503),
    Door("GET /login", 200, 200, 200),
    Door("POST /login", 422, 422, 422, form=ACCOUNT),
    Door("POST /logout", 303, 303),
    Door("GET /invited/{token}", 200, 200, 200, fills={"token": "invitation"}),
    Door("POST /invited/{token}", 303, 303, 303, fills={"token": "invitation"}, form=ACCOUNT),
    Door("GET /", 200, 200),
    Door("POST /today/report-asked", 303, 404, form=ABOUT),
    Door("POST /today/wait", 303, 404, form={**ABOUT, "until": "2026-10-20"}),
    Door("POST /today/undo", 303, 404, form=ABOUT),
    Door("GET /closures", 200, 200),
    Door("GET /closures/{number:int}", 200, 404, fills={"number": "closure"}),
    act("answer", answer="verified"),
    act("snooze", until="2026-10-20"),
    act("act", "awaited", on="2026-10-09"),
    act("undo"),
    act("withdraw"),
    act("escalate", rung="objection", filed_on="2026-10-08"),
    act("give-up", "escalated"),
    act("note", text="kept"),
)
