from pathlib import Path

import pytest

from tests.command_line import CommandLine, assert_refused


def test_the_user_is_there_from_the_start(xiaohu: CommandLine) -> None:
    [you] = xiaohu("people", "list", "--json").json
    assert you == {
        **{"name": "本人", "closures": 0, "relation": "self"},
        **{"consent_for": None, "consent_on": None},
    }


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


CLIENT = ["add", "王某", "--relation", "client"]
CONSENT = ["--consent-for", "跟进账户关闭", "--consent-on", "2026-09-01"]


def test_a_client_without_consent_gets_no_closures_and_no_messages(
    xiaohu: CommandLine, tmp_path: Path
) -> None:
    assert "consent" in xiaohu("people", *CLIENT).err
    file = tmp_path / "rows.csv"
    file.write_text("person,platform,requested_on\n王某,jd-jintiao,2026-09-24\n")
    assert_refused(xiaohu("add", "jd-jintiao", "--person", "王某"), 2, "people consent 王某")
    answered = xiaohu("import", str(file))
    assert answered.code == 2
    assert "people consent 王某" in answered.err
    assert (xiaohu.counts()["closures"], xiaohu.counts()["reminders"]) == (0, 0)
    assert xiaohu("people", "consent", "王某", "--for", "跟进账户关闭", "--on", "2026-09-24").code == 0
    assert xiaohu("import", str(file)).code == 0
    assert xiaohu("add", "jd-jintiao", "--person", "王某").code == 0


def test_consent_is_kept_with_purpose_and_date(xiaohu: CommandLine) -> None:
    assert xiaohu("people", *CLIENT, *CONSENT).err == ""
    client = xiaohu("people", "list", "--json").json[1]
    assert (client["relation"], client["consent_for"], client["consent_on"]) == (
        *("client", "跟进账户关闭"),
        "2026-09-01",
    )
    shown = xiaohu("people", "list").out
    assert "client" in shown
    assert "跟进账户关闭" in shown


def test_family_needs_no_recorded_consent(xiaohu: CommandLine) -> None:
    assert xiaohu("people", "add", "妈妈").err == ""
    assert xiaohu("add", "jd-jintiao", "--person", "妈妈").code == 0


def test_after_a_withdrawal_only_that_it_happened_is_known(xiaohu: CommandLine) -> None:
    xiaohu("people", *CLIENT, *CONSENT)
    xiaohu("add", "jd-jintiao", "--person", "王某")
    assert "王某" in xiaohu("people", "withdraw", "王某").out
    assert xiaohu.rows("SELECT kind, closure_id, data FROM events") == [
        ("consent_withdrawn", None, '{"closures": 1}')
    ]
    assert xiaohu.rows("SELECT * FROM reminders") == []
    assert_refused(xiaohu("people", "withdraw", "王某"), 3, "王某")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["add", "本人"], 2, "本人"),
        (["add", " "], 2, "name"),
        (["add", "a\x1bb"], 2, "\\x1b"),
        (["remove", "本人"], 2, "本人"),
        (["remove", "妈妈"], 3, "妈妈"),
        (["withdraw", "本人"], 2, "delete --everything"),
        (["consent", "妈妈", "--for", "x", "--on", "2026-09-01"], 3, "妈妈"),
        ([*CLIENT, "--consent-for", "x"], 2, "--consent-on"),
        ([*CLIENT, "--consent-on", "2026-09-01"], 2, "--consent-for"),
        ([*CLIENT, "--consent-for", "x", "--consent-on", "2026-09-25"], 2, "2026-09-25"),
        ([*CLIENT, "--consent-for", " ", "--consent-on", "2026-09-01"], 2, "empty"),
        (["add", "王某", "--relation", "friend"], 2, "friend"),
        (["add", "王某 11010519491231002X"], 2, "ID number"),
        ([*CLIENT, "--consent-for", "11010519491231002X", "--consent-on", "2026-09-01"], 2, "ID number"),
    ],
)
def test_bad_input_changes_nothing(args: list[str], code: int, said: str, xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("people", *args), code, said)
    assert len(xiaohu("people", "list", "--json").json) == 1
