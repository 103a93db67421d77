"""The digest, the pull plan by person, and the people."""

from typing import Any

import pytest

from models.tables import Delivery, Person, Reminder
from tests.closures import add_channel
from tests.web.api.program import Program, fields
from tests.web.site import World
from web.api.outlook import Digest, DigestEntry, PersonShape


@pytest.fixture
def two_people(world: World, program: Program) -> Program:
    """Of the user 1 (due on the 10th) and 2 (due on the 20th), of 妈妈 3 (the 12th) and 4 (withdrawn)."""
    with world.writing() as session:
        session.add(Person(user=world.user(session), name="妈妈", created_at=world.clock.now()))
    program.register()
    program.register(window="25天")
    program.register(window="17天", person="妈妈")
    program.post(f"/closures/{program.register(person='妈妈')}/withdraw")
    return program


def test_the_digest_has_the_promised_keys(two_people: Program) -> None:
    said = two_people.get("/digest").json()
    assert said.keys() == {field.alias or name for name, field in Digest.model_fields.items()}
    assert said["entries"][0].keys() == DigestEntry.model_fields.keys()
    assert (said["week"], said["counts"]["today"]) == ("2026-W41", 1)


def test_the_digest_counts_what_a_failed_channel_lost(world: World, two_people: Program) -> None:
    with world.writing() as session:
        channel = add_channel(world.user(session), "mail")
        session.flush()
        for reminder in session.query(Reminder).filter_by(kind="verify").limit(2):
            reminder.state = "failed"
            receipt = Delivery(
                reminder_id=reminder.id, channel_id=channel.id, message_id="<m@x>", seconds=0.1
            )
            receipt.at, receipt.outcome, receipt.code, receipt.reason = (
                world.clock.now(),
                "refused",
                "550",
                "",
            )
            session.add(receipt)
    [failed] = two_people.get("/digest").json()["channels_failed"]
    assert (failed["reason"], failed["lost"]) == ("550", 2)


def test_the_digest_plans_the_same_reports_as_the_plan(two_people: Program) -> None:
    assert two_people.get("/digest").json()["pulls"] == two_people.get("/pulls").json()["pulls"]


def test_another_week_is_seen_from_its_own_day(two_people: Program) -> None:
    assert two_people.get("/digest?week=2026-10-20").json()["week"] == "2026-W43"


def pulls(program: Program, query: str = "") -> list[Any]:
    found = program.get(f"/pulls{query}").json()["pulls"]
    return [(each["on"], each["person"], each["closures"], each["cost"]) for each in found]


def test_each_persons_report_is_pulled_apart(two_people: Program) -> None:
    checks = {
        each["id"]: each["check_on"] for each in two_people.get("/closures?open=true").json()["closures"]
    }
    assert pulls(two_people) == [
        (checks[3], "妈妈", [3], 0),
        (checks[2], "本人", [1, 2], 0),
    ]
    said = two_people.get("/pulls").json()
    assert (said["saved"], said["late"]) == (1, [])


def test_one_persons_plan(two_people: Program) -> None:
    assert [person for _, person, _, _ in pulls(two_people, "?person=妈妈")] == ["妈妈"]


def test_a_goal_makes_pulls_earlier_and_names_what_is_too_late(two_people: Program) -> None:
    said = two_people.get("/pulls?goal=2026-10-14").json()
    assert said["late"] == [2]
    assert {"on": "2026-10-10", "person": "本人", "closures": [1], "cost": 0} in said["pulls"]


def test_what_is_put_off_is_not_pulled_for_before(two_people: Program) -> None:
    two_people.post("/closures/1/snooze", {"until": "2026-11-20"})
    assert ("2026-11-20", "本人", [1], 0) in pulls(two_people)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/pulls?goal=soon", "goal"),
        ("/pulls?kind=by-pigeon", "kind"),
        ("/pulls?person=nobody", "person"),
        ("/digest?week=41", "week"),
        ("/digest?week=0001-01-01", "week"),
        ("/digest?week=9999-12-31", "week"),
    ],
)
def test_what_cannot_be_used_is_named(program: Program, path: str, field: str) -> None:
    assert fields(program.get(path)) == [field]


def test_people(two_people: Program) -> None:
    said = two_people.get("/people").json()["people"]
    assert said[0].keys() == PersonShape.model_fields.keys()
    assert [(each["name"], each["closures"], each["relation"]) for each in said] == [
        ("本人", 2, "self"),
        ("妈妈", 2, "family"),
    ]
