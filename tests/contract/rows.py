"""Every channel of a vendor, one row each: how its server is reached, what it says, what a message may weigh.

A channel joins the suite (test_every_channel.py) with a row in ROWS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from notifiers.outcome import Outcome, Refused
from tests.contract.vendor_server import Heard

MINUTE, TEN_MINUTES = timedelta(minutes=1), timedelta(minutes=10)


@dataclass(frozen=True)
class Row:
    """``point``: make the sender post to this origin. ``accepted``: what the vendor says when it took a
    message; ``refused``: answers with HTTP 200 and what they mean; ``unknown``: an answer with this code and
    these words. ``weigh``: bytes of a request that count towards ``limit``; ``parts``: requests a message may
    take. ``url``: the same channel as an Apprise URL. ``before``: answers what is asked before a message."""

    kind: str
    typed: Mapping[str, str | int]
    secrets: tuple[str, ...]
    point: Callable[[pytest.MonkeyPatch, str], None]
    accepted: Any
    refused: tuple[tuple[Any, Outcome], ...]
    unknown: Callable[[int, str], Any]
    weigh: Callable[[Heard], int]
    limit: int
    parts: int = 1
    url: str | None = None
    before: Callable[[Heard], Any] = lambda heard: None
    id: str = field(default="", compare=False)


def origin(*targets: str) -> Callable[[pytest.MonkeyPatch, str], None]:
    """Senders whose module names their vendor in a constant."""

    def point(patch: pytest.MonkeyPatch, here: str) -> None:
        for target in targets:
            patch.setattr(target, here)

    return point


def errcode(code: int, words: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": words}


def code_msg(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "msg": words, "data": {}}


def whole_body(heard: Heard) -> int:
    return len(heard.body)


WECOM_KEY = "693a91f6-7aac-4bc4-97a0-0ec2fffa5aaa"
DINGTALK_TOKEN = "566cc69da782ec33c7c0a1b2c3d4e5f6566cc69da782ec33c7c0a1b2c3d4e5f6"
SECRET = "SEC0123456789abcdef0123456789abcdef"
HOOK = "0f4cb3a5-95d7-4b1a-a3b4-b2dd4d50b61e"
CORPID, CORPSECRET, LENT = "ww1234567890abcdef", "IOMu9fXPxXXXXDvR2FkZ-0123456789abcdefghijkl", "lent-token-1"


def lend(heard: Heard) -> Any:
    """The WeCom app asks for a token first."""
    if heard.path.startswith("/cgi-bin/gettoken"):
        return {"errcode": 0, "errmsg": "ok", "access_token": LENT, "expires_in": 7200}
    return None


def feishu(kind: str) -> Row:
    return Row(
        kind=kind,
        typed={"webhook": HOOK, "secret": SECRET},
        secrets=(HOOK, SECRET),
        url=f"{kind}://{HOOK}/",
        point=lambda patch, here: patch.setitem(_origins(), kind, here),
        accepted={"code": 0, "msg": "success", "data": {}},
        refused=(
            (
                {"code": 19024, "msg": "Key Words Not Found"},
                Refused(True, "19024", "Key Words Not Found"),
            ),
            (
                code_msg(11232, "frequency limited psm[lark.oapi]appID[1500]"),
                Refused(False, "11232", "frequency limited psm[lark.oapi]appID[1500]", MINUTE),
            ),
            ({"code": 9499, "msg": "Bad Request", "data": {}}, Refused(True, "9499", "Bad Request")),
            (
                {"StatusCode": 19021, "StatusMessage": "sign match fail"},
                Refused(True, "19021", "sign match fail"),
            ),
        ),
        unknown=code_msg,
        weigh=whole_body,
        limit=20_000,
    )


def _origins() -> dict[str, str]:
    from notifiers.vendors.feishu import ORIGINS

    return ORIGINS


WECOM = Row(
    kind="wecom",
    typed={"webhook": WECOM_KEY},
    secrets=(WECOM_KEY,),
    url=f"wecombot://{WECOM_KEY}/",
    point=origin("notifiers.vendors.wecom.ORIGIN"),
    accepted=errcode(0, "ok"),
    refused=(
        (
            errcode(93000, "invalid webhook url, hint: [175], more info at https://open.example/?e=93000"),
            Refused(True, "93000", "invalid webhook url, hint: [175], more info at …", gone=True),
        ),
        (errcode(45009, "api freq out of limit"), Refused(False, "45009", "api freq out of limit", MINUTE)),
        (
            errcode(40058, "markdown.content exceed max length 4096"),
            Refused(True, "40058", "markdown.content exceed max length 4096"),
        ),
        (errcode(-1, "system busy"), Refused(False, "-1", "system busy", MINUTE)),
    ),
    unknown=errcode,
    weigh=lambda heard: len(heard.json["markdown"]["content"].encode()),
    limit=4096,
    parts=3,
)

WECOM_APP = Row(
    kind="wecom-app",
    typed={"corpid": CORPID, "corpsecret": CORPSECRET, "agentid": "1000002", "touser": "wangwu"},
    secrets=(CORPSECRET, LENT),
    url=f"wechat://{CORPID}:{CORPSECRET}@1000002/wangwu",
    point=origin("notifiers.vendors.wecom_app.ORIGIN"),
    accepted={"errcode": 0, "errmsg": "ok", "msgid": "x", "invaliduser": ""},
    refused=(
        (
            errcode(60020, "not allow to access from your ip"),
            Refused(True, "60020", "not allow to access from your ip"),
        ),
        (
            errcode(81013, "user & party & tag all invalid"),
            Refused(True, "81013", "user & party & tag all invalid", gone=True),
        ),
        (errcode(45009, "api freq out of limit"), Refused(False, "45009", "api freq out of limit", MINUTE)),
        (
            {"errcode": 0, "errmsg": "ok", "invaliduser": "wangwu"},
            Refused(True, "invaliduser", "the app knows no such member, or may not write to them"),
        ),
        (errcode(42001, "access_token expired"), Refused(False, "42001", "access_token expired")),
    ),
    unknown=errcode,
    weigh=lambda heard: len(heard.json["text"]["content"].encode()),
    limit=2048,
    parts=3,
    before=lend,
)

DINGTALK = Row(
    kind="dingtalk",
    typed={"webhook": DINGTALK_TOKEN, "secret": SECRET},
    secrets=(DINGTALK_TOKEN, SECRET),
    url=f"dingtalk://{SECRET}@{DINGTALK_TOKEN}/",
    point=origin("notifiers.vendors.dingtalk.ORIGIN"),
    accepted=errcode(0, "ok"),
    refused=(
        (
            errcode(310000, "keywords not in content"),
            Refused(True, "310000", "keywords not in content"),
        ),
        (
            errcode(130101, "send too fast, exceed 20 times per minute"),
            Refused(False, "130101", "send too fast, exceed 20 times per minute", TEN_MINUTES),
        ),
        (
            {"status": 1111, "wait": 5, "source": "x5", "punish": "deny"},
            Refused(False, "1111", "send too fast", TEN_MINUTES),
        ),
        (errcode(300005, "token is not exist"), Refused(True, "300005", "token is not exist", gone=True)),
        (
            errcode(460101, "message too long, exceed 20000 bytes"),
            Refused(True, "460101", "message too long, exceed 20000 bytes"),
        ),
    ),
    unknown=errcode,
    weigh=whole_body,
    limit=20_000,
)

ROWS = (WECOM, WECOM_APP, DINGTALK, feishu("feishu"), feishu("lark"))
