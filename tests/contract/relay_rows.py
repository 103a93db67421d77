"""Relays, and services with servers of one's own, as rows of the suite over every channel."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from notifiers.outcome import Refused
from tests.contract.rows import MINUTE, Row
from tests.contract.vendor_server import Heard, Reply

KEY = "SCT123456TAbCdEfGhIjKlMnOp"
THREE = "sctp4711tabcdefghijklmnop"
DEER = "PDU1234TAbCdEfGhIjKl"
TOKEN = "be8652e98bd04139a13e1bffcd6d0f71"
AT, UID, SPT = "AT_qHT0cTQfLwYOlBV9cJj9z", "UID_AbCdEfGhIjKlMnOp", "SPT_AbCdEfGhIjKlMnOp"
BARK_KEY = "ynJ5Ft4atkMkWeo2PAvFhF"
BOT = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_0"
TOPIC, NTFY_TOKEN = "my-secret-topic-x7", "tk_abcdefgh12345678"
APP_TOKEN = "AbCdEf.GhIjKlMnOp"
SYT, ROOM = "syt_abcdefgh_12345678", "!AbCdEfGh:example.org"


def at(module: str) -> Callable[[pytest.MonkeyPatch, str], None]:
    """Senders whose server may be one's own: this one."""
    return lambda patch, here: patch.setattr(f"notifiers.{module}.origin", lambda config: here)


def under(*names: str) -> Callable[[pytest.MonkeyPatch, str], None]:
    """Addresses of a vendor, moved here with their paths."""

    def point(patch: pytest.MonkeyPatch, here: str) -> None:
        for name in names:
            module, _, constant = name.rpartition(".")
            address = getattr(__import__(module, fromlist=[constant]), constant)
            patch.setattr(name, f"{here}/{address.split('/', 3)[3]}")

    return point


def typed_host(typed: dict[str, str | int]) -> Callable[[pytest.MonkeyPatch, str], None]:
    """The server is a field of the form."""
    return lambda patch, here: patch.setitem(typed, "host", here)


def serverchan(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "message": words}


def pushdeer(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "error": words}


def pushplus(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "msg": words}


def wxpusher(code: int, words: str) -> dict[str, Any]:
    return {"code": 1000, "msg": "处理成功", "data": [{"uid": UID, "code": code, "status": words}]}


def bark(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "message": words, "timestamp": 1793700000}


def telegram(code: int, words: str) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": words}


def ntfy(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "http": 400, "error": words}


def gotify(code: int, words: str) -> dict[str, Any]:
    return {"error": "Bad Request", "errorCode": code, "errorDescription": words}


def matrix(code: int, words: str) -> dict[str, Any]:
    return {"errcode": code, "error": words}


def field_bytes(name: str) -> Callable[[Heard], int]:
    return lambda heard: len(heard.json[name].encode())


def field_characters(name: str) -> Callable[[Heard], int]:
    return lambda heard: len(heard.json[name])


def utf16_units(heard: Heard) -> int:
    """As Telegram counts, without the two marks around the subject."""
    return len(heard.json["text"].encode("utf-16-le")) // 2 - len("<b></b>")


def is_in_the_room(heard: Heard) -> Any:
    """What Matrix is asked before a message."""
    if heard.path.startswith("/_matrix/client/v3/account/whoami"):
        return {"user_id": "@xiaohu:example.org"}
    return {"room_id": ROOM} if heard.path.startswith("/_matrix/client/v3/join/") else None


def serverchan_row(key: str, constant: str, name: str) -> Row:
    def point(patch: pytest.MonkeyPatch, here: str) -> None:
        patch.setattr(f"notifiers.vendors.serverchan.{constant}", here + "/{key}.send")

    return Row(
        id=name,
        kind="serverchan",
        typed={"key": key},
        secrets=(key,),
        url=f"schan://{key}/",
        point=point,
        accepted={"code": 0, "message": "", "data": {"pushid": "1", "errno": 0, "error": "SUCCESS"}},
        refused=(
            (
                Reply({"message": "[AUTH]错误的Key", "code": 40001, "scode": 461}, 400),
                Refused(True, "461", "[AUTH]错误的Key", gone=True),
            ),
            (
                serverchan(40001, "[AUTH]超过当天的发送次数限制[5]"),
                Refused(False, "471", "[AUTH]超过当天的发送次数限制[5]", timedelta(hours=6)),
            ),
        ),
        unknown=serverchan,
        weigh=field_bytes("desp"),
        limit=32_000,
    )


PUSHDEER = Row(
    kind="pushdeer",
    typed={"key": DEER},
    secrets=(DEER,),
    url=f"pushdeer://{DEER}",
    point=at("vendors.pushdeer"),
    accepted={"code": 0, "content": {"result": ['{"counts":1,"logs":[],"success":"ok"}']}},
    refused=(
        (pushdeer(80501, "此账号已被停用"), Refused(True, "80501", "此账号已被停用")),
        (pushdeer(80502, "remote"), Refused(False, "80502", "remote", MINUTE)),
    ),
    unknown=pushdeer,
    weigh=field_bytes("desp"),
    limit=32_000,
)

PUSHPLUS = Row(
    kind="pushplus",
    typed={"token": TOKEN},
    secrets=(TOKEN,),
    url=f"pushplus://{TOKEN}",
    point=under("notifiers.vendors.pushplus.SEND"),
    accepted={"code": 200, "msg": "请求成功", "data": "075074e3c17e449e9a0cb79cc6f3fc83"},
    refused=(
        (
            {"code": 903, "msg": "用户令牌不正确", "data": "无效的用户token"},
            Refused(True, "903", "用户令牌不正确: 无效的用户token", gone=True),
        ),
        (pushplus(900, "用户账号使用受限"), Refused(False, "900", "用户账号使用受限", timedelta(days=1))),
        (pushplus(500, "系统异常"), Refused(False, "500", "系统异常", MINUTE)),
    ),
    unknown=pushplus,
    weigh=field_characters("content"),
    limit=20_000,
)

WXPUSHER = Row(
    kind="wxpusher",
    typed={"token": AT, "uid": UID},
    secrets=(AT, UID),
    url=f"wxpusher://{AT}/{UID}",
    point=under("notifiers.vendors.wxpusher.SEND"),
    accepted=wxpusher(1000, "创建发送任务成功"),
    refused=(
        ({"code": 1001, "msg": "appToken不正确"}, Refused(True, "1001", "appToken不正确")),
        (wxpusher(1001, "用户已关闭"), Refused(True, "1001", "用户已关闭")),
        ({"code": 1005, "msg": "服务器错误"}, Refused(False, "1005", "服务器错误", MINUTE)),
    ),
    unknown=wxpusher,
    weigh=field_characters("content"),
    limit=39_999,
)

BARK = Row(
    kind="bark",
    typed={"key": f"https://api.day.app/{BARK_KEY}/"},
    secrets=(BARK_KEY,),
    url=f"barks://api.day.app/{BARK_KEY}",
    point=at("vendors.bark"),
    accepted=bark(200, "success"),
    refused=(
        (
            Reply(bark(400, "failed to get device token: no rows"), 400),
            Refused(True, "400", "failed to get device token: no rows"),
        ),
        (
            Reply(bark(500, "push failed: APNS push failed: Unregistered"), 500),
            Refused(True, "Unregistered", "push failed: APNS push failed: Unregistered", gone=True),
        ),
        (Reply(bark(500, "push failed: EOF"), 500), Refused(False, "500", "push failed: EOF", MINUTE)),
    ),
    unknown=bark,
    weigh=lambda heard: len(heard.body),
    limit=4096 - 200,  # what the server adds for Apple
)

TELEGRAM = Row(
    kind="telegram",
    typed={"token": BOT, "chat": "-1001234567890"},
    secrets=(BOT, "-1001234567890"),
    point=lambda patch, here: patch.setattr(
        "apprise.plugins.telegram.NotifyTelegram.notify_url", f"{here}/bot"
    ),
    accepted={"ok": True, "result": {"message_id": 1}},
    refused=(
        (
            Reply(telegram(403, "Forbidden: bot was blocked by the user"), 403),
            Refused(True, "403", "Forbidden: bot was blocked by the user"),
        ),
        (
            Reply(telegram(429, "Too Many Requests") | {"parameters": {"retry_after": 5}}, 429),
            Refused(False, "429", "Too Many Requests", timedelta(seconds=5)),
        ),
    ),
    unknown=telegram,
    weigh=utf16_units,
    limit=4096,
)

NTFY = Row(
    kind="ntfy",
    typed=(_ntfy := {"host": "", "topic": TOPIC, "token": NTFY_TOKEN}),
    secrets=(TOPIC, NTFY_TOKEN),
    point=typed_host(_ntfy),  # type: ignore[arg-type]
    accepted={"id": "x", "time": 1, "event": "message", "topic": TOPIC, "message": "x"},
    refused=(
        (Reply(ntfy(40301, "forbidden"), 403), Refused(True, "40301", "forbidden")),
        (
            Reply(ntfy(42908, "limit reached: daily message quota reached"), 429),
            Refused(False, "42908", "limit reached: daily message quota reached"),
        ),
    ),
    unknown=ntfy,
    weigh=field_bytes("message"),
    limit=4096,
)

GOTIFY = Row(
    kind="gotify",
    typed=(_gotify := {"host": "", "token": APP_TOKEN}),
    secrets=(APP_TOKEN,),
    point=typed_host(_gotify),  # type: ignore[arg-type]
    accepted={"id": 1, "appid": 2, "message": "x", "title": "x", "priority": 5},
    refused=(
        (
            Reply(gotify(401, "you need to provide a valid access token"), 401),
            Refused(True, "401", "you need to provide a valid access token"),
        ),
        (Reply(gotify(500, "database is locked"), 500), Refused(False, "500", "database is locked")),
    ),
    unknown=gotify,
    weigh=field_bytes("message"),
    limit=32_000,
)

MATRIX = Row(
    kind="matrix",
    typed=(_matrix := {"host": "", "token": SYT, "room": ROOM}),
    secrets=(SYT, ROOM),
    point=typed_host(_matrix),  # type: ignore[arg-type]
    accepted={"event_id": "$abc"},
    refused=(
        (
            Reply({"errcode": "M_FORBIDDEN", "error": "not in room"}, 403),
            Refused(True, "M_FORBIDDEN", "not in room"),
        ),
        (
            Reply({"errcode": "M_LIMIT_EXCEEDED", "error": "Too fast", "retry_after_ms": 900_000}, 429),
            Refused(False, "M_LIMIT_EXCEEDED", "Too fast", timedelta(minutes=15)),
        ),
    ),
    unknown=matrix,
    weigh=field_bytes("body"),
    limit=33_000,  # ours; an event holds 65,536 with all its fields
    before=is_in_the_room,
)

RELAYS = (
    serverchan_row(KEY, "TURBO", "serverchan turbo"),
    serverchan_row(THREE, "THREE", "serverchan³"),
    PUSHDEER,
    PUSHPLUS,
    WXPUSHER,
    BARK,
    TELEGRAM,
    NTFY,
    GOTIFY,
    MATRIX,
)
