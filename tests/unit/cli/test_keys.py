"""A lost key file or broken ciphertext: all is still listed, told with the remedy; nothing is made anew."""

import json

import pytest

from tests.command_line import CommandLine, assert_refused

ADD = ("channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1", "--security", "none")


@pytest.fixture
def filled(xiaohu: CommandLine) -> CommandLine:
    """Two channels."""
    for _ in range(2):
        assert xiaohu(*ADD).code == 0
    return xiaohu


def break_ciphertext(xiaohu: CommandLine, number: int) -> None:
    xiaohu.change("UPDATE channels SET config = 'gAAAA-hush-hush' WHERE id = :number", number=number)


def checks(xiaohu: CommandLine, code: int) -> dict[str, tuple[str, str]]:
    answered = xiaohu("doctor", "--json")
    assert answered.code == code, answered
    return {check["check"]: (check["state"], check["said"]) for check in json.loads(answered.out)}


def test_the_key_file_lies_beside_the_database_and_is_its_owners_alone(filled: CommandLine) -> None:
    assert (filled.folder / "channels.key").stat().st_mode & 0o777 == 0o600
    key = (filled.folder / "channels.key").read_text().strip()
    assert key not in repr(filled.rows("SELECT * FROM channels"))
    assert checks(filled, 0)["keys"][0] == "ok"


def test_another_place_can_be_chosen(xiaohu: CommandLine) -> None:
    elsewhere = xiaohu.folder.parent / "safe" / "xiaohu.key"
    xiaohu.more = {"XIAOHU_KEY_FILE": str(elsewhere)}
    assert xiaohu(*ADD).code == 0
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    assert not (xiaohu.folder / "channels.key").exists()
    xiaohu.more = {}
    assert checks(xiaohu, 4)["keys"][0] == "problem"


def test_channels_without_their_key_are_listed_with_the_remedy(filled: CommandLine) -> None:
    (filled.folder / "channels.key").unlink()
    listed = filled("channels", "list")
    assert listed.code == 0
    assert "w***@example.com" in listed.out
    assert listed.err.count("is missing") == 2
    assert "put your copy of it back" in listed.err
    [first, _] = json.loads(filled("channels", "list", "--json").out)
    assert "is missing" in first["problem"]


def test_the_doctor_calls_a_lost_key_file_a_problem(filled: CommandLine) -> None:
    (filled.folder / "channels.key").unlink()
    found = checks(filled, 4)
    assert found["keys"][0] == found["channel 1"][0] == found["channel 2"][0] == "problem"


@pytest.mark.parametrize("command", [ADD, ("keys", "rotate")])
def test_a_lost_key_file_is_never_made_anew_by_itself(command: tuple[str, ...], filled: CommandLine) -> None:
    (filled.folder / "channels.key").rename(filled.folder / "copy.key")
    assert_refused(filled(*command), 1, "channels.key is missing", "put your copy of it back")
    assert not (filled.folder / "channels.key").exists()
    assert filled.counts()["channels"] == 2
    (filled.folder / "copy.key").rename(filled.folder / "channels.key")
    assert filled(*command).code == 0, "with the copy back everything works again"


def test_where_the_channels_are_given_up_a_new_key_is_made(filled: CommandLine) -> None:
    (filled.folder / "channels.key").unlink()
    assert filled("channels", "remove", "1").code == 0
    assert filled("channels", "remove", "2").code == 0
    assert filled(*ADD).code == 0
    assert checks(filled, 0)["keys"][0] == "ok"


def test_one_broken_channel_is_told_and_the_other_is_well(filled: CommandLine) -> None:
    break_ciphertext(filled, 1)
    first, second = json.loads(filled("channels", "list", "--json").out)
    assert "no key in" in first["problem"]
    assert second["problem"] is None
    found = checks(filled, 4)
    assert (found["keys"][0], found["channel 1"][0], found["channel 2"][0]) == ("ok", "problem", "ok")
    assert "w***@example.com" in found["channel 1"][1]
    assert "hush" not in str(found)


def test_a_test_message_over_a_broken_channel_is_a_recorded_refusal(filled: CommandLine) -> None:
    break_ciphertext(filled, 1)
    assert_refused(filled("channels", "test", "1"), 1, "cannot be decrypted", "(key)")
    assert filled.rows("SELECT outcome, code FROM deliveries") == [("refused", "key")]


@pytest.mark.parametrize("text", ["", "hush-hush\n", "\xff"])
def test_a_damaged_key_file_is_told_in_one_sentence(text: str, filled: CommandLine) -> None:
    (filled.folder / "channels.key").write_text(text)
    assert_refused(filled(*ADD), 1, "channels.key")
    assert_refused(filled("keys", "rotate"), 1, "channels.key")
    found = checks(filled, 4)
    assert found["keys"][0] == "problem"
    assert "hush" not in str(found)
    assert filled("channels", "list").code == 0
    assert filled("export", "--format", "json").code == 0


def test_rights_of_others_on_the_key_file_are_warned_of(filled: CommandLine) -> None:
    (filled.folder / "channels.key").chmod(0o644)
    state, said = checks(filled, 0)["keys"]
    assert state == "warning"
    assert "chmod 600" in said
    assert "chmod 600" in filled.process("run", "--once").err
    assert filled("keys", "rotate").code == 0
    assert checks(filled, 0)["keys"][0] == "ok"


def test_rotating_waits_for_nobody(filled: CommandLine) -> None:
    from worker.key_file import KeyFile

    with KeyFile(filled.folder / "channels.key").held(alone=False):
        assert_refused(filled("keys", "rotate"), 75, "try again")
    with KeyFile(filled.folder / "channels.key").held(alone=True):
        assert_refused(filled(*ADD), 75, "try again")
    assert filled.counts()["channels"] == 2
