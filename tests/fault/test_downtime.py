"""Seven days without a worker, 200 things due: one message for each reader, oldest first, and no more."""

from datetime import date, timedelta

from models.closure import Target
from tests.closures import CHECK_AT, add_user, register
from tests.fault.scene import Scene, platform

PEOPLE, EACH = 4, 50
WINDOWS = ("15天", "16天", "17天", "18天", "19天", "20天", "21天")
"""Of 24 September: due on 9 to 15 October, where they fall on working days."""
AFTER = CHECK_AT + timedelta(days=8)


def test_what_came_due_meanwhile_is_caught_up_and_not_repeated(scene: Scene) -> None:
    days: dict[str, date] = {}
    with scene.database.writing() as session:
        for number in range(PEOPLE):
            user = add_user(session, f"user{number}")
            scene.channel(user)
            for index in range(EACH):
                name = _name(number, index)
                closure = register(user, WINDOWS[index % len(WINDOWS)], target=Target("", name))
                assert closure.round.check_on is not None
                days[name] = closure.round.check_on
    assert len(set(days.values())) > 3
    scene.run_again(AFTER)
    assert len(scene.sink.mails) == PEOPLE
    for mail in scene.sink.mails:
        names = [_name(int(mail.recipient[4]), index) for index in range(EACH)]
        told = sorted(names, key=mail.text.index)
        assert [days[name] for name in told] == sorted(days[name] for name in names)
    scene.run_again(AFTER + timedelta(hours=1))
    assert len(scene.sink.mails) == PEOPLE


def _name(number: int, index: int) -> str:
    return f"{platform(number, 0)}号{index:02}"


def test_in_the_quiet_hours_it_waits_for_their_end(scene: Scene) -> None:
    scene.people(2, closures=2)
    at_night = CHECK_AT + timedelta(days=2, hours=14)  # 23:00 in Beijing
    assert scene.fleet.run(scene.order(at_night)) == 0
    assert scene.sink.mails == []
    assert scene.fleet.run(scene.order(at_night + timedelta(hours=9, minutes=1))) == 0
    scene.assert_nothing_lost(2, closures=2)
    assert scene.sink.extra == 0
