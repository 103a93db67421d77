"""WeCom (企业微信) app of one's own: text to one member, also readable in WeChat, where Markdown is not.

2,048 bytes a message (https://developer.work.weixin.qq.com/document/path/90236), 30 a minute to a member:
more are dropped in silence. The access token is lent for two hours and may be taken back earlier
(https://developer.work.weixin.qq.com/document/path/91039).
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import field_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.channels import Config, Kind
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.pasted import one_value
from notifiers.transport import Answer, Deadline
from notifiers.vendors.answers import UNREADABLE, Vendor, fields, outcome_of
from notifiers.vendors.markdown import PLAIN, safe
from notifiers.vendors.parts import parts
from notifiers.vendors.splitting import size
from notifiers.vendors.vendor_notifier import Post, instant, json_post
from scheduler.budgets import Budget

ORIGIN = "https://qyapi.weixin.qq.com"
TEXT_BYTES = 2048
MOST_PARTS = 3
PER_MINUTE = 30
STALE_TOKEN = frozenset({"40014", "42001"})

VENDOR = Vendor("wecom-app", fields(("errcode",), ("errmsg",)))
_CORPORATION = re.compile(r"[A-Za-z0-9]{8,64}", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,128}", re.ASCII)
_MEMBER = re.compile(r"@all|[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII)


class WecomAppForm(Form):
    """An app's credentials and the one member who gets its messages."""

    corpid: Annotated[str, Asked(N_("Corporation ID (企业ID)."), example="ww0123456789abcdef")]
    corpsecret: Annotated[str, Asked(N_("The app's secret."), secret=True)]
    agentid: Annotated[int, Asked(N_("The app's AgentId."), example="1000002")]
    touser: Annotated[str, Asked(N_("Who gets the messages: a member's account, or @all."))]

    @field_validator("corpid", mode="before")
    @classmethod
    def _corpid(cls, typed: Any) -> str:
        hint = N_("This is no corporation ID: it looks like ww0123456789abcdef.")
        return _like(_CORPORATION, typed, "corpid", hint)

    @field_validator("corpsecret", mode="before")
    @classmethod
    def _corpsecret(cls, typed: Any) -> str:
        hint = N_("This is no app secret: copy it from the app's page in the administration of WeCom.")
        return _like(_SECRET, typed, "corpsecret", hint)

    @field_validator("agentid", mode="before")
    @classmethod
    def _agentid(cls, typed: Any) -> int:
        hint = N_("The AgentId is a number such as 1000002.")
        return int(_like(re.compile(r"[0-9]{1,12}", re.ASCII), typed, "agentid", hint))

    @field_validator("touser", mode="before")
    @classmethod
    def _touser(cls, typed: Any) -> str:
        hint = N_("touser takes the account of one member, or @all: add a channel for each further one.")
        return _like(_MEMBER, typed, "touser", hint)


class WecomApp:
    """The notifier of one app and member."""

    def __init__(self, config: Config, outgoing: Outgoing) -> None:
        self._config, self._outgoing = config, outgoing
        self._app = (str(config["corpid"]), str(config["corpsecret"]))

    def send(self, message: Message) -> Outcome:
        """Hand all parts over, in order; the first that is not taken ends it."""
        now, deadline = instant(message, self._outgoing), Deadline.after(self._outgoing.time_limit)
        outcome: Outcome = UNREADABLE
        for content in parts(message, lambda *part: text(message, *part), _fits, MOST_PARTS):
            outcome = self._deliver(content, now, deadline)
            if not isinstance(outcome, Sent):
                break
        return outcome

    def close(self) -> None:
        """The token stays with the process."""

    def _deliver(self, content: str, now: datetime, deadline: Deadline) -> Outcome:
        """Send with the kept token; with a new one, once, if the vendor takes the kept one no longer."""
        outcome: Outcome = UNREADABLE
        for _ in range(2):
            token = self._token(now, deadline)
            if not isinstance(token, str):
                return token
            outcome = self._hand_over(token, content, deadline)
            if not isinstance(outcome, Refused) or outcome.code not in STALE_TOKEN:
                return outcome
            self._outgoing.tokens.drop(self._app, token)
        return outcome

    def _token(self, now: datetime, deadline: Deadline) -> str | Refused | Unreachable:
        kept = self._outgoing.tokens.get(self._app, now)
        return kept if kept is not None else self._new_token(now, deadline)

    def _new_token(self, now: datetime, deadline: Deadline) -> str | Refused | Unreachable:
        query = urlencode({"corpid": self._app[0], "corpsecret": self._app[1]})
        answer = self._outgoing.http.request("GET", f"{ORIGIN}/cgi-bin/gettoken?{query}", deadline=deadline)
        if not isinstance(answer, Answer):
            return answer
        outcome = outcome_of(VENDOR, answer, self._app)
        if not isinstance(outcome, Sent):
            return outcome
        lent = answer.json()
        token, seconds = lent.get("access_token"), lent.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            return UNREADABLE
        self._outgoing.tokens.keep(self._app, token, timedelta(seconds=min(seconds, 7200)), now)
        return token

    def _hand_over(self, token: str, content: str, deadline: Deadline) -> Outcome:
        post = self._post(token, content)
        answer = self._outgoing.http.request(
            "POST", post.url, data=post.body, headers=post.headers, deadline=deadline
        )
        if not isinstance(answer, Answer):
            return answer
        outcome = outcome_of(VENDOR, answer, (*self._app, token))
        return _not_reached(answer) or outcome if isinstance(outcome, Sent) else outcome

    def _post(self, token: str, content: str) -> Post:
        body = {
            "touser": self._config["touser"],
            "msgtype": "text",
            "agentid": self._config["agentid"],
            "text": {"content": content},
        }
        return json_post(f"{ORIGIN}/cgi-bin/message/send?{urlencode({'access_token': token})}", body)


def open_wecom_app(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    return WecomApp(config, outgoing)


def text(message: Message, lines: Sequence[str], mark: str) -> str:
    """One part as plain text, in which an ``<a>`` would be a link."""
    return f"{safe(message.subject)}{mark}\n\n{PLAIN.write(lines, message.addresses)}"


def _not_reached(answer: Answer) -> Refused | None:
    """What an ``ok`` leaves out: the member is none of the app's."""
    if not answer.json().get("invaliduser"):
        return None
    return Refused(True, "invaliduser", N_("the app knows no such member, or may not write to them"))


def _fits(content: str) -> bool:
    return size(content) <= TEXT_BYTES


def _like(pattern: re.Pattern[str], typed: Any, field: str, hint: str) -> str:
    value = one_value(typed, field)
    if not pattern.fullmatch(value):
        raise ChannelError(hint, field)
    return value


KIND = Kind(
    "wecom-app",
    N_("WeCom app (企业微信应用)"),
    WecomAppForm,
    lambda config: f"WeCom {config['agentid']} → {str(config['touser'])[:2]}…",
    open_wecom_app,
    Budget(per_minute=PER_MINUTE // MOST_PARTS),
    "minimal",
)
