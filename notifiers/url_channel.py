"""A raw Apprise URL, for operators and single users who know what it reaches."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import model_validator

from config.i18n import N_
from notifiers.channels import ChannelError, Config, Kind
from notifiers.form import Asked, Form
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing

_SCHEMA = re.compile(r"([a-z][a-z0-9]*)://", re.IGNORECASE | re.ASCII)

# Each turns a failure into a success, reads local files, or repeats what only the scheduler may repeat.
_FORBIDDEN = {
    "optional": N_("{parameter}= is not allowed: it reports a failed message as sent."),
    "attach": N_("{parameter}= is not allowed: it would send files of this machine."),
    "retry": N_("{parameter}= is not allowed: xiaohu repeats failed messages itself."),
    "wait": N_("{parameter}= is not allowed: xiaohu repeats failed messages itself."),
}


class UrlForm(Form):
    """One Apprise URL."""

    url: Annotated[str, Asked(N_("The URL of the service."), secret=True, example="ntfys://topic")]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, typed: Any) -> Any:
        return typed if typed.keys() - {"url"} else read(typed)


def read(typed: Mapping[str, str | int]) -> Config:
    """One Apprise URL -> {"url": ...}; it must name a service Apprise knows and be complete for it."""
    url = str(typed.get("url", "")).strip()
    schema = _only_schema(url)
    for parameter, hint in _FORBIDDEN.items():
        if parameter in _parameters(url):
            raise ChannelError(hint, "url", parameter=parameter)
    _accepted(url, schema)
    return {"url": url}


def describe(config: Config) -> str:
    """``ntfys://…``: whatever follows may be a key, even the host."""
    return f"{_schema(str(config['url']))}://…"


def is_guarded(config: Config) -> bool:
    """Whether the guard sees where this URL's messages go: over our senders, or by HTTP."""
    from notifiers.apprise_notifier import is_guarded_schema

    return is_guarded_schema(_schema(str(config["url"])))


def open_url(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a config that ``read`` made."""
    from notifiers.apprise_notifier import AppriseNotifier

    url = str(config["url"])
    return AppriseNotifier(url, outgoing, _secrets(url))


def _only_schema(url: str) -> str:
    if not url:
        raise ChannelError(N_("The URL is missing: give one such as ntfys://topic."), "url")
    if any(c.isspace() for c in url):
        raise ChannelError(N_("The URL holds a space: give one URL, with %20 for a space in it."), "url")
    if not _schema(url):
        hint = N_(
            "This is no Apprise URL: it starts with the name of a service, such as ntfys:// or mailtos://."
        )
        raise ChannelError(hint, "url")
    return _schema(url)


def _accepted(url: str, schema: str) -> None:
    from notifiers.apprise_notifier import instantiate, schemas
    from notifiers.plugins.mail import Mail

    if schema not in schemas():
        hint = N_("Apprise knows no service called {schema}://: its documentation lists the services.")
        raise ChannelError(hint, "url", schema=schema)
    plugin = instantiate(url)
    if plugin is None:
        hint = N_("Apprise cannot use this {schema}:// URL: something is missing or too much in it.")
        raise ChannelError(hint, "url", schema=schema)
    if isinstance(plugin, Mail) and not plugin.has_one_recipient():
        raise ChannelError(N_("A mail URL takes one recipient; add a channel for each further one."), "url")


def _schema(url: str) -> str:
    found = _SCHEMA.match(url)
    return found[1].lower() if found else ""


def _parameters(url: str) -> set[str]:
    # Apprise reads parameter names without regard to case and unquotes them.
    query = url.partition("?")[2].replace("?", "&")
    return {unquote(name).strip().lower() for name, _ in parse_qsl(query, keep_blank_values=True)}


def _secrets(url: str) -> Iterator[str]:
    """Everything in the URL that could be a key."""
    parts = urlsplit(url)
    words = re.split(r"[/@:]", parts.netloc + parts.path) + [value for _, value in parse_qsl(parts.query)]
    for word in words:
        yield word
        yield unquote(word)


KIND = Kind(
    "url", N_("Any service Apprise knows"), UrlForm, describe, open_url, detail="minimal", guarded=False
)
