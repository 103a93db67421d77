"""Links to answer by, where a reader can follow them: in mails, in chats, and nowhere else."""

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from config.i18n import LOCALES
from notifiers.digest import Edition, render_digest
from notifiers.due import AnswerLinks, Detail, Entry, Reader, Server
from notifiers.mail.composing import Envelope, compose
from notifiers.message import Message
from notifiers.messages import render_due
from notifiers.vendors.markdown import PLAIN, RELAY, Markdown
from notifiers.vendors.plain_text import take_apart
from scheduler.digest import Followed, digest
from scheduler.lifecycle import ClosureState
from tests.unit.notifiers.samples import CALL, MESSAGE_ID, NOW, OVERDUE, SHANGHAI, VERIFY, due

PUBLIC = "https://xiaohu.example.org"
TOKENS = tuple(f"{PUBLIC}/a/{'abcdefghijklmnopqrstuvwxyz234567' * 2}"[:-1] + str(n) for n in range(2, 8))
LINKED = replace(VERIFY, links=AnswerLinks(*TOKENS[:5]))
ALSO = replace(OVERDUE, links=AnswerLinks(*(token + "z" for token in TOKENS[:5])))
STOP = TOKENS[5]


def rendered(*entries: Entry, detail: Detail = "full", locale: str = "zh_CN") -> Message:
    return render_due(due(*entries, base_url=PUBLIC, detail=detail, locale=locale), MESSAGE_ID)


def week(detail: Detail = "full", stop: str | None = STOP, locale: str = "zh_CN") -> Message:
    followed = Followed(3, "京东金条", ClosureState.WAITING, date(2026, 9, 24), check_on=date(2026, 10, 10))
    shown = digest([followed], NOW.date(), date(2026, 10, 16), ())
    edition = Edition(shown, Reader(locale, SHANGHAI, detail), Server("box", PUBLIC), NOW, stop)
    return render_digest(edition, MESSAGE_ID)


def hrefs(message: Message) -> list[str]:
    return re.findall(r'href="([^"]+)"', message.html or "")


@pytest.mark.parametrize("locale", LOCALES)
def test_one_check_has_its_answers_beside_what_they_mean(locale: str) -> None:
    message = rendered(LINKED, locale=locale)
    assert message.actions == TOKENS[:5]
    assert hrefs(message) == [*TOKENS[:5], f"{PUBLIC}/"]
    assert re.findall(r"https://\S+/a/\S+", message.text) == list(TOKENS[:5])
    assert all(line.endswith(message.addresses) for line in message.text.splitlines() if "://" in line)


def test_each_link_is_beside_the_words_for_it() -> None:
    lines = {line.partition("：")[0].strip(" *"): line for line in rendered(LINKED).text.splitlines()}
    for name, link in zip(("已注销", "还没更新", "仍未结清", "查不了"), TOKENS, strict=False):
        assert lines[name].endswith(link)


def test_several_checks_have_links_each_and_one_explanation() -> None:
    message = rendered(LINKED, ALSO, CALL)
    assert sorted(hrefs(message)) == sorted([*message.actions, f"{PUBLIC}/"])
    assert len(message.actions) == 10
    first = message.text.index("京东金条（")
    second = message.text.index("美团三快（")
    places = [message.text.index(link + "\n") for link in message.actions]
    mine, theirs = (places[:5], places[5:]) if second < first else (places[5:], places[:5])
    assert max(mine) < max(first, second) or max(theirs) < max(first, second)
    assert message.text.count("报告更新过了，账户却还开着") == 1


def test_minimal_detail_has_the_base_address_only() -> None:
    message = rendered(LINKED, detail="minimal")
    assert (message.actions, message.link) == ((), f"{PUBLIC}/")
    assert "/a/" not in message.text + (message.html or "")


def test_without_links_nothing_is_promised() -> None:
    message = rendered(VERIFY)
    assert message.actions == ()
    assert "唯一" in message.text or "只有" in message.text


@pytest.mark.parametrize("style", [Markdown(), RELAY, PLAIN])
def test_chats_keep_our_links_whole_and_no_others(style: Markdown) -> None:
    typed = f"去 {PUBLIC}/a/evil"
    message = rendered(replace(LINKED, notes=(typed,)))
    parts = take_apart(message)
    said = style.write([*parts.lines, *parts.tail], message.addresses)
    assert re.findall(r"https://[a-z0-9./]+", said) == [*TOKENS[:5], f"{PUBLIC}/", f"{PUBLIC}/"]
    assert "evil" in said


def test_a_link_to_answer_by_may_be_cut_and_the_way_to_the_pages_may_not() -> None:
    parts = take_apart(rendered(LINKED))
    assert any(TOKENS[0] in line for line in parts.lines)
    assert not any("/a/" in line for line in parts.tail)


def mail(message: Message) -> EmailMessage:
    raw = compose(message, Envelope("xiaohu@example.org", "wang@example.org"))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    return message_from_bytes(raw, policy=policy.default)


def test_a_digests_mail_can_be_stopped_with_one_click() -> None:
    sent = mail(week())
    assert sent["List-Unsubscribe"].strip() == f"<{STOP}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_reminder_is_no_newsletter() -> None:
    assert mail(rendered(LINKED))["List-Unsubscribe"] is None


@pytest.mark.parametrize("locale", LOCALES)
def test_a_digest_shows_how_it_is_stopped(locale: str) -> None:
    message = week(locale=locale)
    assert STOP in hrefs(message)
    [line] = [line for line in message.text.splitlines() if STOP in line]
    assert line.endswith(STOP)
    assert message.actions == (STOP,)
    minimal = week("minimal", locale=locale)
    assert STOP not in minimal.text + (minimal.html or "")
    assert minimal.unsubscribe == STOP, "the mail's header still has it"


def test_a_digest_without_a_page_cannot_be_stopped_by_link() -> None:
    message = week(stop=None)
    assert (message.unsubscribe, message.actions) == (None, ())
