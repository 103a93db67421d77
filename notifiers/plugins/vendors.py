"""Our own senders behind Apprise's URLs of the same vendors: Apprise keeps the grammar, and its classes tell
success from HTTP 200 no more."""

from collections.abc import Callable
from typing import Any

from apprise.exception import AppriseImproperlyConfigured
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wechat import NotifyWeChat
from apprise.plugins.wecombot import NotifyWeComBot

from notifiers.attempt import current
from notifiers.notifier import Notifier
from notifiers.outcome import Sent
from notifiers.outgoing import Outgoing
from notifiers.vendors.dingtalk import open_dingtalk
from notifiers.vendors.feishu import open_feishu
from notifiers.vendors.lark import open_lark
from notifiers.vendors.wecom import open_wecom
from notifiers.vendors.wecom_app import open_wecom_app


def hand_over(open_sender: Callable[[Outgoing], Notifier]) -> bool:
    """Send the running attempt's message by a sender of ours. Apprise may call several times for a long text:
    once is enough, the sender splits by itself."""
    attempt = current.get()
    if attempt is None:
        return False
    if attempt.outcome is None:
        attempt.outcome = open_sender(attempt.outgoing).send(attempt.message)
    return isinstance(attempt.outcome, Sent)


class _Ours:
    guarded = True  # all that they send goes through Outgoing.http


class WeComBot(_Ours, NotifyWeComBot):  # type: ignore[no-untyped-call]
    """wecombot://"""

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message."""
        return hand_over(lambda outgoing: open_wecom({"webhook": self.key}, outgoing))


class WeChat(_Ours, NotifyWeChat):  # type: ignore[no-untyped-call]
    """wechat://, which is the WeCom app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        if self.departments or self.tag_ids or self.invalid_targets or len(self.users) > 1:
            raise _too_much("one member, or @all")

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message."""
        touser = self.users[0] if self.users else "@all"
        app = {"corpid": self.corpid, "corpsecret": self.corpsecret, "agentid": int(self.agentid)}
        return hand_over(lambda outgoing: open_wecom_app(app | {"touser": touser}, outgoing))


class DingTalk(_Ours, NotifyDingTalk):  # type: ignore[no-untyped-call]
    """dingtalk://. Nobody is mentioned: numbers in the URL are not accepted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        if self.targets:
            raise _too_much("no mentions")

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message."""
        config = {"webhook": self.token, "secret": self.secret or ""}
        return hand_over(lambda outgoing: open_dingtalk(config, outgoing))


class Feishu(_Ours, NotifyFeishu):  # type: ignore[no-untyped-call]
    """feishu://"""

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message."""
        return hand_over(lambda outgoing: open_feishu({"webhook": self.token}, outgoing))


class Lark(_Ours, NotifyLark):  # type: ignore[no-untyped-call]
    """lark://"""

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message."""
        return hand_over(lambda outgoing: open_lark({"webhook": self.token}, outgoing))


def _too_much(allowed: str) -> Exception:
    return AppriseImproperlyConfigured(allowed)  # type: ignore[no-untyped-call]


SENDERS = (WeComBot, WeChat, DingTalk, Feishu, Lark)
