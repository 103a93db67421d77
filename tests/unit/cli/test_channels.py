import pytest

from notifiers.form import Config
from tests.command_line import CommandLine, assert_refused
from worker.key_file import KeyFile
from worker.keyring import Keyring

EMAIL = ["channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1"]
PLAIN = [*EMAIL, "--security", "none"]


def test_a_known_provider_needs_only_the_address(xiaohu: CommandLine) -> None:
    said = xiaohu(
        "channels", "add", "email", "--to", "a@qq.com", "--password-stdin", "--json", typed="pw\n"
    ).json
    assert said == {
        "id": 1,
        "kind": "email",
        "to": "a***@qq.com (smtp.qq.com)",
        "person": None,
        "detail": "full",
        "position": 1,
        "for": ["reminders", "digests", "warnings"],
        "budget": {"per_minute": None, "per_day": None},
        "paused": None,
        "refusals": 0,
        "last": None,
    }


@pytest.mark.parametrize("how", ["stdin", "environment"])
def test_the_password_is_stored_and_never_shown(how: str, xiaohu: CommandLine) -> None:
    args = ["channels", "add", "email", "--to", "a@qq.com"]
    if how == "stdin":
        added = xiaohu(*args, "--password-stdin", typed="hush-hush\n")
    else:
        xiaohu.more = {"XIAOHU_SMTP_PASSWORD": "hush-hush"}
        added = xiaohu(*args)
    shown = (
        added,
        xiaohu("channels", "list"),
        xiaohu("channels", "list", "--json"),
        xiaohu("doctor", "--json"),
    )
    assert "hush-hush" not in str(shown)
    assert settings(xiaohu)["password"] == "hush-hush"
    assert "hush-hush" not in str(xiaohu.rows("SELECT * FROM channels"))
    assert "hush-hush" not in str(xiaohu.rows("SELECT data FROM events"))


def settings(xiaohu: CommandLine) -> Config:
    """What the first channel's ciphertext says."""
    [(kind, sealed)] = xiaohu.rows("SELECT kind, config FROM channels")
    config = Keyring(KeyFile(xiaohu.folder / "channels.key")).open(kind, sealed)
    assert config is not None
    return config


def test_a_password_is_no_argument(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu(*EMAIL, "--password", "hush-hush"), 2, "--password")


def test_a_url_is_shown_without_its_keys(xiaohu: CommandLine) -> None:
    said = xiaohu("channels", "add", "url", "ntfys://hush-hush-topic", "--json").json
    assert (said["to"], said["detail"]) == ("ntfys://…", "minimal")


def test_a_url_can_be_piped_in(xiaohu: CommandLine) -> None:
    assert xiaohu("channels", "add", "url", "-", typed="ntfys://topic\n").code == 0


@pytest.mark.parametrize(
    ("choice", "detail"), [([], "full"), (["--minimal"], "minimal"), (["--full"], "full")]
)
def test_the_level_of_detail_is_the_users(choice: list[str], detail: str, xiaohu: CommandLine) -> None:
    assert xiaohu(*PLAIN, *choice, "--json").json["detail"] == detail


def test_channels_are_tried_in_the_order_of_their_adding(xiaohu: CommandLine) -> None:
    xiaohu(*PLAIN)
    xiaohu(*PLAIN)
    xiaohu("channels", "remove", "1")
    xiaohu(*PLAIN)
    assert [(c["id"], c["position"]) for c in xiaohu("channels", "list", "--json").json] == [(2, 2), (3, 3)]


def test_adding_and_removing_is_remembered(xiaohu: CommandLine) -> None:
    xiaohu(*PLAIN)
    xiaohu("channels", "remove", "1")
    assert xiaohu.rows("SELECT kind FROM events") == [("channel_added",), ("channel_removed",)]


def test_a_refused_test_message_is_shown_and_kept_as_failed(xiaohu: CommandLine) -> None:
    xiaohu(*PLAIN, "--port", "1")
    assert_refused(xiaohu("channels", "test", "1"), 1, "connection_refused")
    assert xiaohu.rows("SELECT kind, state, token FROM reminders") == [("test", "failed", None)]
    assert xiaohu.rows("SELECT outcome, code FROM deliveries") == [("unreachable", "connection_refused")]
    assert xiaohu("channels", "list", "--json").json[0]["last"]["code"] == "connection_refused"
    assert "connection_refused" in xiaohu("channels", "list").out


def test_no_channel_is_said(xiaohu: CommandLine) -> None:
    assert xiaohu("channels", "list", "--json").json == []
    assert "channels add" in xiaohu("channels", "list").out


REFUSED = [
    (["add", "email"], 2, "--to"),
    (["add", "email", "--to", "nobody"], 2, "nobody"),
    (["add", "email", "--to", "a@example.com"], 2, "host"),
    (["add", "email", "--to", "a@example.com", "--host", "sm tp"], 2, "sm tp"),
    (["add", "email", "--to", "a@example.com", "--host", "127.0.0.1", "--port", "99999"], 2, "99999"),
    (["add", "email", "--to", "a@example.com", "--host", "127.0.0.1", "--port", "x"], 2, "'x'"),
    (["add", "email", "--to", "a@example.com", "--host", "127.0.0.1", "--security", "rot13"], 2, "rot13"),
    (["add", "email", "--to", "a@qq.com", "--user", "a"], 2, "password"),
    (["add", "url", "nothing"], 2, "Apprise"),
    (["add", "url", "nosuch://x"], 2, "nosuch"),
    (["add", "url", "ntfys://topic?attach=/etc/passwd"], 2, "attach"),
    (["add", "pigeon"], 2, "pigeon"),
    (["test", "9"], 3, "9"),
    (["remove", "9"], 3, "9"),
    (["remove", "nine"], 2, "nine"),
]


@pytest.mark.parametrize(("args", "code", "said"), REFUSED)
def test_what_makes_no_channel_is_one_sentence(
    args: list[str], code: int, said: str, xiaohu: CommandLine
) -> None:
    assert_refused(xiaohu("channels", *args), code, said)
    assert xiaohu.counts()["channels"] == 0


def test_a_person_who_consented_may_have_a_channel_of_their_own(xiaohu: CommandLine) -> None:
    consented = ("--relation", "client", "--consent-for", "following up", "--consent-on", "2026-09-01")
    xiaohu("people", "add", "Li", *consented)
    assert xiaohu(*PLAIN, "--person", "Li", "--json").json["person"] == "Li"
    assert "Li: w***@example.com" in xiaohu("channels", "list").out
    xiaohu("people", "withdraw", "Li")
    assert xiaohu("channels", "list", "--json").json == []


def test_without_consent_or_a_known_person_there_is_none(xiaohu: CommandLine) -> None:
    xiaohu("people", "add", "Mum")
    assert_refused(xiaohu(*PLAIN, "--person", "Mum"), 2, "Mum has not consented to messages")
    assert_refused(xiaohu(*PLAIN, "--person", "nobody"), 3, "there is no person nobody")
    assert xiaohu("channels", "list", "--json").json == []
