"""Every address by everybody: the owner, another user, somebody who has not signed in, another site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.session import Database
from tests.databases import DATABASES
from tests.web.addresses import addresses
from tests.web.doors import DOORS, LOGIN, Door
from tests.web.scene import MARK, Scene, Stage, new_scene
from tests.web.site import World

WHO = ("owner", "other", "nobody")
FORMS = [door for door in DOORS if door.method == "POST" and not door.by_address]


@pytest.fixture(scope="module")
def scene(new_installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("scene")
    return new_scene(Database(DATABASES.copy(new_installation, folder), durable=False), folder)


@pytest.fixture
def stage(scene: Scene, tmp_path: Path) -> Iterator[Stage]:
    made = scene.act_out(tmp_path)
    yield made
    made.close()


def test_every_address_has_its_row(database: Database, tmp_path: Path) -> None:
    known = {f"{method} {path}" for method, path in addresses(World(database, tmp_path).app)}
    pages = {address for address in known if not address.startswith("HEAD ") and " /api/" not in address}
    assert pages == {door.address for door in DOORS}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_door(stage: Stage, door: Door, who: str) -> None:
    before = stage.stored()
    answer = stage.open(door, who, stage.token(who))
    assert answer.status_code == door.status(who), answer.text
    if who != "owner" and not door.by_address:
        assert MARK not in answer.text, "somebody else's"
    if who == "nobody" and door.nobody == LOGIN != door.owner:
        assert answer.headers["location"] == "/login"
    if answer.status_code in (401, 403, 404, 410) or answer.headers.get("location") == "/login":
        assert stage.stored() == before


@pytest.mark.parametrize("door", FORMS, ids=str)
def test_a_form_without_its_token_or_from_another_site_does_nothing(stage: Stage, door: Door) -> None:
    before = stage.stored()
    for who in WHO:
        own = stage.token(who)
        others = next(stage.token(each) for each in WHO if each != who)
        for token in (None, "", others, own[:-1], "中" * 64):
            assert stage.open(door, who, token).status_code == 403
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
        ):
            assert stage.open(door, who, own, **headers).status_code == 403
    assert stage.stored() == before


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_kind_of_request_that_a_door_does_not_know_is_refused(stage: Stage, door: Door) -> None:
    known = {
        each.method for each in DOORS if each.address.partition(" ")[2] == door.address.partition(" ")[2]
    }
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - known:
        answer = stage.browser("owner").client.request(method, door.path(stage.scene.things))
        assert answer.status_code in (404, 405)  # 404: a neighbour's path with a name in it


def test_the_owner_sees_what_the_others_must_not(stage: Stage) -> None:
    """The mark would prove nothing if it stood on no page."""
    for path in ("/", "/closures", f"/closures/{stage.scene.things['closure']}"):
        assert MARK in stage.browser("owner").get(path).text
