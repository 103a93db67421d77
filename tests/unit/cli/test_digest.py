"""``digest``: the preview says what the message will say, and --send sends it once, through the real path."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from config.i18n import translator
from tests.command_line import CommandLine, assert_refused
from tests.contract.servers import Inbox, smtp_server
from worker.digest_picture import can_draw

MONDAY = "2026-10-12T10:00:00+08:00"


def email_to(port: int) -> list[str]:
    return [
        *("channels", "add", "email", "--to", "wang@example.com"),
        *("--host", "127.0.0.1", "--port", str(port), "--security", "none"),
    ]


@pytest.fixture
def following(xiaohu: CommandLine) -> CommandLine:
    """Two people's closures, registered in September; it is Monday 12 October now."""
    xiaohu("people", "add", "妈妈")
    xiaohu("add", "jd-jintiao", "--window", "3-5个工作日更新", "--on", "2026-09-24")
    xiaohu("add", "拍拍贷", "--free", "--person", "妈妈", "--window", "30-45天", "--on", "2026-09-24")
    xiaohu.now = MONDAY
    return xiaohu


def digest_rows(xiaohu: CommandLine) -> list[tuple[Any, ...]]:
    return xiaohu.rows("SELECT ordinal, state, attempts FROM reminders WHERE kind = 'digest'")


def read(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_preview_is_the_message_and_sends_nothing(following: CommandLine) -> None:
    said = following("digest").out
    assert said.startswith("Account closure check, week from Mon 12 Oct 2026: 1 overdue, 1 waiting")
    for words in (
        "京东金条",
        "2 days late",
        "For 妈妈",
        "29 days left",
        "This is a preview; nothing is sent.",
    ):
        assert words in said
    assert digest_rows(following) == []


def test_json_has_everything_with_stable_keys(following: CommandLine) -> None:
    found = following("digest", "--json").json
    assert {key: found[key] for key in ("week", "from", "to", "state", "sent_at", "provisional")} == {
        "week": "2026-W42",
        "from": "2026-10-12",
        "to": "2026-10-18",
        "state": None,
        "sent_at": None,
        "provisional": [],
    }
    assert found["counts"] == {
        **dict.fromkeys(("today", "this_week", "still_open", "verified"), 0),
        **{"overdue": 1, "waiting": 1},
    }
    assert found["entries"][0] == {
        **{"group": "overdue", "closure": 1, "person": "本人", "platform": "京东金条", "state": "waiting"},
        **{"on": "2026-10-10", "days": 2, "step": None},
        **{"opens_on": "2026-09-30", "due_on": "2026-10-09", "check_on": "2026-10-10", "provisional": False},
        "answer_due_on": None,
    }
    assert found["channels_failed"] == []


@pytest.mark.parametrize(
    ("week", "name", "groups"),
    [
        ("2026-10-18", "2026-W42", ["overdue", "waiting"]),
        ("2026-10-07", "2026-W41", ["this_week", "waiting"]),
        ("2026-11-11", "2026-W46", ["overdue", "this_week"]),
        ("2027-01-01", "2026-W53", ["overdue", "overdue"]),
    ],
)
def test_another_week_is_seen_from_its_monday(
    week: str, name: str, groups: list[str], following: CommandLine
) -> None:
    found = following("digest", "--week", week, "--json").json
    assert found["week"] == name
    assert sorted(entry["group"] for entry in found["entries"]) == sorted(groups)


def test_nothing_followed_is_nothing_to_say(xiaohu: CommandLine) -> None:
    assert "nothing to say" in xiaohu("digest").out
    with smtp_server(Inbox()) as port:
        xiaohu(*email_to(port))
        answered = xiaohu("digest", "--send")
    assert (answered.code, answered.out) == (0, "")
    assert "nothing to say" in answered.err
    assert digest_rows(xiaohu) == [], "the week's own digest is still to come"


def test_send_sends_one_mail_a_week(following: CommandLine) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        following(*email_to(port))
        assert following("digest", "--send", "--json").json["state"] == "sent"
        assert_refused(following("digest", "--send"), 1, "2026-W42", "one a week")
        following.more = {"XIAOHU_DIGEST_AT": "MON 09:00"}
        following.process("run", "--once")
    digests = [mail for mail in map(read, inbox.mails) if "week from" in mail["Subject"]]
    assert len(digests) == 1
    [mail] = digests
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    picture = ["image/png"] if can_draw() else []
    assert kinds == ["text/plain", "text/html", *picture, "text/csv"]
    assert digest_rows(following) == [(202642, "sent", 1)]
    assert following.rows(
        "SELECT count(*) FROM deliveries JOIN reminders r ON r.id = reminder_id "
        "WHERE kind = 'digest' AND outcome = 'sent'"
    ) == [(1,)]
    assert "was sent on" in following("digest").out


def test_send_does_not_wait_for_the_quiet_hours_to_end(following: CommandLine) -> None:
    following.now = "2026-10-12T23:30:00+08:00"
    inbox = Inbox()
    with smtp_server(inbox) as port:
        following(*email_to(port))
        assert following("digest", "--send").code == 0
    assert len(inbox.mails) == 1


def test_what_one_channel_refuses_goes_to_the_next_at_once(following: CommandLine) -> None:
    inbox = Inbox()
    with smtp_server(Inbox(DATA="554 5.7.1 we do not like you")) as unkind, smtp_server(inbox) as port:
        following(*email_to(unkind))
        following(*email_to(port))
        assert following("digest", "--send").code == 0
    assert len(inbox.mails) == 1


def test_a_refusal_is_told_and_the_week_can_be_tried_again(following: CommandLine) -> None:
    inbox = Inbox(DATA="554 5.7.1 we do not like you")
    with smtp_server(inbox) as port:
        following(*email_to(port))
        assert_refused(following("digest", "--send"), 1, "could not be delivered", "we do not like you")
        assert digest_rows(following) == [(202642, "failed", 1)]
        inbox.replies.pop("DATA", None)
        assert following("digest", "--send").code == 0
    assert digest_rows(following) == [(202642, "sent", 1)]


def test_what_fails_for_a_while_is_left_to_the_scheduler(following: CommandLine) -> None:
    with smtp_server(Inbox(DATA="451 later")) as port:
        following(*email_to(port))
        assert_refused(following("digest", "--send"), 1, "tried again", "451")
    assert digest_rows(following) == [(202642, "scheduled", 1)]


def test_one_in_a_schedulers_hands_is_left_there(following: CommandLine) -> None:
    with smtp_server(Inbox(DATA="451 later")) as port:
        following(*email_to(port))
        following("digest", "--send")
        following.change("UPDATE reminders SET state = 'claimed', token = 'x' WHERE kind = 'digest'")
        assert_refused(following("digest", "--send"), 75, "at this moment")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--week", "tomorrow"], 2, "tomorrow"),
        (["--week", "2026-02-30"], 2, "2026-02-30"),
        (["--week", "2026-10-19", "--send"], 2, "leave --week out"),
        (["--week", "2026-10-11", "--send"], 2, "leave --week out"),
        (["--send"], 1, "no channel"),
    ],
)
def test_bad_input_sends_nothing(args: list[str], code: int, said: str, following: CommandLine) -> None:
    assert_refused(following("digest", *args), code, said)
    assert digest_rows(following) == []


def test_this_week_may_be_named(following: CommandLine) -> None:
    with smtp_server(Inbox()) as port:
        following(*email_to(port))
        assert following("digest", "--week", "2026-10-18", "--send").code == 0


@pytest.mark.parametrize("value", ["MON", "9", "MONDAY 09:00", "MON 25:00", "never", "MON 9"])
def test_a_bad_hour_is_one_sentence(value: str, xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_DIGEST_AT": value}
    assert_refused(
        xiaohu("digest"), 2, f"XIAOHU_DIGEST_AT={value}: not a weekday and an hour; write MON 09:00"
    )


def test_the_preview_speaks_the_readers_language(following: CommandLine) -> None:
    following.more = {"XIAOHU_LOCALE": "zh_CN"}
    said = following("digest").out
    assert translator("zh_CN").gettext("This is a preview; nothing is sent.") in said
    assert "过了核对日 1 件" in said
