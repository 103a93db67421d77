"""An owner with something of every kind, another user, and nobody: what the table of doors is tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from httpx2 import Response
from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from models.account import Account
from models.closure import Target
from models.session import Database
from models.tables import Closure, Invitation, Person, Record, User, WebSession
from models.user import Relation
from notifiers.channels import read_config
from scheduler.lifecycle import Answer
from scheduler.starting_acts import StartsAt
from tests.closures import KEY, add_channel, add_user, first_user, planning, register
from tests.databases import DATABASES
from tests.quick_reader import keep_report
from tests.unit.reports.papers import before
from tests.web.doors import Door
from tests.web.site import PASSWORD, SECRET, Browser, World
from web.accounts import invite
from web.api_tokens import make_token
from web.feeds import open_feed
from web.forms import CSRF, sign
from web.sessions import cookie_name, sign_in
from worker.action_links import Check, Links

MARK = "主人"
"""Stands in everything that is the owner's."""
_OF_BROWSERS = ("web_sessions", "login_failures")
VISIT = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Scene:
    """``folder``: the filled installation; ``cookies``: by login; ``things``: what paths and forms name."""

    folder: Path
    cookies: Mapping[str, str]
    things: Mapping[str, object]

    def act_out(self, folder: Path) -> Stage:
        """A copy of it behind a web server of its own."""
        url = DATABASES.copy(self.folder, folder)
        put_key(folder)
        return Stage(World(Database(url, durable=False), folder), self)


def new_scene(database: Database, folder: Path) -> Scene:
    """Fill the new database of the installation in that folder; nobody has it open afterwards."""
    world = World(database, folder)
    with world.writing() as session:
        owner, other = first_user(session), add_user(session, "other")
        things = _fill(session, owner) | {"password": PASSWORD}
        register(other, target=Target("", "另一位的平台"))
        cookies = {
            name: _sign_in(world, session, name, user) for name, user in (("owner", owner), ("other", other))
        }
        things |= _secrets(world, session, owner)
    world.installation.database.close()
    return Scene(folder, cookies, things)


@dataclass(frozen=True, slots=True)
class Stage:
    """One world to try one door in."""

    world: World
    scene: Scene

    def close(self) -> None:
        """Let the database go."""
        self.world.installation.database.close()

    def browser(self, who: str, **headers: str) -> Browser:
        """Of ``owner``, ``other`` or ``nobody``."""
        browser = self.world.anybody(**headers)
        browser.client.cookies["xiaohu_visit"] = VISIT
        if who in self.scene.cookies:
            browser.client.cookies[cookie_name(self.world.site)] = self.scene.cookies[who]
        return browser

    def token(self, who: str) -> str:
        """The token that forms of this browser carry."""
        return sign(self.world.site, "form", self.scene.cookies.get(who, VISIT))

    def open(self, door: Door, who: str, token: str | None, **headers: str) -> Response:
        """Try it: with the form, and with that token where one is given."""
        client, things = self.browser(who, **headers).client, self.scene.things
        if door.method == "GET":
            return client.get(door.path(things))
        form = door.posted(things) | ({} if token is None else {CSRF: token})
        return client.post(door.path(things), data=form)

    def stored(self) -> list[str]:
        """Everything in the database that is not about browsers."""
        tables = [table for table in Record.metadata.sorted_tables if table.name not in _OF_BROWSERS]
        with self.world.installation.database.reading() as session:
            return [f"{table.name}: {row}" for table in tables for row in _all(session, table)]


def _all(session: Session, table: Table) -> Sequence[Row[Any]]:
    return session.execute(select(table).order_by(*table.primary_key.columns)).all()


def put_key(folder: Path) -> None:
    """The one that the stored channels were sealed with."""
    file = folder / "channels.key"
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)


def _fill(session: Session, owner: User) -> dict[str, object]:
    plan = planning("2026-10-10 09:00")
    closure = register(owner, target=Target("", f"{MARK}的平台"), note=f"{MARK}的备注")
    closure.snooze(date(2026, 10, 12), plan)
    awaited = register(
        owner, "7天", target=Target("", f"{MARK}的来电"), starts_at=StartsAt.CALL_BACK, has_started=False
    )
    escalated = register(owner, target=Target("", f"{MARK}的投诉"))
    escalated.answer(Answer.STILL_OPEN, plan)
    silent = read_config(
        "email", {"to": "wang@example.com", "host": "127.0.0.1", "port": 9, "security": "none"}
    )
    channel = add_channel(owner, f"{MARK}的渠道", kind="email", **silent)  # type: ignore[arg-type]
    paused = add_channel(owner, f"{MARK}的另一渠道", 2)
    paused.pause(plan.now, "user")
    client = Person(user=owner, name=f"{MARK}的客户", relation=Relation.CLIENT, created_at=plan.now)
    session.add(client)
    session.flush()
    session.expire_all()
    things: dict[str, Any] = {
        "channel": channel.id,
        "paused": paused.id,
        "person": owner.people[0].id,
        "client": client.id,
    }
    things |= {"report": keep_report(session, owner.people[0], before(), plan.now).id}
    things |= {"slug": "jd-jintiao", "kind": "email", "end": "remove"}
    for name, each in (("closure", closure), ("awaited", awaited), ("escalated", escalated)):
        things |= {name: each.id, f"{name}_seen": each.last_change}
    return things


def _sign_in(world: World, session: Session, name: str, user: User) -> str:
    now = world.clock.real_now()
    account = Account(
        user=user, name=name, password_hash="opened by none", operator=name == "owner", created_at=now
    )
    session.add(account)
    session.flush()
    return sign_in(session, account, "", now)


def _secrets(world: World, session: Session, owner: User) -> dict[str, object]:
    """What the addresses of messages, calendars and invitations hold, and the rows behind what is revoked."""
    now, account = world.clock.real_now(), session.query(Account).filter_by(name="owner").one()
    elsewhere = sign_in(session, account, "another browser", now)
    _, token = make_token(session, account, f"{MARK}的程序", ["read"], now)
    invitation = invite(session, now)
    invite(session, now)
    session.flush()
    closure = session.query(Closure).order_by(Closure.id).first()
    assert elsewhere
    assert closure
    check = Check(closure.id, closure.created_at, closure.round.number, closure.last_change)
    links = Links(f"{world.settings.base_url}/", SECRET).answers(check, now)
    return {
        "browser": session.query(WebSession).order_by(WebSession.id.desc()).first().id,  # type: ignore[union-attr]
        "token": token.id,
        "invitation": invitation,
        "unused": session.query(Invitation).order_by(Invitation.id.desc()).first().id,  # type: ignore[union-attr]
        "permit": links.verified.rpartition("/")[2],
        "feed": open_feed(session, owner, now),
    }
