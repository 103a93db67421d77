"""A user's own settings: shown, set, taken back; what is planned follows, what was sent stays."""

import pytest

from cli.user_settings import Key
from tests.command_line import CommandLine, assert_refused
from worker.user_settings import READERS

USUAL = {
    "locale": "en",
    "timezone": "Asia/Shanghai",
    "remind_at": "09:00",
    "digest_at": "off",
    "quiet_hours": "22:00-08:00",
    "cadence": "3,7,14/7/8",
    "own": [],
}
CHOSEN = {
    "locale": "zh_CN",
    "timezone": "Europe/London",
    "remind_at": "19:30",
    "digest_at": "SUN 20:00",
    "quiet_hours": "off",
    "cadence": "1,2/10/4",
}


def due(xiaohu: CommandLine, kind: str = "overdue") -> list[str]:
    """Of the first closure, what is still to be said."""
    reminders = xiaohu("show", "1", "--json").json["reminders"]
    return [each["due_at"][:16] for each in reminders if (each["kind"], each["state"]) == (kind, "scheduled")]


def test_without_a_choice_the_installations_are_in_force(xiaohu: CommandLine) -> None:
    assert xiaohu("settings", "--json").json == USUAL
    assert "the installation" in xiaohu("settings").out


def test_every_setting_can_be_chosen_and_taken_back(xiaohu: CommandLine) -> None:
    assert list(Key) == list(READERS) == list(CHOSEN)
    for key, value in CHOSEN.items():
        said = xiaohu("settings", "set", key, value, "--json").json
        assert (said[key], said["own"]) == (value, [key])
        assert xiaohu("settings", "set", key, "default", "--json").json == USUAL


@pytest.mark.parametrize(
    ("key", "value", "at"),
    [
        ("remind_at", "10:15", "2026-10-10T10:15"),
        ("timezone", "Europe/London", "2026-10-10T09:00"),
        ("quiet_hours", "20:00-11:00", "2026-10-10T11:00"),
    ],
)
def test_other_hours_move_what_is_planned_at_once(key: str, value: str, at: str, xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert xiaohu("settings", "set", key, value).code == 0
    assert due(xiaohu, "verify") == [at]
    assert xiaohu("settings", "set", key, "default").code == 0
    assert due(xiaohu, "verify") == ["2026-10-10T09:00"]


def test_another_cadence_plans_the_overdue_reminders_anew(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    xiaohu("settings", "set", "cadence", "1,2/10/4")
    assert [moment[5:10] for moment in due(xiaohu)] == ["10-11", "10-12", "10-22", "11-01"]
    xiaohu("settings", "set", "cadence", "off")
    assert due(xiaohu) == []
    assert due(xiaohu, "verify") == ["2026-10-10T09:00"]
    xiaohu("settings", "set", "cadence", "default")
    assert len(due(xiaohu)) == 8


def test_a_closure_registered_later_and_a_next_round_have_the_users_cadence(xiaohu: CommandLine) -> None:
    xiaohu("settings", "set", "cadence", "5/5/2")
    xiaohu("add", "jd-jintiao")
    assert [moment[5:10] for moment in due(xiaohu)] == ["10-15", "10-20"]
    xiaohu.now = "2026-10-11T10:00:00+08:00"
    xiaohu("answer", "1", "not-updated", "--window", "10天")
    assert len(due(xiaohu)) == 2


def test_what_was_sent_is_not_repeated_by_another_cadence(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    # Verify and two overdue reminders are out.
    xiaohu.change("UPDATE reminders SET state = 'sent' WHERE day <= '2026-10-17'")
    xiaohu.now = "2026-10-18T10:00:00+08:00"
    xiaohu("settings", "set", "cadence", "1,2,4,8,16/16/6")
    # The third would have been on the 14th, which the one of the 17th covered; the fourth is on the 18th.
    assert [moment[5:10] for moment in due(xiaohu)] == ["10-18", "10-26", "11-11"]
    assert due(xiaohu, "verify") == []
    sent = xiaohu.rows("SELECT count(*) FROM reminders WHERE state = 'sent'")
    assert sent == [(3,)]


def test_finished_closures_are_left_alone(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    xiaohu("withdraw", "1")
    xiaohu("settings", "set", "cadence", "1,2/10/4")
    xiaohu("settings", "set", "remind_at", "10:00")
    assert due(xiaohu) == due(xiaohu, "verify") == []


def test_a_digest_switched_off_is_not_sent_any_more(xiaohu: CommandLine) -> None:
    """Its row may have been planned already."""
    xiaohu.more = {"XIAOHU_DIGEST_AT": "THU 20:00"}
    digests = "SELECT due_at FROM reminders WHERE kind = 'digest'"
    xiaohu("settings", "set", "digest_at", "THU 21:00")
    assert [row[0][:16] for row in xiaohu.rows(digests)] == ["2026-09-24 13:00"]
    xiaohu("settings", "set", "digest_at", "THU 20:00")
    assert [row[0][:16] for row in xiaohu.rows(digests)] == ["2026-09-24 12:00"]
    xiaohu("settings", "set", "digest_at", "off")
    assert xiaohu.rows(digests) == []


@pytest.mark.parametrize(
    ("key", "value", "remedy"),
    [
        ("locale", "de", "zh_CN or en"),
        ("timezone", "Mars/Base", "Asia/Shanghai"),
        ("remind_at", "25:00", "09:00"),
        ("digest_at", "daily", "MON 09:00"),
        ("quiet_hours", "22:00", "22:00-08:00"),
        ("cadence", "7,3/7/8", "3,7,14/7/8"),
        ("cadence", "", "3,7,14/7/8"),
        ("colour", "red", "'locale'"),
    ],
)
def test_a_bad_value_is_one_sentence_and_changes_nothing(
    key: str, value: str, remedy: str, xiaohu: CommandLine
) -> None:
    named = key if key not in list(Key) else repr(value)
    assert_refused(xiaohu("settings", "set", key, value), 2, named, remedy)
    assert xiaohu("settings", "--json").json == USUAL
