"""A rotation leaves every channel readable, wherever it ends, and no old key behind where it succeeds."""

from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import Settings
from models.session import Database
from models.tables import Channel
from tests.closures import KEY, add_channel, beijing, first_user
from tests.command_line import CommandLine
from tests.scripted import ScriptedClock
from worker.crash_points import OF_ROTATION
from worker.installation import Installation
from worker.key_file import KeysInUse, KeysUnusable
from worker.keyring import seal
from worker.rotation import rotate

ADD = ("channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1", "--security", "none")


@pytest.fixture
def installation(database: Database, tmp_path: Path) -> Installation:
    """With three channels under the tests' key."""
    with database.writing() as session:
        for number in range(3):
            add_channel(first_user(session), f"channel {number}")
    settings = Settings(data_dir=tmp_path, operator="box.example")
    return Installation(settings, database, ScriptedClock(beijing("2026-09-24 10:00")))


def read(installation: Installation) -> list[object]:
    with installation.database.reading() as session:
        channels = session.scalars(select(Channel).order_by(Channel.id)).all()
        opened = [installation.keys.open(channel.kind, channel.config) for channel in channels]
    return [config and config["name"] for config in opened]


def ciphertexts(installation: Installation) -> list[str]:
    with installation.database.reading() as session:
        return list(session.scalars(select(Channel.config).order_by(Channel.id)))


NAMES = ["channel 0", "channel 1", "channel 2"]


def test_all_channels_are_under_the_new_key_and_the_old_one_is_gone(installation: Installation) -> None:
    before = ciphertexts(installation)
    assert rotate(installation) == 3
    [key] = installation.keys.file.read()
    assert key != KEY
    assert read(installation) == NAMES
    assert not set(before) & set(ciphertexts(installation))
    assert not installation.keys.file.exposed()


def test_one_that_cannot_be_read_stops_it_and_nothing_is_lost(installation: Installation) -> None:
    with installation.database.writing() as session:
        session.get_one(Channel, 2).config = "broken"
    before = ciphertexts(installation)
    with pytest.raises(KeysUnusable, match="channel 2 cannot be read"):
        rotate(installation)
    assert ciphertexts(installation) == before
    assert installation.keys.file.read() == (KEY,)
    assert read(installation) == ["channel 0", None, "channel 2"]
    with installation.database.writing() as session:
        session.delete(session.get_one(Channel, 2))
    assert rotate(installation) == 2
    assert len(installation.keys.file.read()) == 1
    assert read(installation) == ["channel 0", "channel 2"]


def test_a_lost_file_is_told_and_not_made_anew(installation: Installation) -> None:
    installation.keys.file.path.unlink()
    with pytest.raises(KeysUnusable, match="is missing"):
        rotate(installation)
    assert not installation.keys.file.exists()


def test_two_at_a_time_are_not_let_in(installation: Installation) -> None:
    with installation.keys.file.held(alone=True), pytest.raises(KeysInUse):
        rotate(installation)
    assert installation.keys.file.read() == (KEY,)


def test_before_the_first_channel_there_is_nothing_to_do(tmp_path: Path) -> None:
    xiaohu = CommandLine(tmp_path / "data")
    assert "no key yet" in xiaohu("keys", "rotate").out
    assert not (xiaohu.folder / "channels.key").exists()


@pytest.mark.parametrize("point", OF_ROTATION)
def test_a_death_in_the_middle_leaves_all_readable(point: str, tmp_path: Path) -> None:
    xiaohu = CommandLine(tmp_path / "data")
    for _ in range(2):
        assert xiaohu(*ADD).code == 0
    xiaohu.more = {"XIAOHU_CRASH_AT": point}
    assert xiaohu.process("keys", "rotate").code == -9
    xiaohu.more = {}
    assert [each["problem"] for each in xiaohu("channels", "list", "--json").json] == [None, None]
    assert xiaohu(*ADD).code == 0, "a further channel is stored meanwhile"
    assert "3 channels" in xiaohu("keys", "rotate").out
    assert len((xiaohu.folder / "channels.key").read_text().split()) == 1
    assert [each["problem"] for each in xiaohu("channels", "list", "--json").json] == [None] * 3


def test_a_sealed_channel_belongs_to_the_newest_key_after_a_crash(installation: Installation) -> None:
    file = installation.keys.file
    file.replace(["b" * 43 + "=", KEY])
    with installation.database.writing() as session:
        sealed = installation.keys.seal(session, "scripted", {"name": "new"})
        assert installation.keys.open("scripted", sealed) == {"name": "new"}
    file.replace([KEY])
    assert installation.keys.open("scripted", sealed) is None
    assert seal(KEY, "scripted", {"name": "new"}) != sealed
