"""A canary in every secret there is: after it was saved, no page holds it."""

from html import unescape
from typing import Any

from notifiers.channels import find_kind, kinds
from tests.web.site import PASSWORD, World

HEX = "c0ffee00c0ffee00c0ffee00c0ffee00"
CANARIES: dict[str, dict[str, Any]] = {
    "bark": {"key": "canaryCANARYcanaryCANARY"},
    "dingtalk": {"webhook": HEX * 2, "secret": "SECcanary0123456789abcdef012345678"},
    "email": {
        **{"to": "wang@example.com", "host": "127.0.0.1", "user": "wang", "security": "ssl"},
        "password": "canary in the mail",
    },
    "feishu": {"webhook": "0f4cb3a5-95d7-4b1a-a3b4-00000ca9a971", "secret": "canary-of-feishu-0123456"},
    "gotify": {"host": "push.example.com", "token": "AcanaryCANARY12"},
    "lark": {"webhook": "0f4cb3a5-95d7-4b1a-a3b4-00001ca9a971", "secret": "canary-of-lark-012345678"},
    "matrix": {
        "host": "matrix.example.com",
        "token": "syt_canary_CANARY_canary",
        "room": "!AbCd:example.com",
    },
    "mqtt": {"host": "broker.example.com", "topic": "home/x", "user": "wang", "password": "canary-of-mqtt"},
    "ntfy": {"topic": "canary-topic-nobody-guesses", "token": "tk_canaryCANARYcanary"},
    "pushdeer": {"key": "PDU1234TcanaryCANARYcanary"},
    "pushplus": {"token": HEX},
    "serverchan": {"key": "SCT987654TcanaryCANARYcanary"},
    "telegram": {"token": "123456789:canary-CANARY-canary-CANARY-cana1", "chat": "42"},
    "url": {"url": "json://canary-host.example.com/canary-path"},
    "wecom": {"webhook": "693a91f6-7aac-4bc4-97a0-00002ca9a971"},
    "wecom-app": {
        **{"corpid": "ww1234567890abcdef", "agentid": "1000002", "touser": "wang"},
        "corpsecret": "canaryCANARYcanaryCANARYcanaryCANARYcanary1",
    },
    "wxpusher": {"token": "SPT_canaryCANARYcanary"},
}
PAGES = (
    *(
        "/",
        "/closures",
        "/settings",
        "/settings/messages",
        "/channels",
        "/channels/add",
        "/people",
        "/people/1",
    ),
    *("/account", "/account/tokens", "/account/calendar", "/account/leave", "/operator"),
)


def test_no_page_holds_a_secret_after_it_was_saved(world: World) -> None:
    browser = world.signed_in()
    secrets = {PASSWORD}
    numbers = []
    for kind, typed in CANARIES.items():
        path = f"/channels/add/{kind}"
        answer = browser.post(path, at=path, **typed)
        assert answer.status_code == 303, (kind, answer.text)
        numbers.append(answer.headers["location"])
        secrets |= {typed[name] for name in find_kind(kind).form.secrets() if name in typed}
    for path in (*PAGES, *numbers, *(f"/channels/add/{kind}" for kind in kinds())):
        page = browser.get(path)
        assert page.status_code == 200
        assert not any(secret in unescape(page.text) for secret in secrets), path


def test_there_is_a_canary_for_every_secret_of_every_kind() -> None:
    for kind in kinds():
        assert find_kind(kind).form.secrets() <= CANARIES[kind].keys(), kind
