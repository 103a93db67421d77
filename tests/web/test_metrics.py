"""Figures for Prometheus: right, cheap, of nobody in particular, and not for everybody."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from models.session import Database
from models.tables import Channel, Delivery, Heartbeat, Reminder
from tests.closures import KEY, beijing
from tests.databases import plan_of
from tests.web.api.program import MAIL, Program
from tests.web.site import World
from worker.keyring import seal


@pytest.fixture
def operator(world: World) -> Program:
    """The first account is the operator's."""
    return Program(world, scopes=("read", "write"))


def scraped(program: Program) -> dict[str, float]:
    answer = program.client.get("/metrics", headers={"Authorization": f"Bearer {program.token}"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def channel(world: World) -> Channel:
    return Channel(
        kind="email",
        config=seal(KEY, "email", {}),
        label="a",
        detail="full",
        position=1,
        created_at=world.clock.now(),
    )


def due(world: World, ago: timedelta, state: str = "scheduled") -> Reminder:
    now = world.clock.now()
    return Reminder(kind="verify", ordinal=0, day=now.date(), due_at=now - ago, state=state)


def test_a_quiet_service(operator: Program) -> None:
    found = scraped(operator)
    assert (found["xiaohu_reminders_due"], found["xiaohu_queue_age_seconds"]) == (0, 0)
    assert str(found["xiaohu_scheduler_heartbeat_age_seconds"]) == "nan", "it has never run"
    assert (found["xiaohu_holidays_published_until_year"], found["xiaohu_holiday_notice_missing"]) == (
        2026,
        0,
    )


def test_what_waits_and_for_how_long(world: World, operator: Program) -> None:
    with world.writing() as session:
        user = world.user(session)
        for reminder in (due(world, timedelta(seconds=90)), due(world, timedelta(seconds=30))):
            reminder.user_id = user.id
            session.add(reminder)
        ahead, held = due(world, -timedelta(hours=1)), due(world, timedelta(0), "claimed")
        ahead.user_id = held.user_id = user.id
        session.add_all([ahead, held])
    found = scraped(operator)
    assert (found["xiaohu_reminders_due"], found["xiaohu_reminders_unreachable"]) == (0, 2)
    with world.writing() as session:
        user = world.user(session)
        user.channels.append(channel(world))
    found = scraped(operator)
    assert (found["xiaohu_reminders_due"], found["xiaohu_reminders_unreachable"]) == (2, 0)
    assert (found["xiaohu_queue_age_seconds"], found["xiaohu_reminders_in_hand"]) == (90, 1)


def test_outcomes_and_lateness_are_counted_from_the_first_scrape_on(world: World, operator: Program) -> None:
    def receipt(outcome: str, late: int) -> None:
        with world.writing() as session:
            user, now = world.user(session), world.clock.now()
            row = due(world, timedelta(seconds=late), "sent")
            row.user_id = user.id
            session.add(row)
            session.flush()
            session.add(
                Delivery(
                    reminder_id=row.id,
                    channel_id=user.channels[0].id,
                    message_id="<a@box.example>",
                    at=now,
                    outcome=outcome,
                    code="",
                    reason="",
                    seconds=0.1,
                )
            )

    with world.writing() as session:
        user = world.user(session)
        user.channels.append(channel(world))
    receipt("sent", 1)
    scraped(operator)
    receipt("sent", 3)
    receipt("sent", 100)
    receipt("refused", 0)
    scraped(operator)
    found = scraped(operator)
    assert found['xiaohu_deliveries_total{channel="email",outcome="sent"}'] == 2
    assert found['xiaohu_deliveries_total{channel="email",outcome="refused"}'] == 1
    assert found['xiaohu_lateness_seconds_bucket{le="5.0"}'] == 1
    assert (found["xiaohu_lateness_seconds_count"], found["xiaohu_lateness_seconds_sum"]) == (2, 103)


def test_the_age_of_the_workers_sign_of_life(world: World, operator: Program) -> None:
    now = world.clock.real_now()
    with world.writing() as session:
        seen = now - timedelta(seconds=40)
        session.add(Heartbeat(worker="scheduler", started_at=seen, seen_at=seen, said=""))
    assert scraped(operator)["xiaohu_scheduler_heartbeat_age_seconds"] == 40


@pytest.mark.parametrize(
    ("day", "missing"), [("2026-10-31", 0), ("2026-11-01", 1), ("2026-12-10", 2), ("2027-02-01", 2)]
)
def test_a_missing_holiday_notice(world: World, operator: Program, day: str, missing: int) -> None:
    world.at(beijing(f"{day} 12:00"))
    assert scraped(operator)["xiaohu_holiday_notice_missing"] == missing


def test_nothing_of_anybody_is_told(operator: Program) -> None:
    operator.register(platform="某某贷", free=True)
    operator.post("/channels", MAIL)
    text = operator.client.get("/metrics", headers={"Authorization": f"Bearer {operator.token}"}).text
    assert not re.search("某某贷|本人|wang|example", text)


def test_a_scrape_reads_no_table_whole(world: World, operator: Program) -> None:
    said: list[tuple[str, Any]] = []
    engine = world.installation.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
    scraped(operator)
    scraped(operator)
    with world.installation.database.reading() as session:
        plans = [
            line.strip(" ->")
            for statement, given in said
            if statement.startswith("SELECT") and "metrics" not in statement
            for line in plan_of(session.connection(), statement, given).splitlines()
        ]
    assert plans
    large = "(reminders|deliveries|closures|events)"
    assert not [plan for plan in plans if re.match(rf"SCAN {large}$|Seq Scan on {large} ", plan)]


def test_this_machine_may_look_where_the_service_is_for_this_machine_only(world: World) -> None:
    def asked(client: str, **headers: str) -> int:
        browser = TestClient(world.app, base_url=world.settings.base_url, client=(client, 5000))
        return browser.get(
            "/metrics", headers={k.replace("_", "-"): v for k, v in headers.items()}
        ).status_code

    assert asked("127.0.0.1") == asked("::1") == 200
    assert asked("192.168.1.7") == asked("203.0.113.9") == 401
    assert asked("127.0.0.1", X_Forwarded_For="203.0.113.9") == asked("127.0.0.1", Forwarded="for=x") == 401


def test_with_a_public_address_only_an_operators_token_opens_it(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path, base_url="https://xiaohu.example")
    operator, other = Program(world), Program(world, "li")
    for program, status in ((operator, 200), (other, 403), (Program(world, scopes=None), 401)):
        headers = {"Authorization": f"Bearer {program.token}"} if program.token else {}
        assert program.client.get("/metrics", headers=headers).status_code == status
