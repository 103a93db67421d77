"""Minimal detail: a count and a link or a plain step, over all kinds of message."""

import json
import re
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from notifiers.channel_warning import PausedChannel, render_channel_warning
from notifiers.channels import find_kind, kinds, usual_budget
from notifiers.digest import Edition, render_digest
from notifiers.due import Coming, Due, Filed, MovedDate, MovedDates, Reader, Server
from notifiers.message import Message
from notifiers.messages import render_due, render_test
from scheduler.budgets import Budget
from scheduler.digest import ChannelFailure, Followed, digest
from scheduler.escalation import Rung
from scheduler.lifecycle import ClosureState
from scheduler.steps import Step
from tests.unit.notifiers.samples import EVERY_KIND, MESSAGE_ID, NOW, SHANGHAI

PLATFORM, PERSON, LENDER, NUMBER, PHONE = "京东金条", "王小明", "重庆京东盛际小额贷款有限公司", 4711, "95118"
TODAY = NOW.date()
SERVERS = [Server("老王家的服务器"), Server("box", "https://xiaohu.example")]
ENTRIES = tuple(
    replace(entry, closure=NUMBER, platform=PLATFORM, person=PERSON, institutions=(LENDER,))
    for entry in EVERY_KIND.values()
)
FILED = replace(
    ENTRIES[0],
    kind="step",
    step="answer_due",
    step_on=TODAY,
    filed=Filed(Rung.OBJECTION, TODAY, TODAY, "T-4711"),
)
MOVED = MovedDates(NUMBER, PLATFORM, (MovedDate("check_on", TODAY, TODAY + timedelta(days=9)),), TODAY)
FOLLOWED = [
    Followed(
        closure=NUMBER + number,
        platform=PLATFORM,
        state=state,
        started_on=date(2026, 9, 24),
        person=person,
        steps=(Step("call", TODAY),),
        due_on=TODAY,
        check_on=TODAY - timedelta(days=number),
        provisional=True,
        verified_on=TODAY if state is ClosureState.VERIFIED else None,
    )
    for number, (state, person) in enumerate(
        (state, person)
        for state in (ClosureState.WAITING, ClosureState.ESCALATED, ClosureState.VERIFIED)
        for person in (None, PERSON)
    )
]
FAILURE = ChannelFailure("w***@qq.com", TODAY, f"{PLATFORM} said no", 3, paused=True)
PAUSED = PausedChannel(NUMBER, "w***@qq.com", NOW, 3, "93000", f"invalid {PLATFORM}")


def _messages(locale: str, server: Server) -> list[Message]:
    reader = Reader(locale, SHANGHAI, "minimal")
    coming = (Coming(NUMBER, PLATFORM, "check", TODAY + timedelta(days=3)),)
    week = digest(FOLLOWED, TODAY, TODAY + timedelta(days=6), [FAILURE])
    return [
        *(render_due(Due((entry,), reader, server, NOW, coming), MESSAGE_ID) for entry in (*ENTRIES, FILED)),
        render_due(Due(ENTRIES, reader, server, NOW, coming, (MOVED,), 4), MESSAGE_ID),
        render_due(Due((), reader, server, NOW, coming, (MOVED,), 4), MESSAGE_ID),
        render_digest(Edition(week, reader, server, NOW), MESSAGE_ID),
        render_channel_warning(PAUSED, reader, server, NOW, MESSAGE_ID),
        render_test(reader, server, NOW, MESSAGE_ID),
    ]


def _said(message: Message) -> str:
    parts: dict[str, Any] = asdict(message)
    parts.pop("message_id")
    return json.dumps(parts, ensure_ascii=False, default=str)


@pytest.mark.parametrize("server", SERVERS, ids=["no page", "page"])
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_no_lender_platform_person_number_or_channel_is_named(locale: str, server: Server) -> None:
    messages = _messages(locale, server)
    assert {message.kind for message in messages} == {"due", "digest", "channel", "test"}
    for message in messages:
        said = _said(message)
        for name in (PLATFORM, PERSON, LENDER, PHONE, "471", "T-", "qq.com", "93000", "京东", "王"):
            assert name not in said.replace("老王家", ""), (message.kind, name)
        assert message.calendar is None
        assert message.table is None


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_there_is_always_a_way_to_learn_more(locale: str) -> None:
    for message in _messages(locale, SERVERS[0]):
        assert "xiaohu" in message.text
        assert message.kind == "test" or re.search("xiaohu (channels )?list", message.text), message.text
    for message in _messages(locale, SERVERS[1]):
        assert "https://xiaohu.example/" in message.text


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_count_is_said(locale: str) -> None:
    reader = Reader(locale, SHANGHAI, "minimal")
    message = render_due(Due(ENTRIES, reader, SERVERS[0], NOW), MESSAGE_ID)
    assert str(len(ENTRIES)) in message.subject
    assert str(len(ENTRIES)) in message.text


def test_full_detail_does_name_them() -> None:
    """Else the claims above would hold for messages that say nothing at all."""
    reader = Reader("zh_CN", SHANGHAI, "full")
    said = _said(render_due(Due(ENTRIES, reader, SERVERS[0], NOW), MESSAGE_ID))
    assert all(name in said for name in (PLATFORM, PERSON, LENDER, "4711"))
    warning = _said(render_channel_warning(PAUSED, reader, SERVERS[0], NOW, MESSAGE_ID))
    assert all(name in warning for name in ("4711", "qq.com", "93000"))


SEEN_BY_OTHERS = {"dingtalk", "feishu", "lark", "pushplus", "serverchan", "url", "wecom", "wxpusher"}
"""Relays and group robots, and whatever a raw URL leads to."""


@pytest.mark.parametrize("kind", sorted(SEEN_BY_OTHERS & set(kinds())))
def test_relays_and_group_robots_start_at_minimal(kind: str) -> None:
    assert find_kind(kind).detail == "minimal"


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_of_which_little_is_known_has_no_budget_by_accident(kind: str) -> None:
    budget = find_kind(kind).budget
    assert usual_budget(kind) == budget
    assert usual_budget("no longer offered") == Budget()
