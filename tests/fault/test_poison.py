"""What cannot be said or sent at all takes nobody else with it, and its owner sees it."""

from sqlalchemy import update

from models.tables import Channel
from tests.fault.scene import Scene


def test_settings_that_no_key_opens_fail_and_say_so_and_the_others_are_on_time(scene: Scene) -> None:
    scene.people(3, closures=1)
    with scene.database.writing() as session:
        broken = update(Channel).where(Channel.user_id == scene.users()[1].id)
        session.execute(broken.values(config="gAAAAABbroken"))
    assert scene.fleet.run(scene.order()) == 0
    assert [row.state for row in scene.due()] == ["sent", "failed", "sent"]
    assert "key" in (scene.due()[1].failure or "")


def test_a_text_that_cannot_be_made_is_tried_again_and_holds_nobody_up(scene: Scene) -> None:
    scene.people(3, closures=1)
    assert scene.fleet.run(scene.order(defect="平台01之00")) == 0
    assert [row.state for row in scene.due()] == ["sent", "scheduled", "sent"]
    assert (scene.due()[1].failure or "").startswith("internal: ")
    scene.drain()
    scene.assert_nothing_lost(3, closures=1)
    assert scene.sink.extra == 0
