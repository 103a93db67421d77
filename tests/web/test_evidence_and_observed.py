"""Evidence and observed times on the pages and in the API: the user's own, and nobody else's."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from models.tables import ImportedObservation, User
from tests.closures import register
from tests.proofs import proven
from tests.web.api.program import Program
from tests.web.site import Browser, World

PAGES = ("/closures/1", "/platforms/jd-jintiao", "/register/details?platform=jd-jintiao")
LATE = (
    "1 closing, shown on the report after 17 to 26 days; stated for them: after 6 to 15 days; usually later"
)


@pytest.fixture
def browser(world: World) -> Browser:
    """Signed in, with closure 1."""
    browser = world.signed_in()
    with world.writing() as session:
        closure = register(world.user(session))
        closure.note = "为了<房贷>"
    return browser


def prove_one(world: World, name: str = "wang") -> None:
    """A closing of that user's that came later than stated."""
    with world.writing() as session:
        proven(session, world.user(session, name), open_on=date(2026, 10, 10), closed_on=date(2026, 10, 20))


def test_the_page_alone_is_in_chinese_and_runs_nothing(browser: Browser) -> None:
    answer = browser.get("/closures/1/evidence")
    assert 'lang="zh-CN"' in answer.text
    assert "京东金条账户注销经过说明" in answer.text
    assert "为了&lt;房贷&gt;" in answer.text
    assert "为了" not in browser.get("/closures/1/evidence?notes=no").text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert answer.headers["cache-control"] == "no-store"


def test_the_file_is_the_command_lines(browser: Browser) -> None:
    answer = browser.get("/closures/1/evidence.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert 'filename="xiaohu-evidence-1-2026-10-10.zip"' in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as packed:
        assert set(packed.namelist()) == {"evidence.html", "evidence.csv", "reading-aid.en.html"}
        assert packed.read("evidence.html").decode() == browser.get("/closures/1/evidence").text


def test_the_closures_page_leads_to_both(browser: Browser) -> None:
    page = browser.get("/closures/1").text
    for path in ("evidence", "evidence.zip", "evidence?notes=no", "evidence.zip?notes=no"):
        assert f'href="/closures/1/{path}"' in page


@pytest.mark.parametrize("path", PAGES)
def test_what_was_observed_stands_beside_what_is_stated(path: str, world: World, browser: Browser) -> None:
    assert "Observed" not in browser.get(path).text
    prove_one(world)
    assert LATE in browser.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_another_users_closings_are_not_observed(path: str, world: World, browser: Browser) -> None:
    world.signed_in("zhao")
    prove_one(world, "zhao")
    with world.writing() as session:
        taken_in = {"token": "a" * 32, "platform": "jd-jintiao", "route": "app"}
        user: User = world.user(session, "zhao")
        session.add(ImportedObservation(user_id=user.id, observed_first=1, observed_last=2, **taken_in))
    assert "Observed" not in browser.get(path).text


def test_the_api_tells_both(world: World, browser: Browser) -> None:
    program = Program(world)
    [route] = program.get("/platforms/jd-jintiao").json()["routes"]
    assert route["observed"] is None
    prove_one(world)
    [route] = program.get("/platforms/jd-jintiao").json()["routes"]
    assert route["observed"] == {
        "count": 1,
        "bounds": [[17, 26]],
        "typical": None,
        "stated": [6, 15],
        "later_than_stated": True,
    }
    [found] = program.get("/platforms?query=jd-jintiao").json()["platforms"]
    assert found["routes"] == [route]
    answer = program.get("/closures/1/evidence.zip?notes=false")
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as packed:
        assert "为了" not in packed.read("evidence.html").decode()
