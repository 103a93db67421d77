"""Stated and observed: what one's own reports bound, what is shared of it, what is taken in."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.closure import Closure, Target
from models.session import Database
from models.undo import UNDONE
from reports.evidence import Finding, Reason
from tests.closures import first_user, planning, register
from tests.command_line import CommandLine, assert_refused
from tests.databases import DATABASES
from tests.proofs import judge, proven

OPEN_ON, CLOSED_ON = date(2026, 10, 10), date(2026, 10, 20)
"""Days 16 and 26 after 24 September; stated are working days that come to days 6 to 15."""
TOKEN = "0123456789abcdef0123456789abcdef"


def within(xiaohu: CommandLine, act: Callable[[Session], object]) -> None:
    """Do something to what is stored."""
    xiaohu("list")  # makes the database
    database = Database(DATABASES.url(xiaohu.folder), durable=False)
    with database.writing() as session:
        act(session)
    database.close()


def verified(xiaohu: CommandLine, count: int = 1, **rest: Any) -> None:
    """Closures that were shown later than stated."""

    def act(session: Session) -> None:
        for _ in range(count):
            proven(session, first_user(session), **({"open_on": OPEN_ON, "closed_on": CLOSED_ON} | rest))

    within(xiaohu, act)


def route(xiaohu: CommandLine, slug: str = "jd-jintiao") -> Any:
    [only] = xiaohu("platforms", "show", slug, "--json").json["routes"]
    return only["observed"]


def test_one_closing_shows_its_bounds_beside_what_was_stated(xiaohu: CommandLine) -> None:
    assert route(xiaohu) is None
    verified(xiaohu)
    assert route(xiaohu) == {
        "count": 1,
        "bounds": [[17, 26]],
        "typical": None,
        "stated": [6, 15],
        "later_than_stated": True,
    }
    shown = " ".join(xiaohu("platforms", "show", "jd-jintiao").out.split())
    assert "1 closing, shown on the report after 17 to 26 days" in shown
    assert "stated for them: after 6 to 15 days" in shown
    assert "usually later than stated" in shown
    assert "usually later than stated" in " ".join(xiaohu("add", "jd-jintiao").out.split())


def test_from_five_on_the_medians_range_is_shown(xiaohu: CommandLine) -> None:
    verified(xiaohu, 4)
    assert route(xiaohu)["typical"] is None
    verified(xiaohu, closed_on=date(2026, 10, 12))
    found = route(xiaohu)
    assert (found["count"], found["typical"], found["later_than_stated"]) == (5, [17, 26], True)
    shown = " ".join(xiaohu("platforms", "show", "jd-jintiao").out.split())
    assert "5 closings, by the median shown on the report after 17 to 26 days" in shown


def test_what_may_have_been_in_time_is_not_called_late(xiaohu: CommandLine) -> None:
    verified(xiaohu, open_on=date(2026, 9, 1), month="2026-09")
    assert (route(xiaohu)["bounds"], route(xiaohu)["later_than_stated"]) == ([[0, 26]], False)
    assert "later" not in xiaohu("platforms", "show", "jd-jintiao").out


def test_the_month_of_closing_narrows_the_bounds(xiaohu: CommandLine) -> None:
    verified(xiaohu, open_on=date(2026, 9, 1))  # closed in October: not before its first day
    assert route(xiaohu)["bounds"] == [[7, 26]]


def test_a_report_between_that_still_showed_it_open_narrows_them_too(xiaohu: CommandLine) -> None:
    def act(session: Session) -> None:
        closure = proven(session, first_user(session), open_on=date(2026, 9, 1), closed_on=CLOSED_ON)
        judge(session, closure, date(2026, 9, 1), date(2026, 10, 15), Finding.UNDECIDED)

    within(xiaohu, act)
    assert route(xiaohu)["bounds"] == [[22, 26]]


def test_of_several_accounts_the_last_one_counts(xiaohu: CommandLine) -> None:
    """A card in two currencies: one was closed on the 20th, the other was still open then."""

    def act(session: Session) -> None:
        closure = proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON)
        judge(session, closure, OPEN_ON, CLOSED_ON, Finding.PARTLY_CLOSED, month="2026-10")
        judge(session, closure, CLOSED_ON, date(2026, 11, 5), Finding.PROVEN, month="2026-10")

    within(xiaohu, act)
    assert route(xiaohu)["bounds"] == [[27, 42]]


def unverified(session: Session) -> None:
    closure = register(first_user(session))
    judge(session, closure, OPEN_ON, CLOSED_ON, Finding.PROVEN, month="2026-10")


def closed_before(session: Session) -> None:
    closure = proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON)
    closure.verdicts[0].reason = Reason.CLOSED_BEFORE_REQUEST.value


def taken_back(session: Session) -> None:
    closure = proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON)
    closure.undo(planning("2026-10-20 22:00"))
    assert closure.events[-1].kind == UNDONE


def by_word_alone(session: Session) -> None:
    closure = proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON)
    closure.verdicts[0].finding = Finding.NO_LONGER_LISTED.value


def of_nobody_known(session: Session) -> None:
    proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON, target=Target("", "某平台"))


@pytest.mark.parametrize("act", [unverified, closed_before, taken_back, by_word_alone, of_nobody_known])
def test_only_what_reports_prove_is_observed(act: Callable[[Session], None], xiaohu: CommandLine) -> None:
    within(xiaohu, act)
    assert route(xiaohu) is None
    assert json.loads(xiaohu("observed", "export").out)["observations"] == []


def test_an_assumed_window_was_stated_by_nobody(xiaohu: CommandLine) -> None:
    def act(session: Session) -> None:
        closure = proven(session, first_user(session), open_on=OPEN_ON, closed_on=CLOSED_ON)
        closure.rounds[0].window_source = "assumed"

    within(xiaohu, act)
    assert (route(xiaohu)["stated"], route(xiaohu)["later_than_stated"]) == (None, False)


@pytest.mark.sqlite
def test_the_catalogue_alone_makes_no_database(unused: CommandLine) -> None:
    assert route(unused) is None
    assert not unused.stores


def exported(xiaohu: CommandLine, to: Path) -> Path:
    answered = xiaohu("observed", "export")
    assert answered.code == 0
    to.write_text(answered.out)
    return to


@pytest.fixture
def another(tmp_path: Path) -> CommandLine:
    """Somebody else's installation."""
    return CommandLine(tmp_path / "another")


def test_a_file_holds_numbers_and_nothing_else(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu("people", "add", "王小明")
    verified(xiaohu, 2)
    text = exported(xiaohu, tmp_path / "f.json").read_text()
    file = json.loads(text)
    assert (file["format"], file["version"]) == ("xiaohu-observed", 1)
    for each in file["observations"]:
        token = each.pop("id")
        assert len(token) == 32
        assert each == {"platform": "jd-jintiao", "route": "app", "observed": [17, 26], "stated": [6, 15]}
    assert not [word for word in ("2026", "王小明", "本人", "京东") if word in text]


def test_importing_adds_what_is_new_and_again_changes_nothing(
    xiaohu: CommandLine, another: CommandLine, tmp_path: Path
) -> None:
    verified(xiaohu, 4)
    file = exported(xiaohu, tmp_path / "f.json")
    verified(another)
    first = another("observed", "import", str(file), "--json").json
    assert first == {"new": 4, "narrowed": 0, "known": 0, "strange": 0, "failures": []}
    before = route(another)
    assert before["count"] == 5
    again = another("observed", "import", str(file), "--json").json
    assert (again["new"], again["known"]) == (0, 4)
    assert route(another) == before


def test_ones_own_numbers_come_back_as_known(xiaohu: CommandLine, tmp_path: Path) -> None:
    verified(xiaohu)
    file = exported(xiaohu, tmp_path / "f.json")
    assert xiaohu("observed", "import", str(file), "--json").json["known"] == 1
    assert route(xiaohu)["count"] == 1


def written(tmp_path: Path, *observations: Any) -> str:
    file = tmp_path / "given.json"
    head = {"format": "xiaohu-observed", "version": 1}
    file.write_text(json.dumps(head | {"observations": list(observations)}))
    return str(file)


def one(**changed: Any) -> dict[str, Any]:
    return {
        "id": TOKEN,
        "platform": "jd-jintiao",
        "route": "app",
        "observed": [10, 30],
        "stated": [6, 15],
    } | changed


def test_two_files_about_one_closing_bound_it_together(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu("observed", "import", written(tmp_path, one()))
    said = xiaohu("observed", "import", written(tmp_path, one(observed=[20, 40])), "--json").json
    assert (said["new"], said["narrowed"]) == (0, 1)
    assert route(xiaohu)["bounds"] == [[20, 30]]
    xiaohu("observed", "import", written(tmp_path, one()))  # the older file once more
    assert route(xiaohu)["bounds"] == [[20, 30]]


def test_what_the_catalogue_does_not_know_is_passed_over(xiaohu: CommandLine, tmp_path: Path) -> None:
    strange = one(id="f" * 32, platform="no-such-platform")
    said = xiaohu("observed", "import", written(tmp_path, strange, one()))
    assert "1 closing is new." in said.out
    assert "1 is passed over" in said.out


def test_what_was_taken_in_can_be_forgotten(xiaohu: CommandLine, tmp_path: Path) -> None:
    verified(xiaohu)
    xiaohu("observed", "import", written(tmp_path, one()))
    assert route(xiaohu)["count"] == 2
    assert "1 closing is forgotten." in xiaohu("observed", "forget").out
    assert route(xiaohu)["count"] == 1


BAD = [
    ({"id": "short"}, "id must be"),
    ({"id": TOKEN.upper()}, "id must be"),
    ({"id": 5}, "id must be"),
    ({"platform": "../x"}, "names of the catalogue"),
    ({"route": None}, "names of the catalogue"),
    ({"observed": [5]}, "two whole numbers"),
    ({"observed": [5, 4]}, "two whole numbers"),
    ({"observed": [-1, 4]}, "two whole numbers"),
    ({"observed": [0, 3651]}, "two whole numbers"),
    ({"observed": [True, 4]}, "two whole numbers"),
    ({"observed": [1.5, 4]}, "two whole numbers"),
    ({"observed": None}, "two whole numbers"),
    ({"stated": [1]}, "two whole numbers"),
    ({"stated": "3天"}, "two whole numbers"),
    ({"name": "王小明"}, "and nothing else"),
]


@pytest.mark.parametrize(("changed", "said"), BAD)
def test_one_bad_observation_and_nothing_of_the_file_is_stored(
    changed: dict[str, Any], said: str, xiaohu: CommandLine, tmp_path: Path
) -> None:
    answered = xiaohu("observed", "import", written(tmp_path, one(), one(id="b" * 32) | changed))
    assert (answered.code, answered.out) == (2, "")
    assert "observation 2: " in answered.err
    assert said in answered.err
    assert "王小明" not in answered.err
    assert route(xiaohu) is None


def test_a_file_that_contradicts_another_is_refused(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu("observed", "import", written(tmp_path, one()))
    answered = xiaohu("observed", "import", written(tmp_path, one(observed=[31, 40])))
    assert answered.code == 2
    assert "observation 1: it contradicts" in answered.err
    assert route(xiaohu)["bounds"] == [[10, 30]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "observed times"),
        (b'{"format": "other"}', "observed times"),
        (b'{"format": "xiaohu-observed", "version": 2}', "version"),
        (b'{"format": "xiaohu-observed", "version": 1}', "list"),
        (b'{"format": "xiaohu-observed", "version": 1, "observations": {}}', "list"),
        (b" " * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_refused(
    content: bytes, said: str, xiaohu: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    assert_refused(xiaohu("observed", "import", str(file)), 2, said)
    assert_refused(xiaohu("observed", "import", str(tmp_path / "none.json")), 1, "none.json")


def test_a_closing_keeps_its_name_in_every_file(xiaohu: CommandLine, tmp_path: Path) -> None:
    verified(xiaohu)
    first = exported(xiaohu, tmp_path / "1.json").read_text()
    xiaohu.now = (CLOSED_ON + timedelta(days=9)).isoformat() + "T10:00:00+08:00"
    assert exported(xiaohu, tmp_path / "2.json").read_text() == first


def test_deleting_a_closure_takes_its_observation_along(xiaohu: CommandLine) -> None:
    verified(xiaohu)
    within(xiaohu, lambda session: session.delete(session.get_one(Closure, 1)))
    assert route(xiaohu) is None
