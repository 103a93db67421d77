"""3,000 random Chinese texts on every robot: no part over its vendor's limit of bytes."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from notifiers.channels import read_config
from notifiers.message import Message
from notifiers.messages import render_due
from notifiers.outgoing import Outgoing
from notifiers.vendors import dingtalk, feishu, wecom, wecom_app
from notifiers.vendors.parts import parts
from tests.unit.notifiers.samples import MESSAGE_ID, VERIFY, due

CHARACTERS = '账户关闭核对京东金条还没有更新，。：“”（）ab 1[*]<@>&_#"\\/😀👍🏽👩\u200d👧é\t'
TEXTS = 3000
LINK = "https://xiaohu.example.org/"
NOW = datetime(2026, 11, 3, tzinfo=UTC)
FRAME = render_due(due(VERIFY, base_url=LINK), MESSAGE_ID)


def random_messages(seed: int) -> list[Message]:
    """Short and long texts, short and long lines, ending as every message ends."""
    random = Random(seed)
    made = []
    for _ in range(TEXTS):
        width = random.choice((10, 60, 300, 1200))
        lines = (
            "".join(random.choices(CHARACTERS, k=random.randrange(width)))
            for _ in range(random.randrange(1, 25))
        )
        subject = "".join(random.choices(CHARACTERS, k=random.randrange(1, 40)))
        made.append(replace(FRAME, subject=subject, text="\n".join(lines) + FRAME.text))
    return made


def wecom_sizes(message: Message) -> list[int]:
    made = parts(message, lambda *part: wecom.content(message, *part), wecom._fits, wecom.MOST_PARTS)
    return [len(each.encode()) for each in made]


def wecom_app_sizes(message: Message) -> list[int]:
    made = parts(message, lambda *part: wecom_app.text(message, *part), wecom_app._fits, wecom_app.MOST_PARTS)
    return [len(each.encode()) for each in made]


def posted_sizes(kind: str, message: Message) -> list[int]:
    typed = {"webhook": "0f4cb3a595d74b1aa3b4b2dd4d50b61e", "secret": "SEC0123456789abcdef"}
    opened = {"dingtalk": dingtalk.open_dingtalk, "feishu": feishu.open_feishu}[kind]
    sender = opened(read_config(kind, typed), Outgoing())
    return [len(post.body) for post in sender._write(message, NOW)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sizes", "limit", "most"),
    [
        (wecom_sizes, 4096, 3),
        (wecom_app_sizes, 2048, 3),
        (lambda message: posted_sizes("dingtalk", message), 20_000, 1),
        (lambda message: posted_sizes("feishu", message), 20_000, 1),
    ],
    ids=["wecom", "wecom-app", "dingtalk", "feishu"],
)
def test_no_part_of_3000_random_chinese_texts_is_over_the_limit(sizes: object, limit: int, most: int) -> None:
    assert callable(sizes)
    over, full = 0, 0
    for message in random_messages(20261103):
        made = sizes(message)
        over += sum(size > limit for size in made) + (len(made) > most)
        full += max(made) > limit * 0.8
    assert over == 0
    assert full > TEXTS / 20, "many of the texts reach the limit"
