"""Who may do what: one row for each address of the application. A new address has to be added.

``owner`` is the first account, the operator's; ``other`` another user's account; ``nobody`` has not signed
in. All three ask for what is the owner's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LOGIN = 303
"""Sent to the login."""


@dataclass(frozen=True, slots=True)
class Door:
    """``address``: method and path as the application knows them; the numbers: the answers' status.

    ``fills``: what the path's parameters stand for, by names of ``Scene.things``; ``form``: what is posted,
    filled from the same names. ``by_address``: whoever knows the address may, it is a secret itself.
    ``query``: goes behind the path, filled likewise.
    """

    address: str
    owner: int
    other: int
    nobody: int = LOGIN
    fills: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    by_address: bool = False
    query: str = ""

    @property
    def method(self) -> str:
        """``GET`` or ``POST``."""
        return self.address.partition(" ")[0]

    def path(self, things: Mapping[str, object]) -> str:
        """Filled in."""
        path = self.address.partition(" ")[2].replace(":int}", "}")
        named = path.format(**{name: things[what] for name, what in self.fills.items()})
        return f"{named}?{self.query.format(**things)}" if self.query else named

    def posted(self, things: Mapping[str, object]) -> dict[str, str]:
        """What is sent, without the form's token."""
        return {name.format(**things): text.format(**things) for name, text in self.form.items()}

    def status(self, who: str) -> int:
        """What ``owner``, ``other`` or ``nobody`` is answered."""
        return int(getattr(self, who))

    def __str__(self) -> str:
        return self.address


def act(name: str, closure: str = "closure", **form: str) -> Door:
    """An act on one of the owner's closures: for others there is no such closure."""
    path, seen = f"POST /closures/{{number:int}}/{name}", f"{{{closure}_seen}}"
    return Door(path, 303, 404, fills={"number": closure}, form={"seen": seen} | form)


def of_channel(name: str = "", **form: str) -> Door:
    """An act on one of the owner's channels."""
    return Door(f"POST /channels/{{number:int}}{name}", 303, 404, fills={"number": "channel"}, form=form)


ACCOUNT = {"name": "somebody", "password": "{password}"}
ABOUT = {"about": "{closure}-{closure_seen}"}
MAIL = {"to": "wang@example.com", "host": "127.0.0.1", "security": "none"}
CONSENT = {"purpose": "跟进销户", "on": "2026-10-09"}
WHOSE = "person={person}"
CLIENT, END = {"number": "client"}, {"number": "client", "how": "end"}
SIGNING_IN = (
    Door("GET /healthz", 503, 503, 503),
    Door("GET /login", 200, 200, 200),
    Door("POST /login", 422, 422, 422, form=ACCOUNT),
    Door("POST /logout", 303, 303),
    Door("GET /invited/{token}", 200, 200, 200, fills={"token": "invitation"}),
    Door("POST /invited/{token}", 303, 303, 303, fills={"token": "invitation"}, form=ACCOUNT),
)
BY_ADDRESS = (
    Door("GET /a/{token}", 200, 200, 200, fills={"token": "permit"}, by_address=True),
    Door("POST /a/{token}", 303, 303, 303, fills={"token": "permit"}, by_address=True),
    Door("GET /calendar/{token}.ics", 200, 200, 200, fills={"token": "feed"}, by_address=True),
)
TODAY = (
    Door("GET /", 200, 200),
    Door("POST /today/report-asked", 303, 404, form=ABOUT),
    Door("POST /today/wait", 303, 404, form={**ABOUT, "until": "2026-10-20"}),
    Door("POST /today/undo", 303, 404, form=ABOUT),
)
CLOSURES = (
    Door("GET /closures", 200, 200),
    Door("GET /closures/{number:int}", 200, 404, fills={"number": "closure"}),
    Door("GET /closures/{number:int}/evidence", 200, 404, fills={"number": "closure"}),
    Door("GET /closures/{number:int}/evidence.zip", 200, 404, fills={"number": "closure"}),
    act("answer", answer="verified"),
    act("snooze", until="2026-10-20"),
    act("act", "awaited", on="2026-10-09"),
    act("undo"),
    act("withdraw"),
    act("escalate", rung="objection", filed_on="2026-10-08"),
    act("give-up", "escalated"),
    act("note", text="kept"),
)
REGISTERING = (
    Door("GET /platforms", 200, 200),
    Door("GET /platforms/{slug}", 200, 200, fills={"slug": "slug"}),
    Door("GET /register", 200, 200),
    Door("GET /register/details", 200, 200, query="platform={slug}"),
    Door("POST /register/details", 303, 303, form={"platform": "{slug}", "do": "save", "on-0": "2026-10-09"}),
    Door("GET /register/done", 200, 404, query="closure={closure}"),
    Door("GET /register/paste", 200, 200),
    Door("POST /register/paste", 200, 200, form={"text": "{slug} 10/9"}),
    Door("GET /register/file", 200, 200),
    Door("POST /register/file", 422, 422),
    Door("GET /register/file/done", 200, 200),
    Door("GET /register/template.csv", 200, 200),
)
PLANS = (
    Door("GET /timeline", 200, 404, query=WHOSE),
    Door("GET /calendar-month", 200, 404, query=WHOSE),
    Door("GET /pulls", 200, 404, query=WHOSE),
    Door(
        "POST /pulls/wishes",
        303,
        404,
        form={"person": "{person}", "kind": "online", "used": "0", "wait_days": "14"},
    ),
    Door("GET /digest", 200, 200),
    Door("GET /digest/mail", 200, 200),
    Door("POST /digest/send", 200, 422),
    Door("GET /export.csv", 200, 200),
    Door("GET /export.json", 200, 200),
)
REPORT = {"number": "report"}
REPORTS = (
    Door("GET /reports", 200, 200),
    Door("POST /reports", 422, 422),
    Door("POST /reports/keep", 422, 422, form={"kept": "eJw", "mark": "x"}),
    Door("GET /reports/{number:int}", 200, 404, fills=REPORT),
    Door(
        "POST /reports/{number:int}/close",
        303,
        404,
        fills=REPORT,
        form={"account": "3", "platform-3": "huabei", "on": "2026-10-09"},
    ),
    Door(
        "POST /reports/{number:int}/link",
        303,
        404,
        fills=REPORT,
        form={"closure": "{closure}", "account": "1"},
    ),
    Door("POST /reports/answers", 422, 404, form={"closure": "{closure}", "answer-{closure}": "verified"}),
    Door("POST /reports/ask-again", 422, 404, form={"closure": "{closure}", "seen": "{closure_seen}"}),
    Door("GET /reports/delete", 200, 200),
    Door("POST /reports/delete", 303, 404, form={"person": "{person}"}),
)
CHANNELS = (
    Door("GET /channels", 200, 200),
    Door("GET /channels/add", 200, 200),
    Door("GET /channels/add/{name}", 200, 200, fills={"name": "kind"}),
    Door("POST /channels/add/{name}", 303, 303, fills={"name": "kind"}, form=MAIL),
    Door("GET /channels/add", 200, 404, query="person={client}"),
    Door("GET /channels/add/{name}", 200, 404, fills={"name": "kind"}, query="person={client}"),
    # The client has not consented to messages.
    Door("POST /channels/add/{name}", 422, 404, fills={"name": "kind"}, form=MAIL, query="person={client}"),
    Door("GET /channels/{number:int}", 200, 404, fills={"number": "channel"}),
    of_channel(**{"for": "reminders", "position": "1", "detail": "minimal"}),
    of_channel("/pause"),
    replace(of_channel("/resume"), fills={"number": "paused"}),
    of_channel("/remove"),
    replace(of_channel("/test"), owner=200),
)
PEOPLE = (
    Door("GET /people", 200, 200),
    Door("POST /people", 303, 303, form={"name": "奶奶", "relation": "family"}),
    Door("GET /people/{number:int}", 200, 404, fills=CLIENT),
    Door("POST /people/{number:int}/consent", 303, 404, fills=CLIENT, form=CONSENT),
    Door("GET /people/{number:int}/{how}", 200, 404, fills=END),
    Door("POST /people/{number:int}/{how}", 303, 404, fills=END),
)
SETTINGS = (
    Door("GET /settings", 200, 200),
    Door("GET /settings/messages", 200, 200),
    Door("POST /settings/messages", 422, 422),
    Door("POST /settings/messages/usual", 303, 303),
    Door("GET /account", 200, 200),
    Door("POST /account/password", 422, 422),
    Door("POST /account/browsers/{number:int}/sign-out", 303, 404, fills={"number": "browser"}),
    Door("POST /account/browsers/others/sign-out", 303, 303),
    Door("GET /account/calendar", 200, 200),
    Door("POST /account/calendar", 200, 200),
    Door("POST /account/calendar/detail", 303, 303),
    Door("POST /account/calendar/close", 303, 303),
    Door("GET /account/tokens", 200, 200),
    Door("POST /account/tokens", 200, 200, form={"name": "script", "scopes": "read"}),
    Door("POST /account/tokens/{number:int}/revoke", 303, 404, fills={"number": "token"}),
    Door("GET /account/leave", 200, 200),
    Door("GET /account/everything.zip", 200, 200),
    Door("POST /account/leave", 422, 422, form=ACCOUNT),
)
OPERATING = (
    Door("GET /operator", 200, 403),
    Door("POST /operator/invitations", 200, 403),
    Door("POST /operator/invitations/{number:int}/withdraw", 303, 403, fills={"number": "unused"}),
    Door("POST /operator/hold/release", 422, 403, form={"choice": "send"}),
    Door("GET /metrics", 401, 401, 401),
)
DOORS = (
    *(*SIGNING_IN, *BY_ADDRESS, *TODAY, *CLOSURES, *REGISTERING),
    *(*PLANS, *REPORTS, *CHANNELS, *PEOPLE, *SETTINGS, *OPERATING),
)
"""All but the API, which has its own table: tests/web/api/test_authorisation.py."""
