"""Credit reports on the pages: see first, keep then, confirm last; and all of it can go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from desk import report_store
from models.session import Database
from models.tables import Closure, CreditReport, Person, ReportAccount, ReportVerdict
from reports.process import read_report
from tests.closures import beijing
from tests.credit_reports import PRIVATE, encrypted
from tests.quick_reader import quick_reader
from tests.unit.reports.papers import after, before
from tests.web.site import Browser, World
from web.shields import MOST_BYTES, MOST_UPLOADED

OLD, NEW = before().pdf(), after().pdf()
FILE_NAME = "欧阳甲乙的征信.pdf"
_HIDDEN = re.compile(r'type="hidden" name="(kept|mark|person)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_reader(monkeypatch)


@pytest.fixture
def in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where reading itself is what the test is about."""
    monkeypatch.setattr(report_store, "read_report", read_report)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    made = World(database, tmp_path)
    made.at(beijing("2026-08-21 10:00"))
    return made


def upload(browser: Browser, pdf: bytes, **fields: Any) -> Response:
    return browser.post("/reports", at="/reports", files={"file": (FILE_NAME, pdf)}, **fields)


def keep(browser: Browser, pdf: bytes, **fields: Any) -> Response:
    preview = upload(browser, pdf, **fields)
    assert preview.status_code == 200, preview.text
    return browser.post("/reports/keep", at="/reports", **dict(_HIDDEN.findall(preview.text)))


def answered(world: World, browser: Browser) -> Browser:
    """Two closures asked for after the first report, which the second one answers."""
    assert keep(browser, OLD).headers["location"] == "/reports/1"
    world.at(beijing("2026-09-10 10:00"))
    chosen: dict[str, Any] = {"account": ["2", "3"], "platform-2": "jd-jintiao", "platform-3": "huabei"}
    done = browser.post("/reports/1/close", at="/reports/1", on="2026-09-10", **chosen)
    assert done.headers["location"] == "/register/done?closure=1&closure=2"
    world.at(beijing("2026-10-21 10:00"))
    browser = world.signed_in()
    assert keep(browser, NEW).headers["location"] == "/reports/2"
    return browser


def test_a_report_is_shown_and_nothing_is_kept_before_that_is_confirmed(world: World) -> None:
    browser = world.signed_in()
    preview = upload(browser, OLD)
    assert preview.status_code == 200
    assert "重庆京东盛际小额贷款有限公司" in preview.text
    assert not any(private in preview.text for private in (*PRIVATE, "8642"))
    with world.writing() as session:
        assert session.query(CreditReport).count() == 0
    assert (
        browser.post("/reports/keep", at="/reports", **dict(_HIDDEN.findall(preview.text))).status_code == 303
    )
    with world.writing() as session:
        assert [each.institution for each in session.query(ReportAccount)] == [
            "招商银行股份有限公司信用卡中心",
            "重庆京东盛际小额贷款有限公司",
            "重庆蚂蚁消费金融有限公司",
        ]


@pytest.mark.parametrize("change", ["kept", "mark"])
def test_what_was_not_shown_is_not_kept(world: World, change: str) -> None:
    browser = world.signed_in()
    fields = dict(_HIDDEN.findall(upload(browser, OLD).text))
    fields[change] = dict(_HIDDEN.findall(upload(browser, NEW).text))[change]
    answer = browser.post("/reports/keep", at="/reports", **fields)
    assert answer.status_code == 422
    assert "lost on the way" in answer.text
    with world.writing() as session:
        assert session.query(CreditReport).count() == 0


@pytest.mark.usefixtures("in_a_process")
def test_a_wrong_password_is_said_beside_the_field_and_not_kept_in_it(world: World) -> None:
    browser, locked = world.signed_in(), encrypted(OLD, "geheim", "AES-256")
    needed = upload(browser, locked)
    assert (needed.status_code, "protected by a password" in needed.text) == (422, True)
    wrong = upload(browser, locked, password="falsch")
    assert (wrong.status_code, "does not open this PDF" in wrong.text) == (422, True)
    assert "falsch" not in wrong.text
    assert upload(browser, locked, password="geheim").status_code == 200


def test_a_form_without_a_file_asks_for_one(world: World) -> None:
    answer = world.signed_in().post("/reports", at="/reports")
    assert (answer.status_code, "the PDF of a report" in answer.text) == (422, True)


@pytest.mark.usefixtures("in_a_process")
def test_only_the_upload_takes_large_bodies(world: World) -> None:
    browser = world.signed_in()
    assert upload(browser, b"%PDF-1.4" + bytes(MOST_UPLOADED)).status_code == 413
    assert "larger than 20 MB" in upload(browser, b"%PDF-1.4" + bytes(20_000_001)).text
    for path in ("/reports/keep", "/reports/answers", "/reports/1/close"):
        assert browser.client.post(path, content=bytes(MOST_BYTES + 1)).status_code == 413


def test_candidates_are_registered_together_with_the_guides_windows(world: World) -> None:
    browser = world.signed_in()
    keep(browser, OLD)
    page = browser.get("/reports/1").text
    assert all(name in page for name in ("京东金条", "花呗"))
    world.at(beijing("2026-09-10 10:00"))
    chosen: dict[str, Any] = {
        "account": ["1", "2"],
        "platform-1": "-",
        "platform-2": "jd-jintiao",
        "on": "2026-09-10",
    }
    assert browser.post("/reports/1/close", at="/reports/1", **chosen).status_code == 303
    with world.writing() as session:
        found = session.query(Closure).order_by(Closure.id).all()
        assert [(each.platform, each.platform_name) for each in found] == [
            ("", "招商银行"),
            ("jd-jintiao", "京东金条"),
        ]
        assert found[1].round.window == "3-5个工作日"
        linked = {each.institution: each.closure_id for each in session.query(ReportAccount)}
        assert linked["重庆京东盛际小额贷款有限公司"] == found[1].id
    again = browser.post("/reports/1/close", at="/reports/1", **chosen)
    assert (again.status_code, "asks for it already" in again.text) == (422, True)


def test_candidates_are_registered_all_or_none(world: World) -> None:
    browser = world.signed_in()
    keep(browser, OLD)
    chosen: dict[str, Any] = {
        "account": ["2", "3"],
        "platform-2": "jd-jintiao",
        "platform-3": "",
        "on": "2026-08-20",
    }
    refused = browser.post("/reports/1/close", at="/reports/1", **chosen)
    assert (refused.status_code, "choose which app it was" in refused.text) == (422, True)
    with world.writing() as session:
        assert session.query(Closure).count() == 0


def test_nothing_is_answered_before_the_user_confirms(world: World) -> None:
    browser = answered(world, world.signed_in())
    page = browser.get("/reports").text
    assert "closed: proven" in page
    assert "says it was closed in 2026-09" in page
    with world.writing() as session:
        assert {each.state for each in session.query(Closure)} == {"waiting"}
        seen = {each.id: each.last_change for each in session.query(Closure)}
    form: dict[str, Any] = {"closure": ["1", "2"], "answer-1": "verified", "answer-2": "still-open"}
    form |= {f"seen-{number}": str(change) for number, change in seen.items()}
    assert browser.post("/reports/answers", at="/reports", **form).status_code == 303
    with world.writing() as session:
        assert [each.state for each in session.query(Closure).order_by(Closure.id)] == [
            "verified",
            "escalated",
        ]
        assert {each.answer for each in session.query(ReportVerdict)} == {"verified", "still-open"}
    assert 'id="proposals"' not in browser.get("/reports").text
    assert "compared with that of 20 Aug 2026" in browser.get("/closures/1").text


def test_answers_that_were_overtaken_are_not_given(world: World) -> None:
    browser = answered(world, world.signed_in())
    with world.writing() as session:
        seen = session.get_one(Closure, 1).last_change
    form: dict[str, Any] = {"closure": ["1"], "answer-1": "verified", "seen-1": str(seen + 99)}
    assert browser.post("/reports/answers", at="/reports", **form).status_code == 409


def test_a_proposal_can_be_left(world: World) -> None:
    browser = answered(world, world.signed_in())
    with world.writing() as session:
        form: dict[str, Any] = {f"seen-{c.id}": str(c.last_change) for c in session.query(Closure)}
    form |= {"answer-1": "leave", "answer-2": ""}
    browser.post("/reports/answers", at="/reports", closure=["1", "2"], **form)
    with world.writing() as session:
        assert {each.state for each in session.query(Closure)} == {"waiting"}
        assert {each.closure_id: each.answer for each in session.query(ReportVerdict)} == {1: "left", 2: None}


def test_all_of_it_can_be_deleted_and_is_not_in_the_file_any_more(world: World, tmp_path: Path) -> None:
    browser = answered(world, world.signed_in())
    lender = "重庆蚂蚁消费金融有限公司".encode()
    assert "Delete for good" in browser.get("/reports/delete").text
    assert browser.post("/reports/delete", at="/reports/delete").status_code == 303
    with world.writing() as session:
        for table in (CreditReport, ReportAccount, ReportVerdict):
            assert session.query(table).count() == 0
        assert session.query(Closure).count() == 2
    for file in tmp_path.glob("xiaohu.db*"):
        assert lender not in file.read_bytes(), file.name


def test_a_person_takes_their_reports_along(world: World) -> None:
    browser = world.signed_in()
    browser.post("/people", at="/people", name="奶奶", relation="family")
    keep(browser, OLD, person="奶奶")
    with world.writing() as session:
        person = session.query(Person).filter_by(name="奶奶").one()
        assert [each.person_id for each in session.query(CreditReport)] == [person.id]
        number = person.id
    other = upload(browser, NEW, person="本人")
    assert (other.status_code, "this is a report of 奶奶, not of 本人" in other.text) == (422, True)
    browser.post(f"/people/{number}/remove", at=f"/people/{number}/remove")
    with world.writing() as session:
        assert session.query(CreditReport).count() == 0


def test_a_client_without_consent_has_no_reports(world: World) -> None:
    browser = world.signed_in()
    with world.writing() as session:
        user = world.user(session)
        user.people.append(Person(name="客户", relation="client", created_at=user.created_at))
    refused = upload(browser, OLD, person="客户")
    assert (refused.status_code, "has not consented" in refused.text) == (422, True)


def test_nobody_elses_report_is_seen_or_linked(world: World) -> None:
    first = world.signed_in()
    keep(first, OLD)
    other = world.signed_in("li")
    assert other.get("/reports/1").status_code == 404
    assert "2026" not in other.get("/reports").text.partition("</main>")[0]
    assert other.post("/reports/1/close", at="/reports", account=["2"]).status_code == 404
    assert other.post("/reports/1/link", at="/reports", closure="1", account="1").status_code == 404


@pytest.mark.usefixtures("in_a_process")
def test_nothing_private_is_stored_or_logged(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        browser = answered(world, world.signed_in())
        upload(browser, encrypted(NEW, "geheim", "RC4-128"), password="geheim")
        upload(browser, OLD[:5000])
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    for private in (*PRIVATE, "8642", "赵某某", "220102198001015555", FILE_NAME, "geheim"):
        assert private.encode() not in stored, private
        assert private not in caplog.text, private
