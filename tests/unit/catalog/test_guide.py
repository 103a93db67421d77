"""The guide's 56 rows, one by one: where each went, and that nothing of it was lost on the way."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from catalog.calendars import load_calendar
from catalog.guide import ROWS, Place, guide_page, missing_rows, places
from catalog.lint import Level, check_shipped
from catalog.loading import load_catalog
from catalog.search import resolve, search
from scheduler.appointments import plan_appointment
from scheduler.due_dates import due_dates
from scheduler.windows import assumed, parse
from tests.unit.catalog.entries import ENTRY, ROUTE, catalog_of

ROOT = Path(__file__).parents[3]
SHIPPED = load_catalog()

with (ROOT / "tests/data/guide_rows.csv").open(encoding="utf-8", newline="") as file:
    GUIDE = {int(line["row"]): (line["name"], line["text"]) for line in csv.DictReader(file)}

# Slug, pinyin, initials. What is not offered cannot be searched for.
SPOKEN = {
    "anyihua": ("anyihua", "ayh"),
    "boc-edai": ("zhongyinedai", "zyed"),
    "bocom-xinyongfu": ("jiaotongxinyongfu", "jtxyf"),
    "cmb-shandiandai": ("zhaoshangshandiandai", "zssdd"),
    "dishuidai": ("dishuidai", "dsd"),
    "duxiaoman": ("duxiaoman", "dxm"),
    "fangxinjie": ("fangxinjie", "fxj"),
    "gongjidai": ("gongjidai", "gjd"),
    "haier-consumer-finance": ("haierxiaofeijinrong", "hexfjr"),
    "huabei": ("huabei", "hb"),
    "huarui-bank": ("huaruiyinhang", "hryh"),
    "jd-baitiao": ("jingdongbaitiao", "jdbt"),
    "jd-finance": ("jingdongjinrong", "jdjr"),
    "jd-jintiao": ("jingdongjintiao", "jdjt"),
    "jiangsu-bank": ("jiangsuyinhang", "jsyh"),
    "jiebei": ("jiebei", "jb"),
    "jinmeixin": ("jinmeixin", "jmx"),
    "jinshang-consumer-finance": ("jinshangxiaofeijinrong", "jsxfjr"),
    "juduoduo": ("juduoduo", "jdd"),
    "meituan": ("meituan", "mt"),
    "minsheng-huimindai": ("minshenghuimindai", "mshmd"),
    "minsheng-minyidai": ("minshengminyidai", "msmyd"),
    "pingan-puhui": ("pinganpuhui", "paph"),
    "ppdai": ("paipaidai", "ppd"),
    "standard-chartered": ("zhadayinhang", "zdyh"),
    "suning-consumer-finance": ("suningxiaofeijinrong", "snxfjr"),
    "wanda-shanghai": ("shanghaiwanda", "shwd"),
    "weihai-bank": ("weihaiyinhang", "whyh"),
    "weilidai": ("weilidai", "wld"),
    "xiaomi-finance": ("xiaomijinrong", "xmjr"),
    "xiaoying-kadai": ("xiaoyingkadai", "xykd"),
    "xib-xingandai": ("xiamenguojixingandai", "xmgjxad"),
    "xinwang-bank": ("sichuanxinwang", "scxw"),
    "xishang-bank": ("wuxixishangyinhang", "wxxsyh"),
    "yilian-bank": ("yilianyinhang", "ylyh"),
    "youpinzu": ("youpinzu", "ypz"),
    "youqianhua-wukuang-trust": ("youqianhuawukuangxintuo", "yqhwkxt"),
    "youxiangdai": ("youxiangdai", "yxd"),
    "zhaolian-consumer-finance": ("zhaolianjinrong", "zljr"),
    "zhongbang-bank": ("zhongbangyinhang", "zbyh"),
    "zhongrong-trust": ("zhongrongguojixintuo", "zrgjxt"),
    "zhongyou-consumer-finance": ("zhongyouxiaofeijinrong", "zyxfjr"),
    "zhongyuan-consumer-finance": ("zhongyuanxiaofeijinrong", "zyxfjr"),
}
NOT_OFFERED = {30: "dongguan-unconfirmed"}
CONTINUES = {11: "新网银行", 29: "邮享贷", 30: "未确认的银行贷款（东莞）", 49: "渣打银行"}
"""What the rows that lost their name belong to (domain.md, "The guide")."""

STATED = re.compile(r"[(]([^()]*(?:更新|再确认)[^()]*)[)]|(网贷7天后自动关闭)")
NUMBER = re.compile(r"(?<![\d@])(?:400-?\d{3}-?\d{4}|95\d{3,6})(?![\d@])")
APPS = re.compile(r"借款平台:?[(]([^)]*)[)]")

every_row = pytest.mark.parametrize("row", ROWS)


def place_of(row: int) -> Place:
    [place] = places(SHIPPED, row)
    return place


def said(row: int) -> str:
    """All that the route of a row tells who walks it."""
    route = place_of(row).route
    return "".join((*route.prepare, *route.steps, *route.alternatives, *route.notes, *route.warnings))


def test_the_guide_has_the_rows_that_the_catalogue_counts() -> None:
    assert list(GUIDE) == list(ROWS) == list(range(1, 57))
    assert missing_rows(SHIPPED) == []


@every_row
def test_a_row_is_restated_once(row: int) -> None:
    assert len(places(SHIPPED, row)) == 1


@every_row
def test_the_guides_name_of_a_row_names_its_platform(row: int) -> None:
    name = GUIDE[row][0] or CONTINUES[row]
    assert resolve(SHIPPED, name) is place_of(row).platform


def test_only_the_rows_in_question_have_no_name() -> None:
    assert [row for row, (name, _) in GUIDE.items() if not name] == list(CONTINUES)


@every_row
def test_the_stated_window_of_a_row_is_kept_word_for_word(row: int) -> None:
    stated = [first or second for first, second in STATED.findall(GUIDE[row][1])]
    window = place_of(row).route.window
    assert ([window] if window else []) == stated


@every_row
def test_the_window_of_a_row_gives_dates(row: int) -> None:
    route = place_of(row).route
    window = parse(route.window) if route.window else assumed()
    dates = due_dates(window, date(2026, 9, 24), load_calendar())
    assert date(2026, 9, 24) < dates.opens_on <= dates.due_on


@pytest.mark.parametrize(("row", "deposit_on"), [(44, date(2026, 10, 29)), (48, date(2026, 10, 30))])
def test_a_row_by_appointment_gives_dates(row: int, deposit_on: date) -> None:
    terms = place_of(row).route.appointment
    assert terms is not None
    plan = plan_appointment(terms.rule(), date(2026, 10, 30), date(2026, 9, 24), load_calendar())
    assert plan.deposit_on == deposit_on


@every_row
def test_the_numbers_of_a_row_are_those_of_its_route(row: int) -> None:
    assert [phone.number for phone in place_of(row).route.phones] == NUMBER.findall(
        GUIDE[row][1]
    ) or row == 28


def test_the_row_that_29_continues_shares_its_number() -> None:
    assert place_of(28) == place_of(29)
    assert [phone.number for phone in place_of(29).route.phones] == ["4008580580"]


@every_row
def test_the_apps_that_lent_the_money_are_named(row: int) -> None:
    named = [app.removesuffix("app") for apps in APPS.findall(GUIDE[row][1]) for app in apps.split(",")]
    via = [app.removesuffix(" App") for app in place_of(row).route.via]
    assert via == named or (row, via) == (16, ["有钱花"])


@every_row
def test_what_a_row_quotes_is_repeated(row: int) -> None:
    for quoted in re.findall(r"“[^”]+”", GUIDE[row][1]):
        assert quoted in said(row)


@every_row
@pytest.mark.parametrize("written", ["name", "slug", "pinyin", "initials"])
def test_the_platform_of_a_row_is_found(row: int, written: str) -> None:
    platform = place_of(row).platform
    if row in NOT_OFFERED:
        assert (platform.slug, platform.offered) == (NOT_OFFERED[row], False)
        assert platform not in search(SHIPPED, platform.name)
        return
    pinyin, initials = SPOKEN[platform.slug]
    queries = {"name": platform.name, "slug": platform.slug, "pinyin": pinyin, "initials": initials}
    assert platform in search(SHIPPED, queries[written])


def test_every_platform_restates_a_row_of_the_guide() -> None:
    assert set(SPOKEN) | set(NOT_OFFERED.values()) == {platform.slug for platform in SHIPPED.platforms}
    assert all(platform.rows for platform in SHIPPED.platforms)


@pytest.mark.parametrize(
    ("rows", "slug"),
    [
        ((5, 27), "meituan"),
        ((8, 26), "zhaolian-consumer-finance"),
        ((9, 55), "anyihua"),
        ((10, 41, 51), "yilian-bank"),
        ((11, 39), "xinwang-bank"),
        ((13, 40), "zhongyou-consumer-finance"),
        ((34, 42), "huarui-bank"),
        ((37, 50), "xishang-bank"),
        ((44, 48, 49), "standard-chartered"),
    ],
)
def test_these_rows_are_several_routes_of_one_platform(rows: tuple[int, ...], slug: str) -> None:
    platform = SHIPPED.by_slug[slug]
    assert platform.rows == rows
    assert len({place_of(row).route.id for row in rows}) == len(rows) == len(platform.routes)


def test_the_two_ways_of_row_10_are_a_route_and_its_alternative() -> None:
    route = place_of(10).route
    assert "公众号" in route.steps[0]
    assert route.alternatives == ("不用公众号，改为拨打 400-860-0999。",)


def test_the_hours_of_row_14_are_kept() -> None:
    assert [phone.hours for phone in place_of(14).route.phones] == ["每天 09:00-18:00"]


def test_the_address_of_row_13_is_the_guides_and_comes_with_a_privacy_note() -> None:
    [address] = re.findall(r"\d+@[a-z.]+", GUIDE[13][1])
    route = place_of(13).route
    assert re.findall(r"\d+@[a-z.]+", said(13)) == [address]
    assert any(note.startswith("隐私：") and "身份证" in note for note in route.notes)


@pytest.mark.parametrize("row", [22, 35, 40])
def test_a_row_of_two_acts_counts_from_the_later(row: int) -> None:
    route = place_of(row).route
    assert (route.starts_at.value, len(route.steps)) == ("last_act", 2)
    assert any("两件事" in note for note in route.notes)


@pytest.mark.parametrize("row", [11, 29, 30, 49])
def test_a_row_without_a_name_says_so_in_the_table(row: int) -> None:
    assert any("没有名称" in doubt for doubt in place_of(row).route.doubts)


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
    assert page == guide_page(SHIPPED), "run: .venv/bin/xiaohu catalog guide > docs/guide.md"


def test_the_page_has_a_line_for_every_row() -> None:
    lines = [line for line in guide_page(SHIPPED).splitlines() if re.match(r"\| \d", line)]
    assert [int(line.split("|")[1]) for line in lines] == list(ROWS)
    assert all(line.count("|") == 6 for line in lines)
    assert "\n56 of 56 rows, on 55 routes of 44 platforms.\n" in guide_page(SHIPPED)


def test_a_row_of_two_routes_has_two_lines_and_a_bar_breaks_no_table(tmp_path: Path) -> None:
    other = ROUTE.replace('id = "app"', 'id = "phone"').replace('channel = "app"', 'channel = "phone"')
    text = "shared_rows = [7]\n" + ENTRY + 'doubts = ["甲|乙。"]\n' + other
    page = guide_page(catalog_of(tmp_path, jia_bank=text))
    assert "| 7 | 甲银行 (`jia-bank`) | `app`: app | – | 甲/乙。 |\n" in page
    assert "| 7 | 甲银行 (`jia-bank`) | `phone`: phone | – | no number is given |\n" in page
    assert "\n1 of 56 rows, on 2 routes of 1 platforms.\n" in page


def test_the_shipped_catalogue_keeps_its_promises() -> None:
    assert [problem for problem in check_shipped(SHIPPED) if problem.level is Level.ERROR] == []
