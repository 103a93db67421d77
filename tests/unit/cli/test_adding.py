"""Every kind is added by the same command, made from its form: a made-up kind shows that none is special."""

import json
from typing import Annotated

import pytest

from cli import adding
from notifiers.channels import ChannelError, Config, Kind, find_kind, kinds, register
from notifiers.form import Asked, Form
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from tests.command_line import Answered, CommandLine, assert_refused
from tests.terminal import at_terminal
from worker.key_file import KeyFile
from worker.keyring import Keyring


class Pigeon(Form):
    """A made-up kind: two secrets, one of them needed, a server, a number."""

    coop: Annotated[str, Asked("Where it lives.", host=True, example="coop.example.com")]
    ring_code: Annotated[str, Asked("The ring's code.", secret=True)]
    feed_key: Annotated[str | None, Asked("The key of the feed", secret=True)] = None
    height: Annotated[int, Asked("How high it flies, in metres.")] = 50


def opened(config: Config, outgoing: Outgoing) -> Notifier:
    raise NotImplementedError


@pytest.fixture(autouse=True)
def pigeon(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = {name: find_kind(name) for name in kinds()}
    monkeypatch.setattr("notifiers.channels._KINDS", offered)
    register(
        Kind(
            "pigeon",
            "Carrier pigeon",
            Pigeon,
            lambda config: f"pigeon at {config['coop']}",
            opened,
            detail="minimal",
        )
    )


PIGEON = ("channels", "add", "pigeon", "--coop", "127.0.0.1")


def stored(xiaohu: CommandLine) -> list[Config | None]:
    keys = Keyring(KeyFile(xiaohu.folder / "channels.key"))
    return [keys.open(*row) for row in xiaohu.rows("SELECT kind, config FROM channels ORDER BY id")]


def test_its_fields_are_options_and_its_secrets_are_read_line_by_line(xiaohu: CommandLine) -> None:
    added = xiaohu(
        *PIGEON, "--height", "70", "--ring-code-stdin", "--feed-key-stdin", "--json", typed="hush-1\nhush-2\n"
    ).json
    assert added == {
        "id": 1,
        "kind": "pigeon",
        "to": "pigeon at 127.0.0.1",
        "person": None,
        "detail": "minimal",
        "position": 1,
        "for": ["reminders", "digests", "warnings"],
        "budget": {"per_minute": None, "per_day": None},
        "paused": None,
        "refusals": 0,
        "last": None,
    }
    assert stored(xiaohu) == [
        {"coop": "127.0.0.1", "ring_code": "hush-1", "feed_key": "hush-2", "height": 70}
    ]


def test_its_secrets_come_from_the_environment_too(xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_PIGEON_RING_CODE": "hush-hush"}
    assert xiaohu(*PIGEON).code == 0
    assert stored(xiaohu) == [{"coop": "127.0.0.1", "ring_code": "hush-hush", "height": 50}]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--coop", "127.0.0.1"], "ring-code-stdin is missing: a channel of kind pigeon takes coop"),
        (["--ring-code-stdin"], "--coop is missing"),
        (["--coop", "127.0.0.1", "--ring-code-stdin", "--height", "high"], "--height is not usable"),
        (["--coop", "127.0.0.1", "--ring-code-stdin", "--wings", "2"], "--wings"),
        (["--coop", "127.0.0.1", "--ring-code", "hush-hush"], "--ring-code"),
        (["--coop", "127.0.0.1", "--coop", "a\nb", "--ring-code-stdin"], "--coop holds a line break"),
    ],
)
def test_what_is_wrong_is_told_by_its_options_name(args: list[str], said: str, xiaohu: CommandLine) -> None:
    answered = xiaohu("channels", "add", "pigeon", *args, typed="hush-hush\n")
    assert_refused(answered, 2, said)
    assert "hush-hush" not in answered.err
    assert xiaohu.counts()["channels"] == 0


@pytest.mark.parametrize(
    "args", [["list"], ["list", "--json"], ["kinds"], ["kinds", "--json"], ["test", "1"]]
)
def test_its_secrets_are_never_shown(args: list[str], xiaohu: CommandLine) -> None:
    xiaohu(*PIGEON, "--ring-code-stdin", typed="hush-hush\n")
    answered: tuple[Answered, ...] = (xiaohu("doctor"), xiaohu("export", "--format", "json"))
    if args[0] != "test":
        answered += (xiaohu("channels", *args),)
    assert "hush-hush" not in str(answered)
    assert "hush-hush" not in str(xiaohu.rows("SELECT * FROM events"))


def test_help_names_every_field_of_every_kind(xiaohu: CommandLine) -> None:
    for name in kinds():
        said = xiaohu("channels", "add", name, "--help").out
        for field, asked in find_kind(name).form.asks().items():
            assert (adding.ARGUMENTS.get(field) or adding.option(field, asked)) in said, (name, field)


def test_no_kind_has_a_field_whose_option_is_taken() -> None:
    taken = {"json", "minimal", "full", "allow_local", "as_json", "help"}
    for name in kinds():
        assert not taken & find_kind(name).form.asks().keys(), name


def test_the_kinds_are_listed_with_their_fields(xiaohu: CommandLine) -> None:
    found = {each["kind"]: each for each in xiaohu("channels", "kinds", "--json").json}
    assert list(found) == list(kinds())
    assert found["pigeon"]["title"] == "Carrier pigeon"
    assert found["pigeon"]["fields"][1] == {
        "name": "ring_code",
        "label": "The ring's code.",
        "secret": True,
        "example": "",
        "environment": "XIAOHU_PIGEON_RING_CODE",
    }
    shown = xiaohu("channels", "kinds").out
    assert "--ring-code-stdin" in shown
    assert "APPRISE_URL" in shown


def test_an_unknown_kind_names_the_known_ones(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("channels", "add", "fax", "--to", "x"), 2, "'fax'", "email", "pigeon", "wecom")


def test_secrets_are_typed_unseen_at_a_terminal(xiaohu: CommandLine) -> None:
    args = ("channels", "add", "email", "--to", "a@example.com", "--host", "127.0.0.1")
    with at_terminal(xiaohu, *args) as terminal:
        terminal.ask("Password", "hush-hush", unseen=True)
        said = terminal.end()
    assert "hush-hush" not in said
    [config] = stored(xiaohu)
    assert config is not None
    assert config["password"] == "hush-hush"


CLOSED = (
    "channels",
    "add",
    "email",
    "--to",
    "a@example.com",
    "--host",
    "192.168.1.9",
    "--security",
    "starttls",
)


@pytest.mark.parametrize(("answer", "open_now"), [("y", ["192.168.1.0/24"]), ("n", [])])
def test_one_question_opens_the_local_network(answer: str, open_now: list[str], xiaohu: CommandLine) -> None:
    with at_terminal(xiaohu, *CLOSED) as terminal:
        terminal.ask("Password", "", unseen=True)
        terminal.ask("192.168.1.0/24", answer)
        terminal.end()
    assert [network for (network,) in xiaohu.rows("SELECT network FROM allowed_networks")] == open_now
    assert xiaohu.counts()["channels"] == len(open_now)
    if open_now:
        with at_terminal(xiaohu, *CLOSED) as terminal:
            terminal.ask("Password", "", unseen=True)
            assert "192.168.1.0/24" not in terminal.end(), "it is asked once"
        assert xiaohu.counts()["channels"] == 2


def test_without_a_terminal_the_sentence_says_how(xiaohu: CommandLine) -> None:
    refused = xiaohu(*CLOSED)
    assert_refused(refused, 2, "192.168.1.9", "XIAOHU_ALLOWED_NETWORKS", "--allow-local", "192.168.1.0/24")
    assert xiaohu.counts()["channels"] == 0
    assert xiaohu(*CLOSED, "--allow-local").code == 0
    assert "192.168.1.0/24" in xiaohu("channels", "list").out
    assert "192.168.1.0/24" in xiaohu("doctor", "--json").out
    assert xiaohu.rows("SELECT kind FROM events") == [("network_opened",), ("channel_added",)]


def test_a_network_that_was_opened_can_be_closed(xiaohu: CommandLine) -> None:
    xiaohu(*CLOSED, "--allow-local")
    assert xiaohu("channels", "networks", "--json").json == {
        "yours": ["192.168.1.0/24"],
        "operator": ["127.0.0.0/8"],
    }
    assert_refused(xiaohu("channels", "networks", "--close", "10.0.0.0/24"), 3, "10.0.0.0/24")
    assert "none" in xiaohu("channels", "networks", "--close", "192.168.1.0/24").out
    assert_refused(xiaohu(*CLOSED), 2, "192.168.1.9")


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::ffff:169.254.169.254"]
)
def test_what_is_nobodys_home_is_never_opened_by_a_question(host: str, xiaohu: CommandLine) -> None:
    args = ("channels", "add", "email", "--to", "a@example.com", "--host", host, "--allow-local")
    answered = xiaohu(*args)
    assert_refused(answered, 2, "XIAOHU_ALLOWED_NETWORKS")
    assert "--allow-local" not in answered.err
    assert xiaohu.counts()["channels"] == 0


def test_with_several_users_only_the_operator_opens_networks(xiaohu: CommandLine) -> None:
    xiaohu(*CLOSED, "--allow-local")
    second_user(xiaohu)
    assert_refused(xiaohu(*CLOSED, "--allow-local"), 2, "XIAOHU_ALLOWED_NETWORKS")
    assert xiaohu("channels", "networks", "--json").json["yours"] == []
    xiaohu.more = {"XIAOHU_ALLOWED_NETWORKS": "192.168.0.0/16"}
    assert xiaohu(*CLOSED).code == 0


@pytest.mark.parametrize(
    ("users", "setting", "url", "said"),
    [
        (1, "", "ntfys://topic", ""),
        (1, "", "syslog://", ""),
        (1, "no", "ntfys://topic", "XIAOHU_RAW_URLS"),
        (2, "", "ntfys://topic", "XIAOHU_RAW_URLS"),
        (2, "yes", "ntfys://topic", ""),
        (2, "yes", "syslog://", "operator only"),
        (2, "yes", "rsyslog://127.0.0.1", "operator only"),
        (1, "", "json://169.254.169.254/x", "169.254.169.254"),
        (1, "", "json://[::ffff:10.0.0.1]/x", "XIAOHU_ALLOWED_NETWORKS"),
    ],
)
def test_raw_urls_are_for_whom_the_operator_lets(
    users: int, setting: str, url: str, said: str, xiaohu: CommandLine
) -> None:
    xiaohu("list")
    if users == 2:
        second_user(xiaohu)
    xiaohu.more = {"XIAOHU_RAW_URLS": setting}
    answered = xiaohu("channels", "add", "url", url)
    if said:
        assert_refused(answered, 2, said)
    else:
        assert answered.code == 0, answered
    assert xiaohu.counts()["channels"] == (0 if said else 1)


def test_a_sentence_about_a_raw_url_offers_the_other_kinds(xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_RAW_URLS": "no"}
    assert_refused(xiaohu("channels", "add", "url", "-", typed="ntfys://hush\n"), 2, "email", "pigeon")


def test_the_address_check_reads_hosts_ports_and_urls(monkeypatch: pytest.MonkeyPatch) -> None:
    from notifiers import addresses
    from notifiers.networks import Networks

    seen: list[tuple[str, int | None]] = []
    monkeypatch.setattr(
        addresses, "check_host", lambda host, port, networks, field: seen.append((host, port))
    )
    for coop in (
        "nas.local",
        "nas.local:81",
        "https://nas.local:444/x",
        "::1",
        "[::1]:99",
        "http://u:p@10.0.0.1",
    ):
        config: Config = {"coop": coop, "ring_code": "x"}
        addresses.check_addresses(find_kind("pigeon"), config, Networks())
    assert seen == [
        ("nas.local", None),
        ("nas.local", 81),
        ("nas.local", 444),
        ("::1", None),
        ("::1", 99),
        ("10.0.0.1", None),
    ]


def test_a_refused_address_says_nothing_secret() -> None:
    from notifiers.addresses import check_addresses
    from notifiers.networks import Networks

    with pytest.raises(ChannelError) as refused:
        check_addresses(
            find_kind("pigeon"), {"coop": "http://u:hush-hush@10.0.0.1", "ring_code": "hush-hush"}, Networks()
        )
    assert "hush" not in str(refused.value)


def second_user(xiaohu: CommandLine) -> None:
    xiaohu.change(
        "INSERT INTO users (id, name, planned_with, created_at) VALUES (77, 'other', '', '2026-01-01')"
    )


def test_a_channel_of_a_kind_that_is_gone_is_still_listed(xiaohu: CommandLine) -> None:
    xiaohu(*PIGEON, "--ring-code-stdin", typed="hush-hush\n")
    from notifiers import channels

    del channels._KINDS["pigeon"]
    assert [each["to"] for each in xiaohu("channels", "list", "--json").json] == ["pigeon at 127.0.0.1"]
    assert xiaohu("doctor").code == 0
    assert "hush" not in json.dumps(xiaohu("export", "--format", "json").json)
