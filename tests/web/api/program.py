"""A program that calls the API with a token, without a network between."""

from __future__ import annotations

from typing import Any

from httpx2 import Response
from sqlalchemy.orm import Session

from models.tables import Account, User
from tests.web.site import World
from tests.web.visitors import visitor
from web.api_tokens import make_token
from worker.installation import first_user

CLOSURE = {"platform": "jd-jintiao", "on": "2026-09-24", "window": "3-5个工作日更新"}
"""Due on 9 October 2026; in the world it is the 10th, its check-on day."""
_SERVER = {"to": "you@example.com", "host": "127.0.0.1", "security": "none"}
MAIL = {"kind": "email", "settings": _SERVER}
SILENT_MAIL = {"kind": "email", "settings": _SERVER | {"port": "1"}}
"""Nobody listens there."""


class Program:
    """Calls with a token of its own. ``scopes`` None: with none."""

    def __init__(self, world: World, name: str = "wang", scopes: tuple[str, ...] | None = ("write",)) -> None:
        self.world, self.token = world, token_of(world, name, scopes) if scopes else ""
        self.client = visitor(world.front, base_url=world.settings.base_url, raise_server_exceptions=False)

    def get(self, path: str, /, **headers: str) -> Response:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, body: Any = None, /, **headers: str) -> Response:
        return self.send("POST", path, body, **headers)

    def send(self, method: str, path: str, body: Any = None, /, **headers: str) -> Response:
        """``Idempotency_Key="a"`` becomes the header Idempotency-Key."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            said.setdefault("Authorization", f"Bearer {self.token}")
        answer: Response = self.client.request(method, f"/api/v1{path}", json=body, headers=said)
        return answer

    def register(self, **more: Any) -> int:
        """The number of a new closure."""
        answer = self.post("/closures", CLOSURE | more)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])


def token_of(world: World, name: str, scopes: tuple[str, ...]) -> str:
    """A new token of that account, which is made when there is none; nobody knows its password."""
    with world.writing() as session:
        owner = session.query(Account).filter_by(name=name).one_or_none() or _account(world, session, name)
        return make_token(session, owner, "a test", scopes, world.clock.real_now())[0]


def _account(world: World, session: Session, name: str) -> Account:
    taken = session.query(Account).count()
    user = first_user(world.settings, world.clock.now()) if taken else session.query(User).one()
    made = Account(user=user, name=name, password_hash="", operator=not taken, created_at=world.clock.now())
    session.add(made)
    session.flush()
    return made


def is_problem(answer: Response, status: int) -> dict[str, Any]:
    """The problem document that an answer is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    return body


def fields(answer: Response) -> list[str]:
    """The fields that a 422 is about."""
    return [each["field"] for each in is_problem(answer, 422)["errors"]]
