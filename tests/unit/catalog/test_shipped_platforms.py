"""The shipped entries against a table typed by hand, and what holds of all of them (see test_guide.py)."""

import re
from collections import Counter
from datetime import date

import pytest

from catalog.lint import Level, check
from catalog.loading import load_catalog
from catalog.platform import Grade, Route
from scheduler.starting_acts import StartsAt

SHIPPED = load_catalog()

# Row, slug, what the guide states of the window, the number it names.
GUIDE = [
    (4, "jd-jintiao", "3-5个工作日更新", None),
    (15, "weihai-bank", "3-5个工作日更新", None),
    (16, "youqianhua-wukuang-trust", "3个工作日更新", "4009710077"),
    (21, "suning-consumer-finance", "连续打3天,7天后更新", None),
    (32, "haier-consumer-finance", "7个工作日后再确认", "4000187777"),
    (33, "zhongyuan-consumer-finance", "3个工作日后再确认", "4001112233"),
    (34, "huarui-bank", "7个工作日上报人行,5天更新", "95173"),
    (35, "wanda-shanghai", "每月10号前上报,5天更新", "4000888088"),
    (36, "zhongrong-trust", "3-5个工作日更新", "95037"),
    (37, "xishang-bank", "2-3个工作日更新", "4008880555"),
    (38, "jinshang-consumer-finance", "20天左右更新", "95105520"),
    (39, "xinwang-bank", "30-45天更新", "95394"),
    (41, "yilian-bank", "10个工作日处理后再确认", "4000156999"),
    (42, "huarui-bank", "7个工作日处理,5天更新", "4000156999"),
    (44, "standard-chartered", None, None),
    (48, "standard-chartered", None, None),
    (50, "xishang-bank", "网贷7天后自动关闭", None),
]

LENDER_UNKNOWN = {
    *("dongguan-unconfirmed", "gongjidai", "jd-finance", "juduoduo"),
    *("pingan-puhui", "ppdai", "xiaoying-kadai", "youpinzu"),
}


def routes_of(row: int) -> list[tuple[str, Route]]:
    return [(p.slug, route) for p in SHIPPED.platforms for route in p.routes if row in route.rows]


def route_of(row: int) -> Route:
    [(_, route)] = routes_of(row)
    return route


def test_the_shipped_catalogue_has_no_error() -> None:
    assert [problem for problem in check(SHIPPED) if problem.level is Level.ERROR] == []


def test_the_only_warnings_are_the_numbers_in_doubt_and_the_unknown_lenders() -> None:
    warnings = [problem for problem in check(SHIPPED) if problem.level is Level.WARNING]
    shared = [(problem.where, problem.what[:10]) for problem in warnings if "/" in problem.where]
    assert shared == [
        ("huarui-bank/phone-4000156999", "4000156999"),
        ("xinwang-bank/phone-4008600999", "4008600999"),
        ("yilian-bank/phone", "4000156999"),
        ("yilian-bank/wechat", "4008600999"),
    ]
    others = {problem.where: problem.what for problem in warnings if "/" not in problem.where}
    assert set(others) == LENDER_UNKNOWN
    assert all("no institution is named" in what for what in others.values())


def test_no_row_is_restated_twice() -> None:
    counts = Counter(row for platform in SHIPPED.platforms for route in platform.routes for row in route.rows)
    assert set(counts.values()) == {1}


@pytest.mark.parametrize(("row", "slug", "window", "number"), GUIDE)
def test_a_row_of_the_guide_is_restated_once(
    row: int, slug: str, window: str | None, number: str | None
) -> None:
    [(owner, route)] = routes_of(row)
    assert (owner, route.window) == (slug, window)
    assert [phone.number for phone in route.phones] == ([number] if number else [])


@pytest.mark.parametrize(
    ("row", "starts_at"),
    [
        (16, StartsAt.CALL_BACK),
        (35, StartsAt.LAST_ACT),
        (44, StartsAt.SETTLEMENT),
        (48, StartsAt.SETTLEMENT),
        (50, StartsAt.SETTLEMENT),
    ],
)
def test_the_window_starts_at_another_act_than_the_request(row: int, starts_at: StartsAt) -> None:
    assert route_of(row).starts_at is starts_at


def test_every_other_window_starts_at_the_request() -> None:
    others = [row for row, *_ in GUIDE if row not in (16, 35, 44, 48, 50)]
    assert {route_of(row).starts_at for row in others} == {StartsAt.REQUEST}


def test_only_the_appointment_routes_have_an_appointment() -> None:
    assert [row for row, *_ in GUIDE if route_of(row).appointment] == [44, 48]


@pytest.mark.parametrize(
    ("slug", "number"),
    [
        ("yilian-bank", "4000156999"),
        ("huarui-bank", "4000156999"),
        ("yilian-bank", "4008600999"),
        ("xinwang-bank", "4008600999"),
    ],
)
def test_a_number_the_guide_gives_two_banks_carries_a_warning(slug: str, number: str) -> None:
    warnings = [warning for route in SHIPPED.by_slug[slug].routes for warning in route.warnings]
    assert any(number in re.sub(r"\D", "", warning) for warning in warnings)


def test_both_routes_of_huarui_warn_that_the_numbers_disagree() -> None:
    for route in SHIPPED.by_slug["huarui-bank"].routes:
        assert any("95173" in warning and "4000156999" in warning for warning in route.warnings)


def test_the_routes_of_xishang_state_different_windows() -> None:
    assert len({route.window for route in SHIPPED.by_slug["xishang-bank"].routes}) == 2


def test_a_lender_that_the_guide_does_not_name_has_another_source() -> None:
    given = {slug: SHIPPED.by_slug[slug].institutions_source for slug in ("haier-consumer-finance", "huabei")}
    assert given == {"haier-consumer-finance": None, "huabei": "common knowledge"}
    for platform in SHIPPED.platforms:
        assert platform.institutions or platform.institutions_source is None


def test_every_entry_says_that_nobody_checked_it() -> None:
    for platform in SHIPPED.platforms:
        for part in (platform, *platform.routes):
            assert (part.grade, part.source) == (Grade.IMPORTED, "guide")
            assert part.checked_on in (date(2026, 11, 23), date(2026, 11, 24))


def test_steps_are_whole_sentences() -> None:
    for platform in SHIPPED.platforms:
        for route in platform.routes:
            texts = (*route.steps, *route.alternatives, *route.notes, *route.warnings, *route.doubts)
            assert all(text.endswith("。") and "→" not in text for text in texts), platform.slug
