"""An installation behind its web server, and browsers that come to it, without a network between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from config.settings import Settings
from models.session import Database
from models.tables import Account, User
from tests.closures import beijing
from tests.databases import DATABASES
from tests.scripted import ScriptedClock
from tests.web.visitors import Front, visitor
from web import accounts
from web.accounts import find_invitation, has_accounts, invite, make_account
from web.app import create_app
from web.forms import CSRF
from web.passwords import hash_password
from web.sessions import cookie_name, sign_in
from web.site import Site
from worker.installation import Installation

PASSWORD = "一句很好记的短话就可以"
SECRET = b"for tests only, 32 bytes or more"
_hashed_once = cache(hash_password)
"""Of a process' many accounts with the same login."""
_TOKEN = re.compile(rf'name="{CSRF}" value="([0-9a-f]+)"')


class World:
    """One installation with a clock that stands where a test puts it."""

    def __init__(self, database: Database, folder: Path, **settings: Any) -> None:
        given: dict[str, Any] = {
            "operator": "box.example",
            "locale": "en",
            "digest_at": "off",
            "data_dir": folder,
            "database_url": DATABASES.setting(folder),
        }
        self.settings = Settings(**(given | settings))
        self.clock = ScriptedClock(beijing("2026-10-10 10:00"), beijing("2026-10-10 10:00"))
        self.installation = Installation(self.settings, database, self.clock)
        self.site = Site(self.installation, SECRET)
        self.front = Front(self.site)

    @cached_property
    def app(self) -> FastAPI:
        """An application of its own, for those who look at its routes or change them."""
        return create_app(self.site)

    def at(self, moment: datetime) -> None:
        """Put the clock there, and the leases' clock too."""
        self.clock.moment = self.clock.real = moment

    def anybody(self, **headers: str) -> Browser:
        """A browser that has not signed in."""
        return Browser(
            visitor(self.front, base_url=self.settings.base_url, follow_redirects=False, headers=headers)
        )

    def signed_in(self, name: str = "wang") -> Browser:
        """A browser of the account of that name, which is made when there is none.

        The first account belongs to the user that exists from the start, and is the operator's. The browser
        gets its cookie at once: the form takes as long as passwords are to take those who guess them.
        """
        now, browser = self.clock.real_now(), self.anybody()
        with self.writing() as session:
            token = sign_in(session, self._account(session, name), "testclient", now)
        browser.client.cookies.set(cookie_name(self.site), token)
        return browser

    def signed_in_by_the_form(self, name: str = "wang") -> Browser:
        """The same, as a person does it."""
        with self.writing() as session:
            self._account(session, name)
        browser = self.anybody()
        answer = browser.post("/login", at="/login", name=name, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser

    def user(self, session: Session, name: str = "wang") -> User:
        """The user of an account."""
        return session.query(Account).filter_by(name=name).one().user

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session to prepare or look at what is stored."""
        with self.installation.database.writing() as session:
            yield session

    def _account(self, session: Session, name: str) -> Account:
        return session.query(Account).filter_by(name=name).one_or_none() or self._make(session, name)

    def _make(self, session: Session, name: str) -> Account:
        now = self.clock.real_now()
        token = invite(session, now, operator=not has_accounts(session))
        session.flush()
        found = find_invitation(session, token, now)
        assert found is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(accounts, "hash_password", _hashed_once)
            return make_account(session, found, name, PASSWORD, settings=self.settings, now=self.clock.now())


class Browser:
    """Follows forms as a browser does: with the token of the page they stand on."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **headers: str) -> Response:
        """Look at a page."""
        answer: Response = self.client.get(path, headers=headers)
        return answer

    def post(self, path: str, /, at: str, files: dict[str, Any] | None = None, **fields: Any) -> Response:
        """Send the form of the page ``at`` to ``path``; lists are repeated fields."""
        token = _TOKEN.search(self.get(at).text)
        assert token is not None, f"{at} has no form"
        answer: Response = self.client.post(path, data={CSRF: token[1], **fields}, files=files)
        return answer
