"""Opening an installation: made where it is new, found again where it is not."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import Settings
from models.session import DatabaseUnusable
from models.tables import HolidayNotice, Person, User
from scheduler.workdays import YearState
from tests.closures import CHECK_AT
from tests.databases import DATABASES
from worker.installation import OWNER, open_installation


def _settings(folder: Path, **rest: str) -> Settings:
    url = DATABASES.setting(folder)
    return Settings(data_dir=folder, database_url=url, operator="box.example", **rest)  # type: ignore[arg-type]


def test_a_new_installation_has_one_user_who_is_their_own_person(tmp_path: Path) -> None:
    with open_installation(_settings(tmp_path / "a" / "new")) as opened, opened.database.reading() as session:
        user = opened.user(session)
        assert (user.name, [person.name for person in user.people]) == (OWNER, [OWNER])
        assert (user.channels, user.locale, user.timezone, user.remind_at) == ([], None, None, None)


def test_its_folder_is_its_owners_alone(tmp_path: Path) -> None:
    with open_installation(_settings(tmp_path / "new")):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_opening_again_finds_everything_and_makes_nobody(tmp_path: Path) -> None:
    for name in (OWNER, "renamed", "renamed"):
        with open_installation(_settings(tmp_path)) as opened, opened.database.writing() as session:
            assert opened.user(session).name == name
            opened.user(session).name = "renamed"
            assert len(session.scalars(select(User)).all()) == len(session.scalars(select(Person)).all()) == 1


def test_the_simulated_clock_of_the_settings_is_used(tmp_path: Path) -> None:
    with open_installation(_settings(tmp_path, clock=CHECK_AT.isoformat())) as opened:
        assert opened.clock.now() >= CHECK_AT
        with opened.database.reading() as session:
            assert opened.user(session).created_at.date() == CHECK_AT.date()
            assert opened.planning(session, opened.user(session)).today == CHECK_AT.date()


def test_an_imported_notice_becomes_part_of_the_calendar(tmp_path: Path) -> None:
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    text = json.dumps({"year": 2027, "days": days})
    with open_installation(_settings(tmp_path)) as opened, opened.database.writing() as session:
        before = opened.calendar(session)
        session.add(HolidayNotice(year=2027, text=text, imported_at=CHECK_AT))
        after = opened.calendar(session)
    assert before.state(2027) is YearState.PROVISIONAL
    assert after.state(2027) is YearState.PUBLISHED
    assert before.version != after.version
    assert after.is_workday(date(2027, 2, 8))  # the notice above knows no Spring Festival


@pytest.mark.sqlite
def test_a_database_that_cannot_be_used_is_refused_and_closed(tmp_path: Path) -> None:
    (tmp_path / "xiaohu.db").write_bytes(b"not a database" * 500)
    with pytest.raises(DatabaseUnusable, match="damaged"), open_installation(_settings(tmp_path)):
        raise AssertionError("it opened")
