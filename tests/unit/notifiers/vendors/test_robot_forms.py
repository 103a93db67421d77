"""What may be pasted for a robot, and the one sentence for what may not."""

import pytest

from notifiers.channels import ChannelError, default_detail, describe, find_kind, read_config
from scheduler.budgets import Budget

KEY = "693a91f6-7aac-4bc4-97a0-0ec2fffa5aaa"
TOKEN = "566cc69da782ec33c7c0a1b2c3d4e5f6566cc69da782ec33c7c0a1b2c3d4e5f6"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"
FEISHU = f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"
LARK = f"https://open.larksuite.com/open-apis/bot/v2/hook/{KEY}"
APP: dict[str, str | int | None] = {
    "corpid": "ww1234567890abcdef",
    "corpsecret": "IOMu9fXPxXXXXDvR2FkZ-0123456789abcdefghijkl",
    "agentid": "1000002",
    "touser": "wangwu",
}


@pytest.mark.parametrize(
    ("kind", "pasted", "key"),
    [
        ("wecom", WECOM, KEY),
        ("wecom", f"  {WECOM}  ", KEY),
        ("wecom", f"“{WECOM}”", KEY),
        ("wecom", f"<{WECOM}>", KEY),
        ("wecom", WECOM + "&debug=1", KEY),
        ("wecom", WECOM.removeprefix("https://"), KEY),
        ("wecom", WECOM.upper().replace(KEY.upper(), KEY).replace("KEY=", "key="), KEY),
        ("wecom", KEY, KEY),
        ("dingtalk", DINGTALK, TOKEN),
        ("dingtalk", DINGTALK + "&timestamp=1577262236757&sign=x%2By", TOKEN),
        ("dingtalk", TOKEN, TOKEN),
        ("feishu", FEISHU, KEY),
        ("feishu", FEISHU + "/", KEY),
        ("feishu", FEISHU + "?from=group", KEY),
        ("feishu", KEY, KEY),
        ("lark", LARK, KEY),
    ],
)
def test_an_address_as_the_vendor_shows_it_is_taken_apart(kind: str, pasted: str, key: str) -> None:
    config = read_config(kind, {"webhook": pasted})
    assert config == {"webhook": key}
    assert read_config(kind, dict(config)) == config, "a stored config reads back as itself"
    assert key not in describe(kind, config)


@pytest.mark.parametrize(
    ("kind", "pasted", "sentence"),
    [
        ("wecom", DINGTALK, "one of dingtalk, not of wecom: add a channel of kind dingtalk"),
        ("dingtalk", WECOM, "one of wecom, not of dingtalk: add a channel of kind wecom"),
        ("feishu", LARK, "add a channel of kind lark"),
        ("lark", FEISHU, "add a channel of kind feishu"),
        ("feishu", "https://sctapi.ftqq.com/SCT1234.send", "add a channel of kind serverchan"),
        ("wecom", "https://example.com/send?key=" + KEY, "'example.com' is not wecom"),
        ("wecom", "https://qyapi.weixin.qq.com.evil.example/?key=" + KEY, "is not wecom"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "not complete"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "not complete"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?token=x", "not complete"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/", "not complete"),
        ("feishu", f"https://open.feishu.cn/open-apis/bot/hook/{KEY}", "not complete"),
        ("wecom", f"{WECOM} {WECOM}", "several URLs"),
        ("wecom", f"{WECOM},{WECOM}", "several URLs"),
        ("wecom", f"{KEY},{KEY}", "holds several"),
        ("wecom", f"{KEY[:8]} {KEY[8:]}", "holds a space"),
        ("wecom", f"{WECOM}\n{KEY}", "line break"),
        ("wecom", "x", "no webhook of wecom"),
        ("wecom", "密钥密钥密钥密钥密钥", "no webhook of wecom"),
        ("dingtalk", "SEC0123456789abcdef0123456789abcdef", "it goes into secret"),
        ("wecom", "https://[qyapi.weixin.qq.com/?key=x", "no address"),
        ("wecom", f"ftp://qyapi.weixin.qq.com/?key={KEY}", "no address"),
        ("wecom", "", "webhook is missing"),
    ],
)
def test_what_is_no_webhook_of_this_vendor_gets_one_sentence(kind: str, pasted: str, sentence: str) -> None:
    with pytest.raises(ChannelError) as refused:
        read_config(kind, {"webhook": pasted})
    assert sentence in str(refused.value)
    assert KEY not in str(refused.value)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"secret": "SEC 0123"}, "secret holds a space"),
        ({"secret": "密钥密钥密钥密钥"}, "no signing secret"),
        ({"secret": "short"}, "no signing secret"),
        ({"keyword": "x" * 41}, "too long"),
        ({"token": "x"}, "no setting called 'token'"),
    ],
)
@pytest.mark.parametrize(("kind", "webhook"), [("dingtalk", DINGTALK), ("feishu", FEISHU), ("lark", LARK)])
def test_what_security_settings_cannot_be(
    kind: str, webhook: str, typed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ChannelError) as refused:
        read_config(kind, {"webhook": webhook, **typed})
    assert sentence in str(refused.value)


def test_secret_and_keyword_are_kept() -> None:
    typed = {"webhook": DINGTALK, "secret": " SEC0123456789 ", "keyword": " 账户  核对 "}
    assert read_config("dingtalk", typed) == {
        "webhook": TOKEN,
        "secret": "SEC0123456789",
        "keyword": "账户 核对",
    }


def test_an_app_is_taken_as_typed() -> None:
    config = read_config("wecom-app", APP)
    assert config == APP | {"agentid": 1000002}
    assert read_config("wecom-app", dict(config)) == config
    assert str(APP["corpsecret"]) not in describe("wecom-app", config)
    assert read_config("wecom-app", APP | {"touser": "@all"})["touser"] == "@all"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"corpid": "ww 12345678"}, "corpid holds a space"),
        ({"corpid": "公司"}, "no corporation ID"),
        ({"corpsecret": "short"}, "no app secret"),
        ({"agentid": "one"}, "The AgentId is a number"),
        ({"agentid": "-1"}, "The AgentId is a number"),
        ({"agentid": "9" * 500}, "The AgentId is a number"),
        ({"touser": "wang|li"}, "one member"),
        ({"touser": "wang,li"}, "several"),
        ({"touser": None}, "touser is missing"),
    ],
)
def test_what_makes_no_app(changed: dict[str, str | None], sentence: str) -> None:
    with pytest.raises(ChannelError) as refused:
        read_config("wecom-app", APP | changed)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "budget"),
    [
        ("wecom", Budget(per_minute=6)),
        ("wecom-app", Budget(per_minute=10)),
        ("dingtalk", Budget(per_minute=20)),
        ("feishu", Budget(per_minute=100)),
        ("lark", Budget(per_minute=100)),
    ],
)
def test_groups_start_with_a_count_and_keep_their_vendors_rate(kind: str, budget: Budget) -> None:
    assert default_detail(kind) == "minimal"
    assert find_kind(kind).budget == budget
