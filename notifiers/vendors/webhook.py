"""A webhook as its vendor shows it, taken apart: only its key is kept, the rest is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.pasted import is_address, no_key, one_value, web_address, wrong_vendor

# Whose webhook it is, by host: for those who paste one into the wrong field.
KINDS = {
    "qyapi.weixin.qq.com": "wecom",
    "oapi.dingtalk.com": "dingtalk",
    "api.dingtalk.com": "dingtalk",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "lark",
    "sctapi.ftqq.com": "serverchan",
    "sc.ftqq.com": "serverchan",
    "www.pushplus.plus": "pushplus",
    "pushplus.plus": "pushplus",
    "wxpusher.zjiecode.com": "wxpusher",
    "api.day.app": "bark",
    "api2.pushdeer.com": "pushdeer",
    "api.telegram.org": "telegram",
    "ntfy.sh": "ntfy",
}
_QUOTES = " \"'<>“”‘’「」"


@dataclass(frozen=True, slots=True)
class Webhook:
    """The webhooks of a kind. ``host``: where they point to; ``key``: what a key looks like; ``find``: the
    key in the address, empty if it is not there; ``example``: an address with an invented key."""

    kind: str
    host: str
    key: re.Pattern[str]
    find: Callable[[SplitResult], str]
    example: str

    def read(self, pasted: object, field: str = "webhook") -> str:
        """The key of a pasted address, or the key itself. Raises ChannelError; never names the key."""
        text = one_value(str(pasted).strip(_QUOTES), field)
        return self._accepted(self.find(self._own(text, field)) if "/" in text else text, field)

    def _own(self, text: str, field: str) -> SplitResult:
        address = web_address(text if is_address(text) else f"https://{text}", field)
        host = address.hostname or ""
        if host == self.host:
            return address
        if host in KINDS and KINDS[host] != self.kind:
            hint = N_("This address is one of {kind}, not of {wanted}: add a channel of kind {kind}.")
            raise ChannelError(hint, field, kind=KINDS[host], wanted=self.kind)
        raise wrong_vendor(host, self.kind, field, self.example)

    def _accepted(self, key: str, field: str) -> str:
        if not key:
            hint = N_("The webhook is not complete: copy all of it, it looks like {example}.")
            raise ChannelError(hint, field, example=self.example)
        if not self.key.fullmatch(key):
            raise no_key("webhook", self.kind, field, self.example)
        return key


def parameter(name: str) -> Callable[[SplitResult], str]:
    """Finds ``?name=...``."""
    return lambda address: parse_qs(address.query).get(name, [""])[0]


def after(path: str) -> Callable[[SplitResult], str]:
    """Finds what follows ``path``."""

    def found(address: SplitResult) -> str:
        start, _, key = address.path.rstrip("/").partition(path)
        return key if not start else ""

    return found
