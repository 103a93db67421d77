"""What a lender is called, and which platforms it may stand for."""

import pytest

from catalog.loading import load_catalog
from reports.institutions import names_of, platforms_behind

CATALOG = load_catalog()
# The lenders a report names, and the apps they are said to lend through.
BEHIND = {
    "重庆蚂蚁消费金融有限公司": {"花呗", "借呗"},
    "重庆市蚂蚁小微小额贷款有限公司": {"花呗", "借呗"},
    "重庆市蚂蚁商诚小额贷款有限公司": {"花呗", "借呗"},
    "重庆京东盛际小额贷款有限公司": {"京东白条", "京东金条"},
    "深圳前海微众银行股份有限公司": {"微粒贷"},
    "重庆度小满小额贷款有限公司": {"度小满"},
    "重庆美团三快小额贷款有限公司": {"美团"},
    "深圳市中融小额贷款有限公司": {"放心借"},
    "重庆西岸小额贷款有限公司": {"滴水贷"},
    "马上消费金融股份有限公司": {"安逸花"},
    "招联消费金融股份有限公司": {"招联"},
    "河南中原消费金融股份有限公司": {"中原消费"},
    "南银法巴消费金融有限公司（原：苏宁消费金融有限公司）": {"苏宁"},
    "重庆小米消费金融有限公司": {"小米"},
    "重庆市小米小额贷款有限公司": {"小米"},
    "四川新网银行股份有限公司": {"新网"},
    "吉林亿联银行股份有限公司": {"亿联"},
    "无锡锡商银行股份有限公司": {"锡商"},
    "上海华瑞银行股份有限公司": {"华瑞"},
    "武汉众邦银行股份有限公司": {"众邦"},
    "晋商消费金融股份有限公司": {"晋商"},
    "海尔消费金融有限公司": {"海尔"},
    "中邮消费金融有限公司": {"中邮"},
    "威海银行股份有限公司": {"威海"},
}


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("重庆京东盛际小额贷款有限公司", ("重庆京东盛际小额贷款",)),
        ("中国建设银行股份有限公司北京市分行", ("中国建设银行",)),
        ("马上消费金融有限责任公司", ("马上消费金融",)),
        ("招商银行信用卡中心", ("招商银行",)),
        ("中国银行北京市海淀支行", ("中国银行北京市海淀",)),
        ("某某证券营业部", ("某某证券",)),
        ("渣打银行（中国）有限公司", ("渣打银行(中国)",)),
        ("南银法巴消费金融有限公司（原：苏宁消费金融有限公司）", ("南银法巴消费金融", "苏宁消费金融")),
        ("甲银行（原：乙（中国）有限公司）", ("甲银行", "乙(中国)")),
        ("（原：乙有限公司）", ("(原:乙", "乙")),
        ("有限公司", ("有限公司",)),
    ],
)
def test_a_core_name_has_no_company_form_and_no_branch(printed: str, names: tuple[str, ...]) -> None:
    assert names_of(printed) == names


@pytest.mark.parametrize("institution", BEHIND)
def test_a_lender_may_stand_for_platforms_each_with_a_grade(institution: str) -> None:
    found = platforms_behind(names_of(institution), CATALOG)
    for part in BEHIND[institution]:
        assert any(part in behind.name for behind in found), found
    assert all(behind.grade in ("common knowledge", "imported") for behind in found)


def test_a_lender_that_nobody_knows_stands_for_nothing() -> None:
    assert platforms_behind(names_of("某某小额贷款有限公司"), CATALOG) == ()
