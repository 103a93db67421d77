"""What is stored is ciphertext; what cannot be read is told, and never replaced in silence."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.session import Database
from models.tables import Channel
from notifiers.channels import read_config
from notifiers.form import Config
from tests.closures import KEY, add_channel, first_user
from worker.key_file import KeyFile, KeysUnusable, new_key
from worker.keyring import Keyring, seal
from worker.new_channel import add_channel as store

CONFIG: Config = {"to": "wang@qq.com", "password": "hush-hush", "port": 465}


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    """Without a file."""
    return Keyring(KeyFile(tmp_path / "other.key"))


@settings(deadline=None)  # files are read
@given(config=st.dictionaries(st.text(max_size=20), st.text(max_size=200) | st.integers(), max_size=8))
def test_what_was_sealed_opens_again(config: Config, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = KeyFile(tmp_path_factory.getbasetemp() / "same.key")
    file.make()
    assert Keyring(file).open("email", seal(file.read()[0], "email", config)) == config


def test_the_first_channel_makes_the_first_key(keys: Keyring, database: Database) -> None:
    with database.writing() as session:
        sealed = keys.seal(session, "email", CONFIG)
    assert "hush" not in sealed
    assert keys.open("email", sealed) == CONFIG
    assert len(keys.file.read()) == 1


def test_a_lost_file_is_not_replaced_while_a_channel_needs_it(keys: Keyring, database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "old")
        session.flush()
        with pytest.raises(KeysUnusable, match=r"other\.key is missing"):
            keys.seal(session, "email", CONFIG)
    assert not keys.file.exists()


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "hush-hush",
        "é" * 100,
        "gAAAAA==",
        seal(KEY, "email", CONFIG)[:-4],
        seal(KEY, "email", CONFIG)[:60] + "A" + seal(KEY, "email", CONFIG)[61:],
        seal(new_key(), "email", CONFIG),
        seal(KEY, "wecom", CONFIG),
        '{"to": "wang@qq.com"}',
    ],
)
def test_what_cannot_be_read_is_none(stored: str, keys: Keyring) -> None:
    assert keys.open("email", stored) is None
    keys.file.replace([KEY])
    assert keys.open("email", stored) is None
    assert keys.open("email", seal(KEY, "email", CONFIG)) == CONFIG


@settings(deadline=None)  # files are read
@given(stored=st.text(max_size=300))
def test_no_text_is_taken_for_settings(stored: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = KeyFile(tmp_path_factory.getbasetemp() / "same.key")
    file.make()
    assert Keyring(file).open("email", stored) is None


def test_a_process_that_runs_finds_a_new_key_and_keeps_the_old_one(keys: Keyring) -> None:
    old, new = new_key(), new_key()
    keys.file.replace([old])
    read_before = seal(old, "email", CONFIG)
    assert keys.open("email", read_before) == CONFIG
    keys.file.replace([new])
    assert keys.open("email", seal(new, "email", CONFIG)) == CONFIG
    assert keys.open("email", read_before) == CONFIG, "a row that was read before the rotation"


def test_why_nothing_can_be_read_is_told_as_it_is(keys: Keyring) -> None:
    assert "is missing" in str(keys.lost())
    keys.file.make()
    keys.open("email", "")
    assert "no key in" in str(keys.lost())
    keys.file.path.write_text("hush-hush")
    keys.open("email", "")
    assert "damaged in line 1" in str(keys.lost())


def test_a_stored_channel_shows_a_label_and_hides_the_rest(keys: Keyring, database: Database) -> None:
    config = read_config("email", {"to": "wang@qq.com", "password": "hush-hush"})
    with database.writing() as session:
        now = datetime(2026, 9, 24, tzinfo=UTC)
        first = store(session, keys, first_user(session), "email", config, now=now)
        second = store(session, keys, first_user(session), "email", config, now=now, detail="minimal")
        assert (first.position, first.detail) == (1, "full")
        assert (second.position, second.detail) == (2, "minimal")
    with database.reading() as session:
        channel = session.get_one(Channel, first.id)
        assert (channel.kind, channel.label) == ("email", "w***@qq.com (smtp.qq.com)")
        assert keys.open("email", channel.config) == config
    stored = database.file.read_bytes() + Path(f"{database.file}-wal").read_bytes() if database.file else b""
    for secret in (b"hush-hush", b"wang@qq.com"):
        assert secret not in stored
