"""A webhook as its vendor shows it, taken apart: only its key is kept, the rest is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from config.i18n import N_
from notifiers.channel_error import ChannelError

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
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_AROUND = " \t\"'<>“”‘’「」，。,;；"


@dataclass(frozen=True, slots=True)
class Webhook:
    """The webhooks of a kind. ``host``: where they point to; ``key``: what a key looks like; ``find``: the
    key in the address, empty if it is not there; ``example``: an address with an invented key."""

    kind: str
    host: str
    key: re.Pattern[str]
    find: Callable[[SplitResult], str]
    example: str

    def read(self, pasted: str, field: str = "webhook") -> str:
        """The key of a pasted address, or the key itself. Raises ChannelError; never names the key."""
        text = pasted.strip(_AROUND)
        if len(_ADDRESS.findall(text)) > 1:
            raise ChannelError(N_("These are several addresses: add a channel for each."), field)
        if any(c.isspace() for c in text):
            raise ChannelError(
                N_("{setting} holds a space: copy it again, in one piece."), field, setting=field
            )
        if "://" not in text and "/" not in text:
            return self._accepted(text, field)
        return self._accepted(self.find(self._own(text, field)), field)

    def _own(self, text: str, field: str) -> SplitResult:
        address = _split(text if "://" in text else f"https://{text}")
        host = (address.hostname or "") if address else ""
        if address and host == self.host:
            return address
        if host in KINDS and KINDS[host] != self.kind:
            hint = N_("This webhook is one of {kind}, not of {wanted}: add a channel of kind {kind}.")
            raise ChannelError(hint, field, kind=KINDS[host], wanted=self.kind)
        raise ChannelError(
            N_("This is no webhook of {kind}: it looks like {example}."),
            field,
            kind=self.kind,
            example=self.example,
        )

    def _accepted(self, key: str, field: str) -> str:
        if not key:
            hint = N_("The webhook is not complete: copy it whole, it looks like {example}.")
            raise ChannelError(hint, field, example=self.example)
        if not self.key.fullmatch(key):
            hint = N_("The key in the webhook is not one of {kind}: copy it again, it looks like {example}.")
            raise ChannelError(hint, field, kind=self.kind, example=self.example)
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


def masked(key: str) -> str:
    """The end of a long key, enough to tell two apart."""
    return f"…{key[-4:]}" if len(key) >= 16 else "…"


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
