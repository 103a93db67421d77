from pathlib import Path

import pytest

from catalog.guide import ROWS
from catalog.lint import Level, Problem, check, check_shipped
from catalog.loading import Catalog, load_catalog
from tests.unit.catalog.entries import ENTRY, ROUTE, catalog_of

OTHER = ENTRY.replace("甲银行", "乙银行").replace("[7]", "[8]")
SHARED = 'phones = [{ number = "400-015-6999" }]\n'
WARNED = SHARED + 'warnings = ["4000156999 也是别家的号码。"]\n'


def found(problems: list[Problem], level: Level = Level.ERROR) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in problems if problem.level is level]


def test_a_sound_catalogue_has_no_problem(tmp_path: Path) -> None:
    assert check(catalog_of(tmp_path, jia_bank=ENTRY, yi_bank=OTHER)) == []


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (ENTRY.replace("[7]", "[57]"), "jia-bank/app", "the guide has no row 57, only 1 to 56"),
        (ENTRY + 'phones = [{ number = "4000-156" }]\n', "jia-bank/app", "'4000-156' is no phone number"),
        (ENTRY + 'window = "改天再说"\n', "jia-bank/app", "the window '改天再说' cannot be read"),
        (ENTRY + 'window = "至少5天"\n', "jia-bank/app", "from character 1 on"),
        (ENTRY.replace('channel = "app"', 'channel = "phone"'), "jia-bank/app", "without a number"),
        (
            ENTRY + "[routes.appointment]\ncall_workdays_before = 10\n"
            'deposit = "day_before"\ndeposit_by = 16:00:00\nletter_workdays_after = 2\n',
            "jia-bank/app",
            "deposit_by goes only with a deposit on the same day",
        ),
    ],
)
def test_a_mistake_in_one_entry_is_an_error(tmp_path: Path, text: str, where: str, what: str) -> None:
    [(place, reason)] = found(check(catalog_of(tmp_path, jia_bank=text, yi_bank=OTHER)))
    assert place == where
    assert what in reason


def test_an_entry_without_an_institution_is_a_warning(tmp_path: Path) -> None:
    [problem] = check(catalog_of(tmp_path, jia_bank=ENTRY.replace('["甲银行"]', "[]")))
    assert (problem.level, problem.where) == (Level.WARNING, "jia-bank")
    assert "no institution is named" in problem.what


@pytest.mark.parametrize(
    "number",
    ["400-860-0999", "4000156999", "95173", "95105520", "96588", "0755-83190002", "01066035555", "12378"],
)
def test_a_phone_number_of_a_known_form_is_accepted(tmp_path: Path, number: str) -> None:
    assert check(catalog_of(tmp_path, jia_bank=f'{ENTRY}phones = [{{ number = "{number}" }}]\n')) == []


@pytest.mark.parametrize(
    "number", ["40001569990", "400 860 0999", "9517", "+86 95173", "95173转1", "\uff19\uff15173", "客服"]
)
def test_a_phone_number_of_another_form_is_refused(tmp_path: Path, number: str) -> None:
    problems = check(catalog_of(tmp_path, jia_bank=f'{ENTRY}phones = [{{ number = "{number}" }}]\n'))
    assert [what for _, what in found(problems)] == [f"{number!r} is no phone number of a known form"]


def test_a_phone_route_without_a_number_may_say_where_to_find_it(tmp_path: Path) -> None:
    text = ENTRY.replace('channel = "app"', 'channel = "phone"') + 'notes = ["号码在合同里。"]\n'
    assert check(catalog_of(tmp_path, jia_bank=text)) == []


def test_a_row_restated_twice_is_an_error_in_both_routes(tmp_path: Path) -> None:
    problems = check(catalog_of(tmp_path, jia_bank=ENTRY, yi_bank=OTHER.replace("[8]", "[7]")))
    assert [where for where, _ in found(problems)] == ["jia-bank/app", "yi-bank/app"]
    assert "row 7" in problems[0].what


def test_a_row_restated_by_two_routes_of_one_platform_needs_a_purpose(tmp_path: Path) -> None:
    twice = ENTRY + ROUTE.replace('id = "app"', 'id = "phone"')
    problems = check(catalog_of(tmp_path, jia_bank=twice))
    assert [where for where, _ in found(problems)] == ["jia-bank/app", "jia-bank/phone"]
    assert check(catalog_of(tmp_path, jia_bank="shared_rows = [7]\n" + twice)) == []


@pytest.mark.parametrize(
    "line",
    [
        'aliases = ["甲 银行"]\n',
        'aliases = ["jia-bank"]\n',
        'name_en = "Jia Bank"\n',
        'renamed_from = ["jia-bank"]\n',
    ],
)
def test_a_name_of_two_platforms_is_an_error_in_both(tmp_path: Path, line: str) -> None:
    problems = check(catalog_of(tmp_path, jia_bank=ENTRY, yi_bank=line + OTHER))
    assert [where for where, _ in found(problems)] == ["jia-bank", "yi-bank"]


def test_a_number_of_two_institutions_is_a_warning_in_both(tmp_path: Path) -> None:
    other = OTHER + WARNED.replace("400-015-6999", "4000156999")
    problems = check(catalog_of(tmp_path, jia_bank=ENTRY + WARNED, yi_bank=other))
    assert found(problems) == []
    assert found(problems, Level.WARNING) == [
        ("jia-bank/app", "4000156999 is also the number of yi-bank"),
        ("yi-bank/app", "4000156999 is also the number of jia-bank"),
    ]


def test_a_shared_number_that_users_are_not_warned_of_is_an_error(tmp_path: Path) -> None:
    problems = check(catalog_of(tmp_path, jia_bank=ENTRY + SHARED, yi_bank=OTHER + WARNED))
    assert [where for where, _ in found(problems)] == ["jia-bank/app"]


def test_platforms_of_one_institution_may_share_a_number(tmp_path: Path) -> None:
    sister = OTHER.replace('institutions = ["乙银行"]', 'institutions = ["甲银行"]')
    assert check(catalog_of(tmp_path, jia_bank=ENTRY + SHARED, yi_bank=sister + SHARED)) == []


def without(slug: str) -> Catalog:
    """The shipped catalogue less one platform."""
    return Catalog({p.slug: p for p in load_catalog().platforms if p.slug != slug})


def test_a_row_that_no_route_restates_and_a_name_that_is_gone_are_errors() -> None:
    assert found(check_shipped(without("huabei"))) == [
        ("row 1", "no route restates this row of the guide"),
        *(
            (name, "was published and is gone: put it back, or a renamed_from = [...]")
            for name in ("huabei", "huabei/app")
        ),
    ]


def test_only_the_shipped_catalogue_must_restate_the_guide(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, jia_bank=ENTRY)
    assert check(catalog) == []
    uncovered = [where for where, what in found(check_shipped(catalog)) if "no route restates" in what]
    assert uncovered == [f"row {row}" for row in ROWS if row != 7]


def test_a_name_that_is_not_listed_yet_is_an_error(tmp_path: Path) -> None:
    new = catalog_of(tmp_path, jia_bank=ENTRY.replace("rows = [7]\n", ""))
    problems = found(check_shipped(Catalog({**load_catalog().by_slug, **new.by_slug})))
    assert [where for where, _ in problems] == ["jia-bank", "jia-bank/app"]
    assert all("catalog/slugs.txt" in what for _, what in problems)
