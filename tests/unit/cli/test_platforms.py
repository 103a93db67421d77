import pytest

from tests.command_line import CommandLine, assert_refused


def test_the_promised_keys_are_there(xiaohu: CommandLine) -> None:
    said = xiaohu("platforms", "show", "jd-jintiao", "--json").json
    promised = {"slug", "name", "institutions", "rows", "routes", "grade", "source", "checked_on"}
    assert promised <= said.keys()
    route = {
        "id",
        "rows",
        "via",
        "channel",
        "phones",
        "prepare",
        "steps",
        "window",
        "starts_at",
        "notes",
        "warnings",
    }
    assert route <= said["routes"][0].keys()


@pytest.mark.parametrize("query", ["京东", "jingdong", "jdjt", "重庆京东盛际小额贷款有限公司"])
def test_people_find_a_platform_as_they_write_it(query: str, xiaohu: CommandLine) -> None:
    assert xiaohu("platforms", "list", query, "--json").json[0]["slug"] == "jd-jintiao"
    assert "京东金条" in xiaohu("platforms", "list", query).out


def test_all_are_listed_without_a_query(xiaohu: CommandLine) -> None:
    assert len(xiaohu("platforms", "list", "--json").json) > 10


def test_nothing_found_is_said(xiaohu: CommandLine) -> None:
    assert xiaohu("platforms", "list", "zzzzqqqq", "--json").json == []
    assert "zzzzqqqq" in xiaohu("platforms", "list", "zzzzqqqq").out


def test_a_number_is_shown_with_its_source_its_day_and_its_warning(xiaohu: CommandLine) -> None:
    said = " ".join(xiaohu("platforms", "show", "huarui-bank").out.split())
    assert "4000156999 (guide, last checked 23 Nov 2026; copied from there, not tried by us)" in said
    assert "Careful" in said


@pytest.mark.parametrize("name", ["", "京东今条", "nope"])
def test_an_unknown_platform_exits_3_with_the_nearest_names(name: str, xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("platforms", "show", name), 3, "nearest names")


def test_the_catalogue_is_fit_to_ship(xiaohu: CommandLine) -> None:
    assert xiaohu("catalog", "check").code == 0
    assert all(problem["level"] == "warning" for problem in xiaohu("catalog", "check", "--json").json)


def test_looking_stores_nothing(unused: CommandLine) -> None:
    unused("platforms", "list")
    assert not unused.folder.exists()
