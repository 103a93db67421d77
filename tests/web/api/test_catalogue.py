"""The catalogue and the dates of a window: the same JSON as the command line's."""

import pytest

from tests.web.api.program import Program, fields, is_problem
from web.api.catalogue import Due, PlatformShape, RouteShape


@pytest.mark.parametrize("query", ["jd-jintiao", "京东金条", "jdjt", "jingdong"])
def test_a_platform_is_found_as_people_write_it(program: Program, query: str) -> None:
    found = program.get(f"/platforms?query={query}").json()["platforms"]
    assert "jd-jintiao" in [each["slug"] for each in found]


def test_all_are_listed_without_a_query_and_none_for_what_is_no_name(program: Program) -> None:
    assert len(program.get("/platforms").json()["platforms"]) > 40
    assert program.get("/platforms?query=!!!").json()["platforms"] == []


@pytest.mark.parametrize("name", ["jd-jintiao", "京东金条"])
def test_one_platform_with_the_promised_keys(program: Program, name: str) -> None:
    found = program.get(f"/platforms/{name}").json()
    assert found["slug"] == "jd-jintiao"
    assert found.keys() == PlatformShape.model_fields.keys()
    assert found["routes"][0].keys() == RouteShape.model_fields.keys()


def test_an_unknown_platform_is_not_found_and_the_nearest_are_named(program: Program) -> None:
    assert "京东" in is_problem(program.get("/platforms/京东金跳"), 404)["detail"]


@pytest.mark.parametrize(
    ("window", "start", "opens_on", "due_on"),
    [
        ("3-5个工作日更新", "2026-09-24", "2026-09-30", "2026-10-09"),
        ("7个工作日上报人行,5天更新", "2026-09-01", "2026-09-15", "2026-09-15"),
        ("10个工作日", "2026-12-24", "2027-01-08", "2027-01-08"),
    ],
)
def test_the_worked_examples(program: Program, window: str, start: str, opens_on: str, due_on: str) -> None:
    said = program.get(f"/due?window={window}&from={start}").json()
    assert said.keys() == Due.model_fields.keys()
    assert (said["stated"], said["opens_on"], said["due_on"]) == (window, opens_on, due_on)
    assert said["provisional"] is due_on.startswith("2027")


def test_day_0_is_today_in_beijing_unless_given(program: Program) -> None:
    assert program.get("/due?window=1天").json()["opens_on"] == "2026-10-11"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "window"),
        ("window=", "window"),
        ("window=soon", "window"),
        ("window=3-5", "window"),
        ("window=3%0a天", "window"),
        ("window=3天&from=yesterday", "from"),
        ("window=3天&from=0001-01-01", "from"),
        ("window=3天&from=9999-12-31", "from"),
        ("window=3个工作日&from=2099-01-01", ""),
    ],
)
def test_what_cannot_be_worked_out_names_the_field(program: Program, query: str, field: str) -> None:
    assert fields(program.get(f"/due?{query}")) == [field]
