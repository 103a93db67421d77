"""What a link of a message carries, and that nobody else can make one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.settings import Settings
from notifiers.due import AnswerLinks
from worker.action_links import ANSWERS_OPEN, Check, Links, Permit, Purpose, links_for, read, sign
from worker.pages_key import pages_key, pages_key_file

KEY, OTHER = b"k" * 44, b"o" * 44
NOW = datetime(2026, 10, 10, 1, tzinfo=UTC)
CHECK = Check(3, NOW, 1, 7)
PERMIT = Permit(Purpose.VERIFIED, 3, 1_790_000_000, 1, 0, 1_800_000_000)
permits = st.builds(
    Permit,
    st.sampled_from(Purpose),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**16 - 1),
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**32 - 1),
)


@given(permits)
def test_what_is_signed_is_read_back(permit: Permit) -> None:
    token = sign(permit, KEY)
    assert read(token, KEY) == permit
    assert read(token, OTHER) is None


@given(permits)
def test_a_link_holds_letters_and_digits_only_so_that_no_program_breaks_it(permit: Permit) -> None:
    token = sign(permit, KEY)
    assert token.isascii()
    assert token.isalnum()
    assert len(token) == 63


@given(permits, st.integers(0, 62), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_changed_character_makes_it_worthless(permit: Permit, place: int, character: str) -> None:
    token = sign(permit, KEY)
    assume(token[place] != character)
    assert read(token[:place] + character + token[place + 1 :], KEY) is None


@given(st.text(max_size=80))
def test_no_text_is_taken_for_a_link(text: str) -> None:
    assert read(text, KEY) is None


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda token: token[:-1],
        lambda token: token + "a",
        lambda token: token + "=",
        lambda token: " " + token,
        lambda token: token + "\n",
        lambda token: token.replace("a", "ａ", 1) if "a" in token else "ａ" + token,
    ],
)
def test_there_is_one_way_of_writing_it(change: object) -> None:
    assert read(change(sign(PERMIT, KEY)), KEY) is None  # type: ignore[operator]


def test_the_signature_of_one_permit_fits_no_other() -> None:
    first, second = (
        sign(Permit(purpose, 3, 1, 1, 0, 9), KEY) for purpose in (Purpose.VERIFIED, Purpose.UNDO)
    )
    assert read(first[:37] + second[37:], KEY) is None


def of(links: AnswerLinks, name: str) -> Permit:
    address: str = getattr(links, name)
    assert address.startswith("https://xiaohu.example/a/")
    permit = read(address.removeprefix("https://xiaohu.example/a/"), KEY)
    assert permit is not None
    return permit


@pytest.mark.parametrize(
    ("name", "purpose", "change"),
    [
        ("verified", Purpose.VERIFIED, 0),
        ("not_updated", Purpose.NOT_UPDATED, 0),
        ("still_open", Purpose.STILL_OPEN, 0),
        ("cannot_tell", Purpose.CANNOT_TELL, 7),
        ("snooze", Purpose.SNOOZE, 7),
    ],
)
def test_each_link_is_for_one_thing(name: str, purpose: Purpose, change: int) -> None:
    permit = of(Links("https://xiaohu.example/", KEY).answers(CHECK, NOW), name)
    assert (permit.purpose, permit.number, permit.round, permit.change) == (purpose, 3, 1, change)
    assert not permit.is_over(NOW + ANSWERS_OPEN)
    assert permit.is_over(NOW + ANSWERS_OPEN + timedelta(days=1))


def test_a_message_made_again_on_the_same_day_is_the_same() -> None:
    links = Links("https://xiaohu.example/", KEY)
    assert links.answers(CHECK, NOW) == links.answers(CHECK, NOW + timedelta(hours=20))
    assert links.stop_digests(1, NOW, NOW) == links.stop_digests(1, NOW, NOW + timedelta(hours=20))


@pytest.mark.parametrize(
    ("base_url", "made"),
    [("http://127.0.0.1:8321", False), ("http://192.168.1.20:8321", True), ("https://xiaohu.example", True)],
)
def test_links_are_made_only_where_readers_can_follow_them(base_url: str, made: bool, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, base_url=base_url, operator="box.example")
    assert (links_for(settings) is not None) is made
    assert pages_key_file(settings).exists() is made, "no key is made that nobody needs"


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, operator="box.example")
    key = pages_key(settings)
    assert pages_key(settings) == key
    assert len(key) == 44
    assert not pages_key_file(settings).exposed()


def test_a_damaged_key_costs_the_links_and_not_the_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "pages.key").write_text("broken\n")
    settings = Settings(data_dir=tmp_path, base_url="https://xiaohu.example", operator="box.example")
    assert links_for(settings) is None
    assert "pages.key is damaged" in caplog.text
