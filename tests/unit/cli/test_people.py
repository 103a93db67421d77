import pytest

from tests.command_line import CommandLine, assert_refused


def test_the_user_is_there_from_the_start(xiaohu: CommandLine) -> None:
    assert xiaohu("people", "list", "--json").json == [{"name": "本人", "closures": 0}]


def test_a_person_can_be_added_and_removed(xiaohu: CommandLine) -> None:
    assert xiaohu("people", "add", "妈妈").code == 0
    assert [person["name"] for person in xiaohu("people", "list", "--json").json] == ["本人", "妈妈"]
    assert xiaohu("people", "remove", "妈妈").code == 0
    assert len(xiaohu("people", "list", "--json").json) == 1


def test_a_person_with_closures_is_removed_only_on_purpose(xiaohu: CommandLine) -> None:
    xiaohu("people", "add", "妈妈")
    xiaohu("add", "jd-jintiao", "--person", "妈妈")
    xiaohu("add", "jd-jintiao")
    assert_refused(xiaohu("people", "remove", "妈妈"), 2, "--yes")
    assert xiaohu("people", "remove", "妈妈", "--yes").code == 0
    assert [closure["person"] for closure in xiaohu("list", "--json").json] == ["本人"]
    assert xiaohu.rows("SELECT count(*) FROM rounds") == [(1,)]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["add", "本人"], 2, "本人"),
        (["add", " "], 2, "name"),
        (["add", "a\x1bb"], 2, "\\x1b"),
        (["remove", "本人"], 2, "本人"),
        (["remove", "妈妈"], 3, "妈妈"),
    ],
)
def test_bad_input_changes_nothing(args: list[str], code: int, said: str, xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("people", *args), code, said)
    assert len(xiaohu("people", "list", "--json").json) == 1
