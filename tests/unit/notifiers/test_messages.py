"""What readers are told (domain.md "Messages"), in both languages and both layouts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.i18n import LOCALES, UnknownLocale
from notifiers.due import Due, Entry, Reader, Server
from notifiers.message import Message
from notifiers.messages import render_due, render_test
from tests.unit.notifiers.samples import (
    APPOINTMENT,
    CALL,
    CONFIRM,
    CONFIRM_THEN_VERIFY,
    DEPOSIT,
    EVERY_KIND,
    MESSAGE_ID,
    NOW,
    OVERDUE,
    PHOTO_NOTE,
    SHANGHAI,
    VERIFY,
    due,
)

PUBLIC = "https://xiaohu.example.org"
NAMES = ("京东", "美团", "马上消费", "苏宁", "渣打", "中邮")


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "background")]
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags are closed in order"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def seen(message: Message) -> _Visible:
    assert message.html is not None
    page = _Visible()
    page.feed(message.html)
    page.close()
    assert not page.open
    return page


def rendered(facts: Due) -> Message:
    return render_due(facts, MESSAGE_ID)


def both(message: Message) -> tuple[str, str]:
    return message.text, "".join(seen(message).text)


EVERY = pytest.mark.parametrize("kind", EVERY_KIND)
LANGUAGES = pytest.mark.parametrize("locale", LOCALES)


@EVERY
@LANGUAGES
def test_every_message_says_who_sends_it_and_what_it_never_asks_for(kind: str, locale: str) -> None:
    trust = {
        "zh_CN": ("老王家的服务器", "不收钱", "验证码", "共享屏幕", "骗子"),
        "en": ("老王家的服务器", "never ask for money", "verification codes", "screen sharing", "fraudster"),
    }
    for layout in both(rendered(due(EVERY_KIND[kind], locale=locale))):
        assert all(words in layout for words in trust[locale])


@EVERY
@LANGUAGES
@pytest.mark.parametrize("base_url", [None, "http://127.0.0.1:8321"])
def test_without_a_page_others_can_reach_there_is_no_link_at_all(
    kind: str, locale: str, base_url: str | None
) -> None:
    message = rendered(due(EVERY_KIND[kind], locale=locale, base_url=base_url))
    assert seen(message).links == []
    assert "://" not in message.text + (message.html or "") + message.subject
    assert "www." not in message.text + (message.html or "")


@EVERY
@LANGUAGES
def test_the_only_host_in_a_message_is_the_configured_one(kind: str, locale: str) -> None:
    message = rendered(due(EVERY_KIND[kind], locale=locale, base_url=PUBLIC))
    assert set(seen(message).links) == {PUBLIC + "/"}
    for text in (message.text, message.html or ""):
        assert set(re.findall(r"[a-z]+://[^\s\"<]+", text)) == {PUBLIC + "/"}


@EVERY
@LANGUAGES
def test_subjects_are_neutral_single_lines(kind: str, locale: str) -> None:
    subject = rendered(due(EVERY_KIND[kind], locale=locale)).subject
    assert subject.startswith({"zh_CN": "账户关闭核对", "en": "Account closure check"}[locale])
    assert subject.isprintable()
    assert not any(name in subject for name in (*NAMES, "贷", "征信", "loan", "credit"))


@EVERY
def test_english_messages_hold_no_chinese_sentence(kind: str) -> None:
    entry = replace(
        EVERY_KIND[kind], platform="P", stated="", institutions=(), phones=(), notes=(), route_steps=()
    )
    facts = due(entry, locale="en")
    text = rendered(replace(facts, server=Server("Wang"))).text
    for quoted in (
        "云闪付",
        "中国人民银行征信中心",
        "简版",
        "已结清",
        "销户",
        "截至",
        "征信异议",
        "征信业管理条例",
        "授信协议",
        "结清证明",
        "注销网贷",
        "妈妈",
    ):
        text = text.replace(quoted, "")
    assert not re.search(r"[\u4e00-\u9fff]", text)


def test_the_verify_message_says_what_to_do_in_order() -> None:
    steps = re.findall(r"^\d\. (.+)$", rendered(due(CONFIRM_THEN_VERIFY)).text, re.MULTILINE)
    assert [
        "问平台" in steps[0],
        "今天就申请" in steps[1],
        "一天之内" in steps[2],
        "告诉我们" in steps[4],
    ] == [True] * 4
    assert all(words in steps[3] for words in ("马上消费金融股份有限公司", "已结清", "销户"))


def test_without_a_confirmation_the_first_step_is_the_report() -> None:
    assert "1. 今天就申请" in rendered(due(VERIFY)).text


@pytest.mark.parametrize("answer", ["verified", "not-updated", "still-open", "cannot-tell"])
def test_all_four_answers_are_given_as_commands_where_there_is_no_page(answer: str) -> None:
    for layout in both(rendered(due(VERIFY))):
        assert f"xiaohu answer 3 {answer}" in layout
    for layout in both(rendered(due(VERIFY, base_url=PUBLIC))):
        assert "xiaohu answer" not in layout
        assert all(name in layout for name in ("已注销", "还没更新", "仍未结清", "查不了"))


def test_several_accounts_share_one_report_and_one_set_of_answers() -> None:
    text = rendered(due(VERIFY, CONFIRM_THEN_VERIFY, OVERDUE)).text
    assert text.count("今天就申请一份新的") == 1
    assert "全部 3 个账户" in text
    assert text.count("xiaohu answer 编号 verified") == 1


def test_the_dates_and_the_window_are_the_stated_ones() -> None:
    for layout in both(rendered(due(VERIFY))):
        for words in ("9月24日 周四", "3-5个工作日更新", "平台的说法", "10月9日 周五", "10月10日 周六"):
            assert words in layout


@pytest.mark.parametrize(
    ("source", "words"), [("stated", "平台的说法"), ("guide", "请向平台确认"), ("assumed", "按 30 天估算")]
)
def test_where_the_window_comes_from_is_said(source: str, words: str) -> None:
    assert words in rendered(due(replace(VERIFY, window_source=source))).text  # type: ignore[arg-type]


def test_provisional_dates_say_so() -> None:
    assert "暂定" in rendered(due(PHOTO_NOTE)).text
    assert "暂定" not in rendered(due(VERIFY)).text


@pytest.mark.parametrize("entry", [CONFIRM_THEN_VERIFY, CALL, CONFIRM])
def test_a_number_comes_with_hours_source_day_and_warning(entry: Entry) -> None:
    for layout in both(rendered(due(entry))):
        for words in (
            "400-860-0999",
            "09:00-18:00",
            "办理指南第 11 条",
            "最后核对于2026年9月1日",
            "当心：指南里亿联银行和新网银行",
        ):
            assert words in layout


def test_a_number_nobody_checked_says_so() -> None:
    assert "还没有核对过" in rendered(due(OVERDUE)).text


def test_a_privacy_note_is_shown() -> None:
    for layout in both(rendered(due(PHOTO_NOTE))):
        assert "注意：身份证照片会留在邮箱里" in layout


def test_an_overdue_message_says_how_late_and_what_if_nothing_changed() -> None:
    for layout in both(rendered(due(OVERDUE))):
        for words in ("已过 7 天", "10月3日 周六", "还没查", "查过了，还是没变", "书面投诉", "第二十五条"):
            assert words in layout


def test_the_last_overdue_reminder_says_it_is_the_last() -> None:
    assert "到此为止" in rendered(due(replace(OVERDUE, ordinal=8))).text
    assert "到此为止" not in rendered(due(OVERDUE)).text


def test_the_nth_call_is_counted() -> None:
    assert "一共要打 3 天，今天是第 2 天" in rendered(due(CALL)).text


def test_a_confirmation_warns_against_an_early_report() -> None:
    assert "先不要查征信" in rendered(due(CONFIRM)).text


@pytest.mark.parametrize(
    ("today", "words"), [(date(2026, 10, 9), "最晚 10月14日 周三"), (date(2026, 10, 14), "今天是最后一天")]
)
def test_a_call_deadline_is_named_until_its_day(today: date, words: str) -> None:
    now = datetime(today.year, today.month, today.day, 9, tzinfo=SHANGHAI)
    assert words in rendered(due(APPOINTMENT, now=now)).text


def test_a_deposit_goes_to_no_strangers_account() -> None:
    text = rendered(due(DEPOSIT)).text
    assert "10月11日 周日 北京时间 16:00 之前" in text
    assert "你自己名下" in text


def test_people_are_told_apart() -> None:
    text = rendered(due(VERIFY, PHOTO_NOTE)).text
    assert (
        text.index("你自己的账户")
        < text.index("京东金条")
        < text.index("妈妈的账户")
        < text.index("中邮消费金融")
    )
    assert "你自己的账户" not in rendered(due(VERIFY, OVERDUE)).text
    assert "妈妈的账户" in rendered(due(PHOTO_NOTE)).text


def test_minimal_detail_is_a_count_and_nothing_else() -> None:
    for base_url in (None, PUBLIC):
        message = rendered(due(*EVERY_KIND.values(), detail="minimal", base_url=base_url))
        assert "10 件" in message.text
        assert message.calendar is None
        for layout in both(message):
            assert not any(word in layout for word in (*NAMES, "妈妈", "400-", "9月24日", "贷款"))
    assert "xiaohu list" in rendered(due(VERIFY, detail="minimal")).text
    assert PUBLIC in rendered(due(VERIFY, detail="minimal", base_url=PUBLIC)).text


def test_the_calendar_goes_only_where_there_is_no_page() -> None:
    assert rendered(due(VERIFY)).calendar
    assert rendered(due(VERIFY, base_url=PUBLIC)).calendar is None


def test_today_is_the_readers_day() -> None:
    late = datetime(2026, 10, 9, 20, tzinfo=UTC)
    facts = due(VERIFY, now=late)
    assert "10月10日" in rendered(facts).subject
    abroad = replace(facts, reader=Reader("zh_CN", ZoneInfo("America/New_York")))
    assert "10月9日" in rendered(abroad).subject


@LANGUAGES
def test_a_test_message_claims_no_duty(locale: str) -> None:
    message = render_test(Reader(locale, SHANGHAI), Server("老王家的服务器"), NOW, MESSAGE_ID)
    assert message.kind == "test"
    for layout in both(message):
        assert {"zh_CN": "今天没有要做的事", "en": "nothing to do today"}[locale] in layout


def test_the_same_facts_make_the_same_message() -> None:
    assert rendered(due(*EVERY_KIND.values())) == rendered(due(*EVERY_KIND.values()))


def test_nothing_due_is_no_message() -> None:
    with pytest.raises(ValueError, match="at least one entry"):
        rendered(due())


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        rendered(due(VERIFY, locale="fr"))


def test_markup_in_names_is_shown_and_not_obeyed() -> None:
    evil = '<img src=x onerror=alert(1)> & "quote" %(link)s {platform}'
    message = rendered(due(replace(PHOTO_NOTE, platform=evil, person=evil, stated=evil, notes=(evil,))))
    assert "<img" not in (message.html or "")
    for layout in both(message):
        assert evil in layout


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_no_typed_text_can_add_a_line_a_tag_or_a_step(typed: str) -> None:
    plain = rendered(due(replace(PHOTO_NOTE, stated="x", platform="x", person="x")))
    typed_in = rendered(due(replace(PHOTO_NOTE, stated=typed, platform=typed, person=typed)))
    assert len(typed_in.text.splitlines()) == len(plain.text.splitlines())
    assert (typed_in.html or "").count("<") == (plain.html or "").count("<")
    assert typed_in.subject == plain.subject


def test_the_catalogues_word_for_its_source_is_translated() -> None:
    number = replace(CALL.phones[0], source="guide")
    assert "来源：办理指南；" in rendered(due(replace(CALL, phones=(number,)))).text


@pytest.mark.parametrize(
    ("entry", "late", "in_time"),
    [
        (CALL, "原定 10月7日 周三 打电话，一共要打 3 天，这是第 2 天", "今天打电话给平台"),
        (replace(CALL, total=1), "原定 10月7日 周三 给平台打电话", "今天打电话给平台"),
        (APPOINTMENT, "最晚 10月7日 周三 要打电话，已经过了", "今天是最后一天"),
        (DEPOSIT, "10月7日 周三 存进你自己的还款账户，已经过了", "16:00"),
        (EVERY_KIND["payoff"], "还款日是 10月7日 周三，已经过了", "今天是还款日"),
    ],
)
def test_a_step_that_is_told_late_does_not_say_that_its_day_is_today(
    entry: Entry, late: str, in_time: str
) -> None:
    today = NOW.date()
    for layout in both(rendered(due(replace(entry, step_on=today)))):
        assert (late in layout, in_time in layout) == (False, True)
    for layout in both(rendered(due(replace(entry, step_on=date(2026, 10, 7))))):
        assert (late in layout, in_time in layout) == (True, False)


def test_a_confirmation_told_on_the_check_on_day_does_not_keep_anybody_from_the_report() -> None:
    assert "先不要查征信" in rendered(due(CONFIRM)).text
    assert "先不要查征信" not in rendered(due(replace(CONFIRM, check_on=NOW.date()))).text
