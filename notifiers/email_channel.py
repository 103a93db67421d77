"""E-mail: the address that gets the messages and the mail server that sends them."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Annotated, Any

from pydantic import model_validator

from config.i18n import N_
from notifiers.channels import ChannelError, Config, Kind
from notifiers.form import Asked, Form
from notifiers.mail.presets import Preset, known_domains, preset
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing

PORTS = {"starttls": 587, "ssl": 465, "none": 25}

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?", re.ASCII)


class EmailForm(Form):
    """An address and the mail server that sends to it; what a preset or the address tells may stay out."""

    to: Annotated[str, Asked(N_("Who gets the messages."), example="you@example.com")]
    host: Annotated[
        str, Asked(N_("Mail server, or exmail; known for qq.com, 163.com and others."), host=True)
    ]
    port: Annotated[int, Asked(N_("Its port; usual one unless given."))]
    security: Annotated[str, Asked(N_("How it is encrypted."), example="starttls|ssl|none")]
    sender: Annotated[str, Asked(N_("From; the user's address unless given."))]
    user: Annotated[str | None, Asked(N_("User name at the server; the address unless given."))] = None
    password: Annotated[
        str | None, Asked(N_("Password; most providers want one made for programs (授权码)."), secret=True)
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, typed: Any) -> Any:
        unknown = {name: typed[name] for name in typed.keys() - cls.model_fields.keys()}
        return unknown or read(typed)


def read(typed: Mapping[str, str | int]) -> Config:
    """Settings as typed -> to, host, port, security, sender, and user and password if there are any."""
    to = _address(typed, "to")
    password = str(typed.get("password", ""))
    user = str(typed.get("user", to if password else ""))
    sender = _address(typed, "sender") if "sender" in typed else (user if _ADDRESS.fullmatch(user) else to)
    provider = preset(sender, str(typed.get("host", "")).strip())
    host = _host(typed, provider)
    security = _security(typed, provider)
    config: Config = {"to": to, "host": host, "port": _port(typed, provider, security), "security": security}
    config["sender"] = sender
    if bool(user) != bool(password):
        raise ChannelError(N_("user and password go together: give both or neither."), "password")
    if provider and not password:
        raise ChannelError(provider.hint, "password")
    if password:
        if security == "none" and not _is_loopback(host):
            hint = N_("The password would travel to {host} unencrypted: choose security starttls or ssl.")
            raise ChannelError(hint, "security", host=host)
        config |= {"user": user, "password": password}
    return config


def describe(config: Config) -> str:
    """``w***@qq.com (smtp.qq.com)``."""
    name, _, domain = str(config["to"]).rpartition("@")
    return f"{name[:1]}***@{domain} ({config['host']})"


def open_email(config: Config, outgoing: Outgoing) -> Notifier:
    """The mail sender for a config that ``read`` made."""
    from notifiers.mail.sender import MailNotifier
    from notifiers.mail.session import Account

    sender = str(config["sender"])
    account = Account(
        str(config["host"]),
        int(config["port"]),
        str(config["security"]),
        sender.rpartition("@")[2],
        str(config.get("user", "")),
        str(config.get("password", "")),
    )
    return MailNotifier(account, sender, str(config["to"]), outgoing)


def _address(typed: Mapping[str, str | int], field: str) -> str:
    address = str(typed.get(field, "")).strip()
    if not address:
        raise ChannelError(
            N_("The address that gets the messages is missing: give {setting}."), field, setting=field
        )
    if "," in address or ";" in address or address.count("@") > 1:
        raise ChannelError(
            N_("{setting} takes one address; add a channel for each further one."), field, setting=field
        )
    local, _, domain = address.rpartition("@")
    if not _ADDRESS.fullmatch(address) or len(address) > 254 or len(local) > 64 or not _is_host(domain):
        hint = N_("{address} is no e-mail address: it looks like name@example.com.")
        raise ChannelError(hint, field, address=repr(address))
    return address


def _host(typed: Mapping[str, str | int], provider: Preset | None) -> str:
    host = provider.host if provider else str(typed.get("host", "")).strip()
    if not host:
        hint = N_("The mail server is missing: give host (known without it: {domains}).")
        raise ChannelError(hint, "host", domains=known_domains())
    if not _is_host(host):
        hint = N_("{host} is no server name: it looks like smtp.example.com, without port, spaces or ://.")
        raise ChannelError(hint, "host", host=repr(host))
    return host


def _security(typed: Mapping[str, str | int], provider: Preset | None) -> str:
    by_port = "ssl" if str(typed.get("port", "")) == "465" else "starttls"
    usual = provider.security if provider and "port" not in typed else by_port
    security = str(typed.get("security", usual)).lower()
    if security not in PORTS:
        hint = N_("{security} is no kind of security: choose {choices}.")
        raise ChannelError(hint, "security", security=repr(security), choices=", ".join(PORTS))
    return security


def _port(typed: Mapping[str, str | int], provider: Preset | None, security: str) -> int:
    usual = provider.port if provider and "security" not in typed else PORTS[security]
    port = str(typed.get("port", usual))
    if not (port.isascii() and port.isdecimal() and 1 <= int(port[:6]) <= 65535):
        raise ChannelError(N_("{port} is no port: give a number from 1 to 65535."), "port", port=repr(port))
    return int(port)


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        labels = host.rstrip(".").split(".")
        return (
            len(host) <= 253
            and all(_LABEL.fullmatch(label) for label in labels)
            and not labels[-1].isdecimal()
        )
    return True


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


KIND = Kind("email", N_("E-mail"), EmailForm, describe, open_email, page=True)
