"""The one place settings come from: ``XIAOHU_*``, then ``config.toml`` in the data folder."""

import os
import re
import socket
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import AwareDatetime, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config.i18n import N_
from config.preferences import known_locale, known_zone, quiet, two_hours, weekday_and_hour
from config.told import Told


class ConfigError(Told):
    """A setting that cannot be used: one sentence with the name, the value and the remedy."""


_SECRET = {"ping_url", "database_url"}


def _config_file() -> Path:
    data_dir = os.environ.get("XIAOHU_DATA_DIR")
    return (Path(data_dir) if data_dir else user_data_path("xiaohu")) / "config.toml"


class Settings(BaseSettings):
    """Frozen for the life of the process; handed down as values, never imported below ``worker``."""

    model_config = SettingsConfigDict(
        env_prefix="XIAOHU_", frozen=True, extra="forbid", env_ignore_empty=True
    )

    data_dir: Path = Field(default_factory=lambda: user_data_path("xiaohu"))
    database_url: str = ""
    base_url: str = "http://127.0.0.1:8321"
    operator: str = Field(default_factory=socket.gethostname)
    """Whose server the messages say they come from."""
    timezone: str = "Asia/Shanghai"
    locale: str = "zh_CN"
    remind_at: time = time(9)
    quiet_hours: str = "22:00-08:00"
    """Local hours without messages, or ``off``."""
    digest_at: str = "MON 09:00"
    """The user's weekday and hour of the weekly digest, or ``off``."""
    check_after_days: int = Field(default=1, ge=0, le=60)
    keep_finished_days: int | None = Field(default=None, ge=1, le=36500)
    """Days after which finished closures are deleted; empty: they are kept."""
    allowed_networks: str = ""
    """Private networks a channel's host may lie in, such as ``192.168.1.0/24, fd00::/8``; none by default."""
    raw_urls: bool | None = None
    """Whether users may give raw Apprise URLs; unless given, only a single user may."""
    trusted_proxies: str = ""
    """Addresses or networks of reverse proxies, such as ``127.0.0.1, 10.0.0.0/8``: whom they say they speak
    for is believed (``X-Forwarded-For``, ``X-Forwarded-Proto``). Nobody is believed unless given."""
    key_file: Path | None = None
    """The keys of the channels' settings; ``channels.key`` in the data folder unless given."""
    backup_every_hours: int = Field(default=24, ge=0, le=8760)
    """How often a running scheduler backs the database up; 0: it does not."""
    backup_dir: Path | None = None
    """Where to; ``backups`` in the data folder unless given."""
    reply_to: str = ""
    """A mail address that somebody reads: answers to mails go there, and requests to stop the digests."""
    ping_url: SecretStr = SecretStr("")
    """An outside monitor's address, fetched every minute while the scheduler works; empty: nobody is told."""
    log_format: Literal["text", "json"] = "text"
    """How the log is written: lines for people, or a JSON object a line."""
    clock: AwareDatetime | None = None
    """A simulated clock starts here and then ticks: for demonstrations and tests."""
    crash_at: str = ""
    """Where the worker dies, for tests of what a crash can do: see ``worker.crash_points``."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value)

    @field_validator("locale")
    @classmethod
    def _known_locale(cls, value: str) -> str:
        return known_locale(value)

    @field_validator("base_url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError(N_("not a web address; it starts with http:// or https://"))
        return value.rstrip("/")

    @field_validator("ping_url")
    @classmethod
    def _one_address(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url and not (url.startswith(("http://", "https://")) and url.isprintable() and " " not in url):
            raise ValueError(N_("not a web address; it starts with http:// or https://"))
        return value

    @field_validator("reply_to")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", value, re.ASCII):
            raise ValueError(N_("not a mail address; it looks like name@example.com"))
        return value

    @field_validator("allowed_networks")
    @classmethod
    def _networks(cls, value: str) -> str:
        for part in filter(None, (part.strip() for part in value.split(","))):
            try:
                ip_network(part, strict=False)
            except ValueError:
                raise ValueError(N_("not networks; write 192.168.1.0/24, several with commas")) from None
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        try:
            return ",".join(str(ip_network(part, strict=False)) for part in parts)
        except ValueError:
            raise ValueError(
                N_("not addresses; write 127.0.0.1 or 10.0.0.0/8, several with commas")
            ) from None

    @field_validator("quiet_hours")
    @classmethod
    def _two_hours(cls, value: str) -> str:
        return two_hours(value)

    @field_validator("digest_at")
    @classmethod
    def _weekday_and_hour(cls, value: str) -> str:
        return weekday_and_hour(value)

    @property
    def quiet(self) -> tuple[time, time] | None:
        """Start and end of the quiet hours; None when there are none."""
        return quiet(self.quiet_hours)

    @property
    def platforms_dirs(self) -> tuple[Path, ...]:
        """The operator's own platforms (docs/catalog.md): ``platforms`` in the data folder, if it exists."""
        own = self.data_dir / "platforms"
        return (own,) if own.is_dir() else ()

    @property
    def keys(self) -> Path:
        """The file with the keys of the channels' settings."""
        return self.key_file or self.data_dir / "channels.key"

    @property
    def backups(self) -> Path:
        """The folder of the backups that are made by themselves."""
        return self.backup_dir or self.data_dir / "backups"

    @property
    def database(self) -> str:
        """The database URL; by default an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'xiaohu.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=_config_file())


def load_settings() -> Settings:
    """The settings of this process. Raises ConfigError naming the first bad one."""
    try:
        return Settings()
    except ValidationError as error:
        raise _told(error) from None
    except ValueError as error:  # tomllib: the file itself cannot be read
        raise ConfigError(
            N_("{file} is not valid TOML: {reason}"), file=_config_file(), reason=error
        ) from None


def _told(error: ValidationError) -> ConfigError:
    first = error.errors()[0]
    name, reason = "_".join(str(part) for part in first["loc"]), first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return ConfigError(
            N_("config.toml: {name} is not a setting; remove it or correct its name"), name=name
        )
    value = "…" if name in _SECRET else first["input"]
    return ConfigError(N_("XIAOHU_{name}={value}: {reason}"), name=name.upper(), value=value, reason=reason)
