"""Relays' answers: which of them are a yes."""

import json
from typing import Any

import pytest

from notifiers.outcome import Refused, Sent
from notifiers.transport import Answer
from notifiers.vendors import bark, pushdeer, pushplus, serverchan, wxpusher
from notifiers.vendors.answers import Vendor, outcome_of

APPLE = "push failed: APNS push failed: "
FAILED = json.dumps({"counts": 1, "logs": [{"type": "failed-push", "error": "BadDeviceToken"}]})
TOOK = json.dumps({"counts": 1, "logs": [], "success": "ok"})


def said(vendor: Vendor, body: Any, status: int = 200) -> tuple[bool | None, str]:
    """(None, "") for Sent, otherwise whether it is final, and the code."""
    outcome = outcome_of(vendor, Answer(status, {}, json.dumps(body).encode()))
    if isinstance(outcome, Sent):
        return None, ""
    assert isinstance(outcome, Refused)
    return outcome.permanent, outcome.code


@pytest.mark.parametrize(
    ("vendor", "body", "status", "expected"),
    [
        (serverchan, {"code": 0, "message": "", "data": {"errno": 0}}, 200, (None, "")),
        (serverchan, {"message": "[AUTH]错误的Key", "code": 40001, "scode": 461}, 400, (True, "461")),
        (serverchan, {"message": "[AUTH]错误的Key", "code": 40001}, 200, (True, "461")),
        (serverchan, {"code": 40001, "info": "超过当天的发送次数限制[5]", "scode": 471}, 400, (False, "471")),
        (serverchan, {"code": 40001, "message": "[AUTH]超过当天的发送次数限制[5]"}, 400, (False, "471")),
        (serverchan, {"code": 40001, "message": "[AUTH]用户不存在或者权限不足"}, 400, (True, "461")),
        (serverchan, {"code": 40001, "message": "?", "scode": 471}, 400, (False, "471")),
        (serverchan, {"code": 40001, "message": "?"}, 400, (False, "40001")),
        (serverchan, {"code": True}, 200, (False, "answer")),
        (pushdeer, {"code": 0, "content": {"result": [TOOK]}}, 200, (None, "")),
        (pushdeer, {"code": 0, "content": {"result": [FAILED, TOOK]}}, 200, (None, "")),
        (pushdeer, {"code": 0, "content": {"result": ["not json"]}}, 200, (None, "")),
        (pushdeer, {"code": 0, "content": {"result": [FAILED]}}, 200, (False, "failed-push")),
        (pushdeer, {"code": 0, "content": {"result": False}}, 200, (True, "nobody")),
        (pushdeer, {"code": 0, "content": {"result": []}}, 200, (True, "nobody")),
        (pushdeer, {"code": 80501, "error": "此账号已被停用"}, 200, (True, "80501")),
        (pushplus, {"code": 200, "msg": "请求成功", "data": "0750"}, 200, (None, "")),
        (pushplus, {"code": 900, "msg": "用户账号使用受限"}, 200, (False, "900")),
        (pushplus, {"code": 903, "msg": "用户令牌不正确", "data": "无效的用户token"}, 200, (True, "903")),
        (wxpusher, {"code": 1000, "data": [{"uid": "U", "code": 1000}]}, 200, (None, "")),
        (
            wxpusher,
            {"code": 1000, "data": [{"code": 1001, "status": "关闭"}]},
            200,
            (True, "1001"),
        ),
        (wxpusher, {"code": 1000, "data": []}, 200, (True, "nobody")),
        (wxpusher, {"code": 1001, "msg": "appToken不正确", "data": None}, 200, (True, "1001")),
        (wxpusher, {"code": 1005, "msg": "服务器错误"}, 200, (False, "1005")),
        (bark, {"code": 200, "message": "success"}, 200, (None, "")),
        (bark, {"code": 400, "message": "failed to get device token"}, 400, (True, "400")),
        (
            bark,
            {"code": 500, "message": APPLE + "BadDeviceToken"},
            500,
            (True, "BadDeviceToken"),
        ),
        (
            bark,
            {"code": 500, "message": APPLE + "PayloadTooLarge"},
            500,
            (True, "PayloadTooLarge"),
        ),
        (bark, {"code": 500, "message": "push failed: context deadline exceeded"}, 500, (False, "500")),
    ],
)
def test_sent_is_what_the_vendor_calls_taken(
    vendor: Any, body: Any, status: int, expected: tuple[bool | None, str]
) -> None:
    assert said(vendor.VENDOR, body, status) == expected


def test_a_refusal_of_pushplus_says_what_its_data_adds() -> None:
    body = {"code": 905, "msg": "账户未进行实名认证", "data": "实名地址：https://verify.pushplus.plus"}
    outcome = outcome_of(pushplus.VENDOR, Answer(200, {}, json.dumps(body).encode()))
    assert outcome == Refused(True, "905", "账户未进行实名认证: 实名地址：…")
