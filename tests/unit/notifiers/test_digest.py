"""The weekly digest as its reader sees it, in both languages and both layouts."""

import csv
import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import StringIO
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.i18n import LOCALES, translator
from notifiers.digest import MOST_HTML, Edition, render_digest
from notifiers.digest_lines import TASKS
from notifiers.due import StepKind
from notifiers.mail.composing import Envelope, compose
from notifiers.message import Message
from scheduler.digest import Digest, Followed
from scheduler.lifecycle import ClosureState
from scheduler.pulls import Mark, Pull
from scheduler.steps import Step
from tests.unit.notifiers.samples import MESSAGE_ID
from tests.unit.notifiers.test_messages import both, seen
from tests.unit.notifiers.week import (
    CALL,
    EVERYTHING,
    FAILED,
    NO_DATES,
    OVERDUE,
    PROVISIONAL,
    STILL_OPEN,
    THIS_WEEK,
    TODAY,
    VERIFIED,
    VERIFY,
    WAITING,
    edition,
    week,
)

PUBLIC = "https://xiaohu.example.org"
NAMES = ("京东", "美团", "苏宁", "拍拍贷", "360", "中邮", "招联", "度小满", "妈妈", "小林", "qq.com")
ALL = week(*EVERYTHING, failures=(FAILED,))
LANGUAGES = pytest.mark.parametrize("locale", LOCALES)


def rendered(facts: Digest, limit: int | None = None, **how: str) -> Message:
    return render_digest(edition(facts, **how), MESSAGE_ID, limit)  # type: ignore[arg-type]


def many(count: int) -> Digest:
    """Waiting closures, the nearest first, and one of each more urgent kind."""
    waiting = [replace(WAITING, person=None, closure=100 + n, platform=f"平台{n:04}") for n in range(count)]
    return week(VERIFY, OVERDUE, *waiting, VERIFIED)


def test_the_subject_counts_and_names_nobody() -> None:
    subject = rendered(ALL).subject
    assert subject == (
        "账户关闭核对 周报（10月12日 周一）：今天要做 2 件、过了核对日 1 件、本周到期 1 件、仍未了结 1 件、"
        "等待中 3 件、新核实 1 件、1 个渠道发送失败"
    )
    assert rendered(week(WAITING), locale="en").subject == (
        "Account closure check, week from Mon 12 Oct 2026: 1 waiting"
    )


@LANGUAGES
def test_subjects_are_neutral_single_lines(locale: str) -> None:
    subject = rendered(ALL, locale=locale).subject
    assert subject.startswith({"zh_CN": "账户关闭核对", "en": "Account closure check"}[locale])
    assert subject.isprintable()
    assert not any(name in subject for name in (*NAMES, "贷", "征信", "loan", "credit"))


def test_every_group_says_what_matters_in_it() -> None:
    for layout in both(rendered(ALL)):
        for words in (
            "查一份新的征信报告并核对",
            "给平台打电话",
            "已过 9 天",
            "10月16日 周五",
            "已过 72 天",
            "还有 44 天",
            "最早 11月9日 周一",  # opens is shown in the digest only
            "还没有日期",
            "2030 年的放假安排还不知道",
            "暂定",
            "日期是暂定的",
            "已升级",
            "w***@qq.com",
            "550 mailbox full",
            "1 条提醒哪个渠道都没有送达",
        ):
            assert words in layout, words


@pytest.mark.parametrize("followed", EVERYTHING, ids=lambda followed: followed.platform)
@LANGUAGES
def test_whatever_is_followed_is_told_in_both_layouts(followed: Followed, locale: str) -> None:
    for layout in both(rendered(week(followed), locale=locale)):
        assert followed.platform in layout
        assert str(followed.closure) in layout


def test_people_are_told_apart_the_readers_own_first() -> None:
    for layout in both(rendered(ALL)):
        places = [
            layout.index(words) for words in ("你自己的账户", "度小满", "妈妈的账户", "中邮", "小林的账户")
        ]
        assert places == sorted(places)
    assert "你自己的账户" not in rendered(week(VERIFY, OVERDUE)).text


def test_the_groups_of_a_person_are_in_the_order_of_urgency() -> None:
    headings = re.findall(r"^---- (.+) \d+ 件 ----$", rendered(ALL).text, re.MULTILINE)
    assert headings == ["今天要做", "过了核对日", "本周到期", "仍未了结", "新核实", "等待中", "等待中"]


def test_answers_are_asked_for_only_where_one_is_due() -> None:
    assert "xiaohu answer" in rendered(week(VERIFY)).text
    assert "xiaohu answer" in rendered(week(STILL_OPEN)).text
    assert "xiaohu answer" not in rendered(week(THIS_WEEK, WAITING, VERIFIED)).text
    assert "xiaohu answer" not in rendered(week(VERIFY), base_url=PUBLIC).text


@pytest.mark.parametrize(
    ("answer_due_on", "said"),
    [
        (date(2026, 10, 16), ("17", "Ask for the answer to what you filed", "answer due by Fri 16 Oct 2026")),
        (date(2026, 10, 9), ("2 days late", "Ask for the answer", "answer was due by Fri 9 Oct 2026")),
        (date(2026, 12, 9), ("days left", "answer due by Wed 9 Dec 2026")),
    ],
)
def test_the_answer_to_what_was_filed_is_told(answer_due_on: date, said: tuple[str, ...]) -> None:
    filed = replace(WAITING, person=None, state=ClosureState.ESCALATED, answer_due_on=answer_due_on)
    message = rendered(week(filed), locale="en")
    for words in said:
        assert all(words in layout for layout in both(message))
    assert "xiaohu answer" not in message.text  # no report is to be read for it


@LANGUAGES
def test_it_says_who_sends_it_and_links_nowhere_else(locale: str) -> None:
    for base_url, links in ((None, set()), ("http://127.0.0.1:8321", set()), (PUBLIC, {PUBLIC + "/"})):
        message = render_digest(edition(ALL, locale, base_url=base_url), MESSAGE_ID)
        assert set(seen(message).links) == links
        assert set(re.findall(r"[a-z]+://[^\s\"<]+", message.text + (message.html or ""))) == links
        for layout in both(message):
            assert "老王家的服务器" in layout
            assert {"zh_CN": "不收钱", "en": "never ask for money"}[locale] in layout


@pytest.mark.parametrize("base_url", [None, PUBLIC])
def test_minimal_detail_is_counts_and_a_way_to_see_more(base_url: str | None) -> None:
    message = render_digest(edition(ALL, detail="minimal", base_url=base_url), MESSAGE_ID)
    for layout in both(message):
        assert "今天要做 2 件" in layout
        assert not any(word in layout for word in (*NAMES, "贷款", "征信报告", "11月", "550"))
        assert "1 个渠道发送失败" in layout
    assert (PUBLIC if base_url else "xiaohu list") in message.text
    assert message.table is None


@pytest.mark.parametrize("limit", [900, 1200, 2048, 4096, 20_000])
def test_a_limit_in_bytes_is_kept_and_the_rest_is_counted(limit: int) -> None:
    text = rendered(many(300), limit).text
    assert len(text.encode()) <= limit
    listed = len(re.findall(r"^\* ", text, re.MULTILINE))
    assert f"还有 {303 - listed} 件没有列出" in text
    assert rendered(many(300), len(text.encode())).text == text, "as much as fits is listed"
    shorter = rendered(many(300), len(text.encode()) - 1).text
    assert len(re.findall(r"^\* ", shorter, re.MULTILINE)) == listed - 1


def test_what_is_open_is_kept_and_the_newly_verified_goes_first() -> None:
    text = rendered(many(300), 1500).text
    assert "京东金条" in text
    assert "美团三快" in text
    assert "平台0000" in text
    assert "平台0299" not in text
    assert "度小满" not in text
    assert "等待中 300 件" in text, "headings count what is there, not what is listed"
    assert "新核实 1 件" in text.split("----")[0], "and the counts name what is cut as a whole"


def test_a_limit_too_small_for_anything_still_says_the_counts_and_who_writes() -> None:
    text = rendered(many(30), 10).text
    assert "等待中 30 件" in text
    assert "还有 33 件没有列出" in text
    assert "不收钱" in text


def test_without_a_limit_everything_is_in_the_text_and_the_html_stays_below_what_mail_programs_cut() -> None:
    message = rendered(many(1000))
    assert "平台0999" in message.text
    assert "没有列出" not in message.text
    assert len((message.html or "").encode()) <= MOST_HTML
    assert re.search(r"还有 \d+ 件没有列出", message.html or "")


def test_small_html_is_not_cut() -> None:
    assert "没有列出" not in (rendered(many(60)).html or "")


def test_bars_are_table_cells_and_nothing_is_fetched() -> None:
    html = rendered(ALL).html or ""
    assert re.search(r'<td width="\d+%" height="6" bgcolor="#', html)
    assert not re.search(r"<(img|svg|script|link|style|div[^>]+background-image)", html)
    widths = {int(width) for width in re.findall(r'<td width="(\d+)%" height="6"', html)}
    assert widths <= set(range(1, 101))
    assert 100 in widths


@pytest.mark.parametrize(
    ("followed", "filled"), [(VERIFY, 100), (OVERDUE, 100), (CALL, 10), (WAITING, 4), (NO_DATES, 0)]
)
def test_a_bar_shows_how_much_of_the_time_is_over(followed: Followed, filled: int) -> None:
    html = rendered(week(followed)).html or ""
    assert [int(width) for width in re.findall(r'<td width="(\d+)%" height="6"', html)] == [filled] * (
        filled > 0
    )


def rows(message: Message) -> list[list[str]]:
    assert message.table is not None
    assert message.table.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read Chinese"
    return list(csv.reader(StringIO(message.table.decode("utf-8-sig"))))


def test_a_table_comes_along_where_several_people_are_followed() -> None:
    table = rows(rendered(ALL))
    assert table[0][:4] == ["当事人", "编号", "平台", "分组"]
    assert len(table) == 1 + len(EVERYTHING)
    assert table[7][:6] == ["小林", "10", "招联好期贷", "等待中", "2027-01-09", "89"]
    assert rendered(week(VERIFY, OVERDUE)).table is None
    assert "表格" in rendered(ALL).text


def test_the_table_is_never_cut() -> None:
    facts = week(*(entry.followed for entry in many(1000).entries), PROVISIONAL)
    assert len(rows(rendered(facts, 2048))) == 1 + 1004


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1"])
def test_no_name_becomes_a_formula_in_a_spreadsheet(typed: str) -> None:
    table = rows(rendered(week(VERIFY, replace(WAITING, person=typed, platform=typed))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)


def test_the_table_is_attached_to_the_mail_as_it_is() -> None:
    message = rendered(ALL)
    raw = compose(message, Envelope("from@example.org", "to@example.com"))
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("accounts.csv", "text/csv")
    assert attached.get_payload(decode=True) == message.table


def test_markup_in_names_is_shown_and_not_obeyed() -> None:
    evil = '<img src=x onerror=alert(1)> & "quote" %(link)s {platform}'
    failure = replace(FAILED, channel=evil, reason=evil)
    message = rendered(week(replace(WAITING, platform=evil, person=evil), failures=(failure,)))
    assert "<img" not in (message.html or "")
    for layout in both(message):
        assert layout.count(evil) >= 3


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=60))
def test_no_typed_text_can_add_a_line_or_a_tag(typed: str) -> None:
    plain = rendered(week(replace(WAITING, platform="x", person="x"), VERIFY))
    typed_in = rendered(week(replace(WAITING, platform=typed, person=typed), VERIFY))
    assert len(typed_in.text.splitlines()) == len(plain.text.splitlines())
    assert (typed_in.html or "").count("<") == (plain.html or "").count("<")
    assert typed_in.subject == plain.subject


def test_english_digests_hold_no_chinese_sentence() -> None:
    nameless = [replace(each, platform="P", person=each.person and "A") for each in EVERYTHING]
    made: Edition = edition(week(*nameless, failures=(FAILED,)), "en")
    text = render_digest(replace(made, server=replace(made.server, operator="Wang")), MESSAGE_ID).text
    assert not re.search(r"[\u4e00-\u9fff]", text.replace("注销网贷", ""))


def test_the_same_facts_make_the_same_message() -> None:
    assert rendered(ALL) == rendered(ALL)


@LANGUAGES
def test_every_kind_of_step_is_called_by_what_there_is_to_do(locale: str) -> None:
    for kind in get_args(StepKind):
        asked = replace(CALL, steps=(Step(kind, TODAY),))
        message = render_digest(edition(week(asked), locale), MESSAGE_ID)
        assert translator(locale).gettext(TASKS[kind]) in message.text


def test_what_waits_for_its_first_act_is_listed_without_dates() -> None:
    awaited = replace(NO_DATES, started_on=None, no_calendar=None)
    message = render_digest(edition(week(awaited), "en"), MESSAGE_ID)
    assert "马上消费" in message.text


PLANNED = (
    Mark(Pull(TODAY, (3, 1), 0)),
    Mark(Pull(date(2026, 10, 20), (9,), 5), "妈妈"),
    Mark(Pull(date(2026, 11, 2), (7, 5, 2, 10, 11), 0)),
    Mark(Pull(date(2027, 1, 9), (10,), 0)),
    Mark(Pull(date(2027, 2, 9), (11,), 0)),
)


def test_the_planned_reports_say_when_and_for_which_accounts() -> None:
    for layout in both(rendered(replace(ALL, pulls=PLANNED))):
        for words in (
            "计划查 5 次征信报告",
            "10月12日 周一：京东金条、美团三快",
            "10月20日 周二，妈妈：中邮消费金融（5 元）",
            "11月2日 周一：苏宁消费金融、拍拍贷、360借条，另有 2 件",
            "之后还有 2 次",
        ):
            assert words in layout, words
    assert "计划查" not in rendered(ALL).text
    english = rendered(replace(ALL, pulls=PLANNED[:1]), locale="en").text
    assert "1 report planned" in english
    assert "later" not in english


def test_minimal_detail_plans_no_reports_by_name() -> None:
    for layout in both(rendered(replace(ALL, pulls=PLANNED), detail="minimal")):
        assert not any(words in layout for words in (*NAMES, "计划查"))


def test_planned_reports_of_long_names_leave_room_in_the_smallest_message() -> None:
    long = [replace(WAITING, person="名" * 200, closure=n, platform="长" * 200) for n in range(9)]
    pulls = tuple(Mark(Pull(TODAY, tuple(range(9)), 5), "名" * 200) for _ in range(9))
    text = rendered(replace(week(VERIFY, *long), pulls=pulls), 2048).text
    assert len(text.encode()) <= 2048
    assert "京东金条" in text
