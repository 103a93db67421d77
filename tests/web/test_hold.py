"""After a restore every page says that nothing is sent; the operator lets it go."""

import pytest
from sqlalchemy import select

from models.tables import Heartbeat, Hold, Reminder
from tests.closures import beijing, register
from tests.web.site import Browser, World
from worker.run_log import WORKER


@pytest.fixture
def operator(world: World) -> Browser:
    """Their installation was restored an hour ago; one reminder has come due."""
    browser = world.signed_in()
    with world.writing() as session:
        register(world.user(session))
        made, worked = beijing("2026-10-08 20:00"), beijing("2026-10-09 21:30")
        session.add(Hold(since=world.clock.now(), made_at=made, worked_until=worked))
        now = world.clock.real_now()
        session.add(Heartbeat(worker=WORKER, started_at=now, seen_at=now, said=""))
    return browser


def states(world: World) -> set[str]:
    with world.writing() as session:
        due = Reminder.due_at <= world.clock.now()
        return set(session.scalars(select(Reminder.state).where(due)))


def test_every_page_says_so_and_leads_the_operator_there(world: World, operator: Browser) -> None:
    for path in ("/", "/closures", "/settings"):
        assert '<a href="/operator">On hold since a backup was restored' in operator.get(path).text
    other = world.signed_in("li").get("/").text
    assert "nothing is sent until the operator says so" in other
    assert 'href="/operator">On hold' not in other


def test_machines_that_watch_are_told(world: World, operator: Browser) -> None:
    answer = operator.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["on hold after a restore: nothing is sent until it is released"]
    operator.post("/operator/hold/release", at="/operator", choice="drop")
    assert operator.get("/healthz").status_code == 200


def test_the_operator_sees_what_is_due_and_when_the_old_one_last_worked(operator: Browser) -> None:
    page = operator.get("/operator").text
    assert "1 reminder is due" in page
    assert "Thu 8 Oct 2026 20:00" in page
    assert 'value="2026-10-09T21:30"' in page


@pytest.mark.parametrize(
    ("choice", "until", "state"),
    [
        ("send", "", "scheduled"),
        ("drop", "", "failed"),
        ("sent-until", "2026-10-09T21:30", "scheduled"),
        ("sent-until", "2026-10-10T09:30", "failed"),
    ],
)
def test_it_is_let_go_as_chosen(world: World, operator: Browser, choice: str, until: str, state: str) -> None:
    answer = operator.post("/operator/hold/release", at="/operator", choice=choice, until=until)
    assert answer.status_code == 303
    assert states(world) == {state}
    assert "On hold" not in operator.get("/").text
    assert "On hold" not in operator.get("/operator").text


@pytest.mark.parametrize(
    ("choice", "said"),
    [("", "choose what happens"), ("sent-until", "write it like"), ("other", "choose what")],
)
def test_without_a_choice_nothing_is_let_go(world: World, operator: Browser, choice: str, said: str) -> None:
    answer = operator.post("/operator/hold/release", at="/operator", choice=choice, until="soon")
    assert answer.status_code == 422
    assert said in answer.text
    assert "On hold" in operator.get("/").text
