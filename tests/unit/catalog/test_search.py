from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.loading import Catalog, load_catalog
from catalog.names import own_names
from catalog.search import nearest, resolve, search
from tests.unit.catalog.entries import ENTRY, catalog_of

SHIPPED = load_catalog()

BEST = [
    ("京东", "jd-jintiao"),
    ("金条", "jd-jintiao"),
    ("jd", "jd-jintiao"),
    ("JDJT", "jd-jintiao"),
    ("\uff2a\uff24\uff2a\uff34", "jd-jintiao"),  # full width
    ("jingdong", "jd-jintiao"),
    ("jingdongjintiao", "jd-jintiao"),
    ("jing dong jin tiao", "jd-jintiao"),
    ("jintiao", "jd-jintiao"),
    ("jd-jintiao", "jd-jintiao"),
    ("jd金条", "jd-jintiao"),
    ("重庆京东盛际小额贷款有限公司", "jd-jintiao"),
    ("京东盛际", "jd-jintiao"),
    ("京东今条", "jd-jintiao"),  # the same sound
    ("京東金條", "jd-jintiao"),
    ("jingdongshengji", "jd-jintiao"),
    ("djt", "jd-jintiao"),
    ("jindong", "jd-jintiao"),  # a letter missing
    ("jingdognjintiao", "jd-jintiao"),  # two exchanged
    ("小康贷", "weihai-bank"),
    ("威海银行股份有限公司", "weihai-bank"),
    ("威海银行天津分行", "weihai-bank"),
    ("有钱花五矿信托", "youqianhua-wukuang-trust"),
    ("南银法巴消费金融有限公司", "suning-consumer-finance"),
    ("渣打银行(中国)有限公司北京分行", "standard-chartered"),
    ("渣打银行\uff08中国\uff09有限公司", "standard-chartered"),
    ("standard chartered", "standard-chartered"),
    ("吉林亿联银行", "yilian-bank"),
    ("新网", "xinwang-bank"),
    ("锡商", "xishang-bank"),
    ("中融信托", "zhongrong-trust"),
    ("万达", "wanda-shanghai"),  # its own name before the app of that name
    ("zhongyuan", "zhongyuan-consumer-finance"),
]


@pytest.mark.parametrize(("query", "slug"), BEST)
def test_the_platform_is_the_best_answer(query: str, slug: str) -> None:
    assert [platform.slug for platform in search(SHIPPED, query)][:1] == [slug]


@pytest.mark.parametrize("query", ["jingdongjintiao", "jdjt", "京东金条", "金条"])
def test_the_ways_to_write_a_platform_find_nothing_else(query: str) -> None:
    assert [platform.slug for platform in search(SHIPPED, query)] == ["jd-jintiao"]


@pytest.mark.parametrize("query", ["京东", "jingdong", "JingDong"])
def test_of_platforms_hit_alike_the_one_whose_time_is_known_comes_first(query: str) -> None:
    found = [platform.slug for platform in search(SHIPPED, query)]
    assert found == ["jd-jintiao", "jd-baitiao", "jd-finance"]


def test_the_app_the_money_came_through_finds_its_lenders() -> None:
    found = {platform.slug for platform in search(SHIPPED, "拍拍贷")}
    assert found == {"ppdai", "haier-consumer-finance", "zhongyuan-consumer-finance", "huarui-bank"}
    assert search(SHIPPED, "拍拍贷")[0].slug == "ppdai"


def test_its_own_name_counts_before_its_lender_and_that_before_its_app(tmp_path: Path) -> None:
    other = ENTRY.replace("甲银行", "乙银行")
    catalog = catalog_of(
        tmp_path,
        a=other + 'via = ["甲银行"]\n',
        b=other.replace('institutions = ["乙银行"]', 'institutions = ["甲银行"]'),
        c=ENTRY,
    )
    assert [platform.slug for platform in search(catalog, "甲银行")] == ["c", "b", "a"]


def test_a_common_part_finds_all_that_have_it() -> None:
    found = {platform.slug for platform in search(SHIPPED, "消费金融")}
    having = {p.slug for p in SHIPPED.platforms if any("消费金融" in n for n in (p.name, *p.institutions))}
    assert found >= having


@pytest.mark.parametrize(
    "query", ["某某小贷", "zzzz", "ei", "ng", "任性", "有限公司", "!!", "\uff0c", "\U0001f4b3"]
)
def test_what_names_no_platform_finds_none(query: str) -> None:
    assert search(SHIPPED, query) == []


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_lists_all(query: str) -> None:
    assert search(SHIPPED, query) == [platform for platform in SHIPPED.platforms if platform.offered]


def test_what_is_not_offered_is_not_found_but_resolves(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, jia_bank="offered = false\n" + ENTRY)
    assert search(catalog, "甲银行") == search(catalog, "") == nearest(catalog, "甲银行") == []
    assert resolve(catalog, "甲银行") is catalog.get("jia-bank")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("京东今条", "jd-jintiao"),
        ("锡商银号", "xishang-bank"),
        ("新罔银行", "xinwang-bank"),
        ("苏宁", "suning-consumer-finance"),
        ("yilan bank", "yilian-bank"),
    ],
)
def test_an_unknown_name_gives_the_nearest_first(name: str, slug: str) -> None:
    assert resolve(SHIPPED, name) is None
    near = nearest(SHIPPED, name)
    assert near[0].slug == slug
    assert len({platform.slug for platform in near}) == 3


@pytest.mark.parametrize("n", [0, 1, 5, 100])
def test_nearest_gives_as_many_as_asked_for_and_there_are(n: int) -> None:
    assert len(nearest(SHIPPED, "某某小贷", n)) == min(n, len(search(SHIPPED, "")))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("jd-jintiao", "jd-jintiao"),
        ("JD Jintiao", "jd-jintiao"),
        (" 京东金条 ", "jd-jintiao"),
        ("金条", "jd-jintiao"),
        ("上海华瑞", "huarui-bank"),
        ("华瑞银行", "huarui-bank"),
        ("有钱花(五矿信托)", "youqianhua-wukuang-trust"),
        ("渣打银行(中国)有限公司", "standard-chartered"),
    ],
)
def test_slug_name_and_alias_resolve(name: str, slug: str) -> None:
    found = resolve(SHIPPED, name)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("name", ["京东", "jd", "万达普惠", "重庆京东盛际小额贷款", "", " ", "!"])
def test_a_part_an_app_or_an_institution_does_not_resolve(name: str) -> None:
    assert resolve(SHIPPED, name) is None


def test_every_name_a_platform_goes_by_finds_it_first() -> None:
    for platform in SHIPPED.platforms:
        for name in own_names(platform) if platform.offered else ():
            assert search(SHIPPED, name)[0] == platform, name


def test_a_lender_finds_its_platforms_before_all_others() -> None:
    lenders = {name for platform in SHIPPED.platforms for name in platform.institutions}
    for lender in lenders:
        theirs = {platform.slug for platform in SHIPPED.platforms if lender in platform.institutions}
        found = [platform.slug for platform in search(SHIPPED, lender + "有限公司")]
        assert set(found[: len(theirs)]) == theirs, lender


def test_an_old_slug_still_resolves_and_is_found(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, jia_bank='renamed_from = ["jia"]\n' + ENTRY)
    renamed = catalog.get("jia-bank")
    assert resolve(catalog, "Jia") is resolve(catalog, "jia-bank") is renamed
    assert search(catalog, "jia") == [renamed]


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    assert len(nearest(SHIPPED, text)) <= 3
    assert search(Catalog({}), text) == []
