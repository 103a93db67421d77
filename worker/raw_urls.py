"""Who may give raw Apprise URLs: the only user of an installation, or whom its operator lets."""

from config.i18n import N_
from config.settings import Settings
from notifiers.channel_error import ChannelError
from notifiers.channels import find_kind, kinds
from notifiers.form import Config

_REFUSED = N_(
    "Raw URLs are not allowed here: choose one of {kinds}, or ask the operator, who may set"
    " XIAOHU_RAW_URLS=yes."
)
_OPERATORS_ONLY = N_(
    "{schema}:// is for an installation's operator only, because the addresses it reaches cannot be checked:"
    " choose one of {kinds}."
)


def check_raw_url(kind: str, config: Config, settings: Settings, *, single: bool) -> None:
    """Raises ChannelError. ``single``: this is the only user, so the operator."""
    if find_kind(kind).guarded:
        return
    offered = ", ".join(name for name in kinds() if find_kind(name).guarded)
    if not (single if settings.raw_urls is None else settings.raw_urls):
        raise ChannelError(_REFUSED, "url", kinds=offered)
    from notifiers.url_channel import is_guarded

    if not single and not is_guarded(config):
        schema = str(config["url"]).partition("://")[0].lower()
        raise ChannelError(_OPERATORS_ONLY, "url", schema=schema, kinds=offered)
