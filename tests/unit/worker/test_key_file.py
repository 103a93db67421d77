"""The key file: made once, replaced as a whole, read strictly, and never printed."""

import os
from pathlib import Path

import pytest

from worker.key_file import KeyFile, KeysInUse, KeysUnusable, new_key


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "data" / "channels.key")


def test_it_is_its_owners_alone_from_the_first_moment(file: KeyFile) -> None:
    old = os.umask(0)
    try:
        file.make()
        file.replace([new_key(), *file.read()])
    finally:
        os.umask(old)
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert not file.exposed()
    assert [each.name for each in file.path.parent.iterdir()] == ["channels.key"], "nothing is left beside it"


def test_a_file_that_is_there_is_never_made_anew(file: KeyFile) -> None:
    file.make()
    before = file.read()
    file.make()
    assert file.read() == before
    assert len(before) == 1


def test_the_newest_key_stands_first(file: KeyFile) -> None:
    keys = (new_key(), new_key(), new_key())
    file.replace(keys)
    assert file.read() == keys


def test_no_file_is_no_key(file: KeyFile) -> None:
    assert file.read() == ()
    assert not file.exists()
    assert not file.exposed()


@pytest.mark.parametrize("rights", [0o640, 0o604, 0o660, 0o644])
def test_rights_of_others_are_seen(rights: int, file: KeyFile) -> None:
    file.make()
    file.path.chmod(rights)
    assert file.exposed()


GOOD = "a" * 43 + "="
DAMAGED = [
    ("", "is empty"),
    ("\n  \n", "is empty"),
    ("hush-hush", "line 1"),
    (f"{GOOD}\nhush-hush\n", "line 2"),
    (GOOD[:-5], "line 1"),
    (GOOD * 2, "line 1"),
    ("hush-hush é", "no text"),
    ("\x00" * 44, "line 1"),
]


@pytest.mark.parametrize(("text", "said"), DAMAGED)
def test_a_damaged_file_is_told_without_what_is_in_it(text: str, said: str, file: KeyFile) -> None:
    file.make()
    file.path.write_text(text)
    with pytest.raises(KeysUnusable, match=said) as told:
        file.read()
    assert "hush" not in str(told.value)
    assert GOOD not in str(told.value)


def test_a_folder_in_its_place_is_told(file: KeyFile) -> None:
    file.path.mkdir(parents=True)
    with pytest.raises(KeysUnusable, match="cannot be read"):
        file.read()


def test_rotating_and_storing_keep_out_of_each_others_way(file: KeyFile) -> None:
    with file.held(alone=False), file.held(alone=False), pytest.raises(KeysInUse), file.held(alone=True):
        pass
    with file.held(alone=True), pytest.raises(KeysInUse), file.held(alone=False):
        pass
    with file.held(alone=True):
        pass


def test_what_goes_wrong_while_it_is_held_is_not_taken_for_a_lock(file: KeyFile) -> None:
    with pytest.raises(BlockingIOError), file.held(alone=True):
        raise BlockingIOError
