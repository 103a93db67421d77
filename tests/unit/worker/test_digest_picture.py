"""The timeline in digest mails: there with the optional library and a font, and nowhere else."""

import pytest

from models.session import Database
from notifiers.digest import PICTURE
from notifiers.message import Message
from scheduler.digest import Digest
from tests.closures import add_channel, beijing, calendar, first_user, register
from tests.scripted import open_office
from worker import digest_picture, mailbag
from worker.digest_picture import can_draw
from worker.digests import plan_digests

MONDAY = beijing("2026-10-12 09:00")
needs_pictures = pytest.mark.skipif(not can_draw(), reason="resvg-py or a Chinese font is missing")


def digests(database: Database, kind: str = "email", detail: str = "full") -> list[Message]:
    """What goes out that Monday over a channel of that kind."""
    with database.writing() as session:
        user = first_user(session)
        user.created_at = beijing("2026-10-06 10:00")
        register(user)
        add_channel(user, "mail", kind=kind).detail = detail
    with open_office(database, beijing("2026-10-11 08:00"), digest_at="MON 09:00") as office:
        office.deliver_due()
        office.clock.moment = MONDAY
        plan_digests(office.deliverer)
        office.deliver_due()
        return [each.message for each in office.post.posted if each.message.kind == "digest"]


@needs_pictures
def test_a_mail_of_full_detail_carries_the_timeline(database: Database) -> None:
    [message] = digests(database)
    [(name, png)] = message.pictures
    assert name == PICTURE
    assert png[:4] == b"\x89PNG"
    assert f'<img src="cid:{PICTURE}"' in (message.html or "")
    assert "img" not in message.text


@needs_pictures
@pytest.mark.parametrize(("kind", "detail"), [("email", "minimal"), ("scripted", "full")])
def test_no_picture_where_it_would_tell_too_much_or_cannot_be_shown(
    kind: str, detail: str, database: Database
) -> None:
    [message] = digests(database, kind, detail)
    assert message.pictures == ()
    assert "<img" not in (message.html or "")


def test_without_the_library_the_digest_leaves_without_a_picture(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbag, "can_draw", lambda: False)
    [message] = digests(database)
    assert message.pictures == ()
    assert "京东金条" in message.text


@needs_pictures
def test_without_dates_there_is_nothing_to_draw() -> None:
    empty = Digest(MONDAY.date(), MONDAY.date(), ())
    assert digest_picture.draw_digest(empty, calendar(), "en") is None
