"""E-mail: the address that gets the messages and the mail server that sends them."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Annotated, Any, NamedTuple

from pydantic import model_validator

from config.i18n import N_
from notifiers.channels import ChannelError, Config, Kind
from notifiers.form import Asked, Form
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing


class Preset(NamedTuple):
    """A provider's mail server as its public help pages name it. None was tried with a real account."""

    host: str
    port: int
    security: str


# By the domain of the sending address. The password is the one for programs (授权码, app password), not the
# login's.
PRESETS = {
    "qq.com": Preset("smtp.qq.com", 465, "ssl"),
    "foxmail.com": Preset("smtp.qq.com", 465, "ssl"),
    "163.com": Preset("smtp.163.com", 465, "ssl"),
    "126.com": Preset("smtp.126.com", 465, "ssl"),
    "aliyun.com": Preset("smtp.aliyun.com", 465, "ssl"),
    "gmail.com": Preset("smtp.gmail.com", 465, "ssl"),
}
PORTS = {"starttls": 587, "ssl": 465, "none": 25}

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?", re.ASCII)


class EmailForm(Form):
    """An address and the mail server that sends to it; what a preset or the address tells may stay out."""

    to: Annotated[str, Asked(N_("Who gets the messages."), example="you@example.com")]
    host: Annotated[str, Asked(N_("Mail server; known for qq.com, 163.com and others."), host=True)]
    port: Annotated[int, Asked(N_("Its port; usual one unless given."))]
    security: Annotated[str, Asked(N_("How it is encrypted."), example="starttls|ssl|none")]
    sender: Annotated[str, Asked(N_("From; the user's address unless given."))]
    user: Annotated[str | None, Asked(N_("User name at the server; the address unless given."))] = None
    password: Annotated[str | None, Asked(N_("Password (授权码)"), secret=True)] = None

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
    preset = PRESETS.get(sender.rpartition("@")[2].lower())
    host = _host(typed, preset)
    security = _security(typed, preset)
    config: Config = {"to": to, "host": host, "port": _port(typed, preset, security), "security": security}
    config["sender"] = sender
    if bool(user) != bool(password):
        raise ChannelError(N_("user and password go together: give both or neither."), "password")
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
    from notifiers.apprise_notifier import AppriseNotifier

    secrets = [str(config.get(name, "")) for name in ("to", "sender", "user", "password")]
    return AppriseNotifier(_parts(config), outgoing, secrets)


def _parts(config: Config) -> dict[str, object]:
    # Parts and not a URL: nothing a user typed can grow into a second parameter.
    secure = config["security"] != "none"
    parts: dict[str, object] = {
        "schema": "mailtos" if secure else "mailto",
        "secure": secure,
        "secure_mode": config["security"] if secure else "insecure",
        "host": str(config["sender"]).rpartition("@")[2],
        "smtp_host": config["host"],
        "port": config["port"],
        "from_addr": config["sender"],
        "targets": [config["to"]],
    }
    if "password" in config:
        # Apprise unquotes what it is given.
        parts |= {name: str(config[name]).replace("%", "%25") for name in ("user", "password")}
    return parts


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


def _host(typed: Mapping[str, str | int], preset: Preset | None) -> str:
    host = str(typed.get("host", preset.host if preset else "")).strip()
    if not host:
        hint = N_("The mail server is missing: give host (known without it: {domains}).")
        raise ChannelError(hint, "host", domains=", ".join(PRESETS))
    if not _is_host(host):
        hint = N_("{host} is no server name: it looks like smtp.example.com, without port, spaces or ://.")
        raise ChannelError(hint, "host", host=repr(host))
    return host


def _security(typed: Mapping[str, str | int], preset: Preset | None) -> str:
    by_port = "ssl" if str(typed.get("port", "")) == "465" else "starttls"
    usual = preset.security if preset and not {"host", "port"} & typed.keys() else by_port
    security = str(typed.get("security", usual)).lower()
    if security not in PORTS:
        hint = N_("{security} is no kind of security: choose {choices}.")
        raise ChannelError(hint, "security", security=repr(security), choices=", ".join(PORTS))
    return security


def _port(typed: Mapping[str, str | int], preset: Preset | None, security: str) -> int:
    usual = preset.port if preset and not {"host", "security"} & typed.keys() else PORTS[security]
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


KIND = Kind("email", N_("E-mail"), EmailForm, describe, open_email)
