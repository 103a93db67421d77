"""Relays over Apprise's own schemas: a raw URL of theirs goes through our senders, which read the answer.

Stands in for NotifyServerChan, NotifyPushDeer, NotifyPushplus, NotifyWxPusher and NotifyBark (Apprise 2.2);
the first two and the last report success on HTTP 200 with an error code in the body.
"""

from collections.abc import Callable
from typing import Any

from apprise.plugins.bark import NotifyBark
from apprise.plugins.pushdeer import NotifyPushDeer
from apprise.plugins.pushplus import NotifyPushplus
from apprise.plugins.serverchan import NotifyServerChan
from apprise.plugins.wxpusher import NotifyWxPusher
from pydantic import ValidationError

from config.i18n import N_
from notifiers.attempt import current
from notifiers.form import Config, Form
from notifiers.notifier import Notifier
from notifiers.outcome import Refused, Sent
from notifiers.outgoing import Outgoing
from notifiers.vendors import bark, pushdeer, pushplus, serverchan, wxpusher

MORE_THAN_OURS = Refused(
    True, "settings", N_("this URL asks for more than one recipient with a key: add the channel by its kind")
)


class _Relay:
    """What every one of them does with a message: hands it to our sender."""

    guarded = True
    form: type[Form]
    open: Callable[[Config, Outgoing], Notifier]

    def asked(self) -> dict[str, Any] | None:
        """The fields of our form that the URL stands for; None if it asks for something else."""
        raise NotImplementedError

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message; the outcome goes to the attempt."""
        attempt, asked = current.get(), self.asked()
        if attempt is None:
            return False
        attempt.outcome = MORE_THAN_OURS
        if asked is not None:
            try:
                config = self.form.model_validate(asked).config()
            except ValidationError:
                return False
            attempt.outcome = type(self).open(config, attempt.outgoing).send(attempt.message)
        return isinstance(attempt.outcome, Sent)


class ServerChan(_Relay, NotifyServerChan):  # type: ignore[no-untyped-call]
    """schan://KEY"""

    form, open = serverchan.ServerchanForm, staticmethod(serverchan.open_serverchan)

    def asked(self) -> dict[str, Any] | None:
        return {"key": self.token}


class PushDeer(_Relay, NotifyPushDeer):  # type: ignore[no-untyped-call]
    """pushdeer://KEY, pushdeers://HOST:PORT/KEY"""

    form, open = pushdeer.PushdeerForm, staticmethod(pushdeer.open_pushdeer)

    def asked(self) -> dict[str, Any] | None:
        return {"key": self.push_key, **(_server(self) if self.host else {})}


class PushPlus(_Relay, NotifyPushplus):  # type: ignore[no-untyped-call]
    """pushplus://TOKEN"""

    form, open = pushplus.PushplusForm, staticmethod(pushplus.open_pushplus)

    def asked(self) -> dict[str, Any] | None:
        to_oneself = self.channel == "wechat" and not self.topics and not self.invalid_targets
        return {"token": self.token} if to_oneself else None


class WxPusher(_Relay, NotifyWxPusher):  # type: ignore[no-untyped-call]
    """wxpusher://APP_TOKEN/UID"""

    form, open = wxpusher.WxpusherForm, staticmethod(wxpusher.open_wxpusher)

    def asked(self) -> dict[str, Any] | None:
        to_one = len(self._users) == 1 and not self._topics and not self._invalid_targets
        return {"token": self.token, "uid": self._users[0]} if to_one else None


class Bark(_Relay, NotifyBark):  # type: ignore[no-untyped-call]
    """barks://HOST/KEY"""

    form, open = bark.BarkForm, staticmethod(bark.open_bark)

    def asked(self) -> dict[str, Any] | None:
        # A key for encryption or a password that is left out would be worse than no message.
        plain = len(self.targets) == 1 and not self.user and not getattr(self, "encryption_key", None)
        return {"key": self.targets[0], **_server(self)} if plain else None


def _server(plugin: Any) -> dict[str, Any]:
    port = {"port": plugin.port} if plugin.port else {}
    return {"host": plugin.host, "security": "tls" if plugin.secure else "none", **port}


RELAYS = (ServerChan, PushDeer, PushPlus, WxPusher, Bark)
