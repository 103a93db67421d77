"""What chat vendors show: headings and lists are kept, nothing of a user's becomes a link or a mention."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.messages import render_due
from notifiers.vendors import dingtalk, feishu, wecom, wecom_app
from notifiers.vendors.markdown import Markdown, safe
from notifiers.vendors.plain_text import more_lines, read_line, take_apart
from tests.unit.notifiers.samples import MESSAGE_ID, VERIFY, due

LINK = "https://xiaohu.example.org/"
EVIL = (
    "[点这里](https://evil.example/a) ![x](http://evil.example/p.png) <@all> <@wang> @all @所有人"
    " @13800000000 <at id=all></at> <a href=//evil.example>x</a> &lt;at id=all&gt; **x** `y` ~~z~~ # h"
    " www.evil.example evil.com 银行.com"
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("京东金条（编号 3）", "京东金条（编号 3）"),
        ("400-860-0999 09:00-18:00", "400-860-0999 09:00-18:00"),
        ("3-5个工作日, 1.5万元", "3-5个工作日, 1.5万元"),
        ("写信到 kefu@psbcif.com。", "写信到 kefu@psbcif.com。"),
        ("[a](b)", "［a］(b)"),
        ("<@all>", "＜＠all＞"),
        ("@all", "＠all"),
        ("x @13800000000", "x ＠13800000000"),
        ("http://evil.com/a?b=c", "http：//evil．com/a?b=c"),
        ("www.evil.cn", "www．evil．cn"),
        ("a@b.com/evil.com", "a@b．com/evil．com"),
        ("**b** _i_ `c` ~d~ #e", "＊＊b＊＊ ＿i＿ ｀c｀ ～d～ ＃e"),
        ("a\\*b", "a＼＊b"),
        ("&lt;", "＆lt;"),
    ],
)
def test_what_could_mean_something_is_made_harmless(typed: str, shown: str) -> None:
    assert safe(typed) == shown


@given(st.text(max_size=200))
def test_no_text_keeps_a_character_that_formats_links_or_mentions(text: str) -> None:
    shown = safe(text)
    assert not set(shown) & set("<>[]`*_~#&\\")
    assert "://" not in shown
    assert not re.search(r"(^|[^A-Za-z0-9._%+-])@", shown)


def everything_sent() -> list[str]:
    entry = replace(VERIFY, platform=EVIL, institutions=(EVIL,), stated=EVIL, notes=(EVIL,), person=EVIL)
    message = render_due(due(entry, base_url=LINK), MESSAGE_ID)
    text = take_apart(message)
    lines = (*text.lines, *text.tail)
    card = feishu.card(message, "", lines, "")
    return [
        wecom.content(message, lines, ""),
        wecom_app.text(message, lines, ""),
        dingtalk.body(message, "", lines, "")["markdown"]["text"],
        *(str(element) for element in card["elements"]),
        str(card["header"]),
    ]


def test_the_only_link_is_ours_and_nobody_is_mentioned() -> None:
    for sent in everything_sent():
        assert set(re.findall(r"https?://[^\s)'\"]+", sent)) <= {LINK}
        assert not re.search(r"<@|<at|<a |&lt;|@all|@所有人|@13800000000|evil\.|银行\.com", sent)
        assert all(target == f"({LINK})" for target in re.findall(r"\]\s*(\([^)]*\))", sent))


def test_lines_keep_their_look() -> None:
    lines = [
        "==== 妈妈的账户 ====",
        "---- 京东金条（编号 3） ----",
        "* 今天查",
        "    xiaohu answer 3 verified",
        "    办完了。",
        "1. 申请",
        f"打开页面： {LINK}",
        "-" * 12,
        "这条消息来自“老王”。",
        f"只有一个链接：{LINK}",
    ]
    assert Markdown().write(lines, [LINK]).splitlines() == [
        "### 妈妈的账户",
        "**京东金条（编号 3）**",
        "- 今天查",
        "`xiaohu answer 3 verified`",
        "　办完了。",
        "1. 申请",
        f"[打开页面]({LINK})",
        "",
        "> 这条消息来自“老王”。",
        f"> 只有一个链接：{LINK}",
    ]


@pytest.mark.parametrize(
    ("line", "look"),
    [
        ("-" * 12, "rule"),
        ("---- x ----", "card"),
        ("==== x ====", "person"),
        ("* x", "bullet"),
        ("x", "text"),
    ],
)
def test_looks(line: str, look: str) -> None:
    assert read_line(line).look == look


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_nothing_is_said_of_files_that_a_chat_does_not_carry(locale: str) -> None:
    message = render_due(due(VERIFY, locale=locale), MESSAGE_ID)
    assert message.calendar is not None
    text = take_apart(message)
    said = "\n".join((*text.lines, *text.tail))
    assert "附件" in message.text or "attached" in message.text
    assert "附件" not in said
    assert "attached" not in said


def test_left_out_lines_are_counted_in_the_readers_language() -> None:
    english = render_due(due(VERIFY, locale="en"), MESSAGE_ID)
    chinese = render_due(due(VERIFY), MESSAGE_ID)
    assert more_lines(english)(1) == "… and 1 more line"
    assert more_lines(english)(12) == "… and 12 more lines"
    assert more_lines(chinese)(12) == "……还有 12 行没有显示"


def test_a_keyword_is_said_where_the_message_lacks_it() -> None:
    message = render_due(due(VERIFY, base_url=LINK), MESSAGE_ID)
    said = dingtalk.body(message, "提醒事项", ["x"], "")["markdown"]
    assert "提醒事项" in said["title"]
    assert "提醒事项" in said["text"]
    assert dingtalk.body(message, "账户", ["x"], "")["markdown"]["title"] == message.subject
