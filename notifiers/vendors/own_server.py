"""Services that anybody may run: the form's fields for the server, filled from one pasted address."""

import re
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import SplitResult

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.form import Asked, Config, Form
from notifiers.hosts import is_host
from notifiers.pasted import is_address, one_value, web_address

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*", re.ASCII)


class Server(Form):
    """A form with a server's fields. ``host`` may be typed as a whole address, https://example.com:8080: port
    and encryption are taken from it unless they are given."""

    kind: ClassVar[str] = ""
    host: Annotated[str, Asked(N_("Server, as a name or an address."), example="push.example.com", host=True)]
    port: Annotated[int | None, Asked(N_("Its port; usual one unless given."))] = None
    security: Annotated[
        Literal["tls", "none"], Asked(N_("How it is encrypted; none only inside your own network."))
    ] = "tls"

    @model_validator(mode="before")
    @classmethod
    def _taken_apart(cls, typed: Any) -> Any:
        host = one_value(typed.get("host", ""), "host")
        if not is_address(host):
            return typed
        parts = web_address(host, "host")
        read = server_of(parts, parts.path)
        if "path" in read and "path" not in cls.model_fields:
            hint = N_("{kind} has to run at the top of its server: give the address without {path}.")
            raise ChannelError(hint, "host", kind=cls.kind, path=repr(read["path"]))
        return {**read, **{k: v for k, v in typed.items() if k != "host"}}

    @field_validator("host")
    @classmethod
    def _host(cls, host: str) -> str:
        if not is_host(host.strip("[]")):
            hint = N_("{host} is no server name: it looks like push.example.com or https://192.168.1.5:8080.")
            raise ChannelError(hint, "host", host=repr(host))
        return host.strip("[]")

    @field_validator("port", mode="before")
    @classmethod
    def _port(cls, port: Any) -> int | None:
        if port is None:
            return None
        text = str(port)
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 65535):
            raise ChannelError(
                N_("{port} is no port: give a number from 1 to 65535."), "port", port=repr(text)
            )
        return int(text)

    @field_validator("security", mode="before")
    @classmethod
    def _security(cls, security: Any) -> str:
        if str(security) not in ("tls", "none"):
            hint = N_("{security} is no kind of security: choose {choices}.")
            raise ChannelError(hint, "security", security=repr(security), choices="tls, none")
        return str(security)


class OwnServer(Server):
    """The same for what may run under a path of its server."""

    path: Annotated[str, Asked(N_("The path under which it runs; mostly none."))] = ""

    @field_validator("path")
    @classmethod
    def _path(cls, path: str) -> str:
        path = "/" + path.strip("/") if path.strip("/") else ""
        if not _PATH.fullmatch(path):
            raise ChannelError(N_("{path} is no path: it looks like /push."), "path", path=repr(path))
        return path


def server_of(parts: SplitResult, path: str) -> Config:
    """A pasted address as the form's fields; ``path``: what of its path belongs to the server."""
    config: Config = {"host": parts.hostname or "", "security": "tls" if parts.scheme == "https" else "none"}
    if parts.port is not None:
        config["port"] = parts.port
    return config | ({"path": path} if path.strip("/") else {})


def origin(config: Config) -> str:
    """``https://example.com:8080/path``, without a slash at its end."""
    host = f"[{config['host']}]" if ":" in str(config["host"]) else str(config["host"])
    port = f":{config['port']}" if config.get("port") else ""
    scheme = "https" if config.get("security", "tls") == "tls" else "http"
    return f"{scheme}://{host}{port}{config.get('path', '')}"
