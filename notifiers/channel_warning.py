"""What its owner is told when a channel has been paused: facts in, a finished Message out. Pure."""

from dataclasses import dataclass
from datetime import datetime

from config.i18n import N_, translator
from notifiers.due import Reader, Server
from notifiers.links import page_link
from notifiers.message import Message
from notifiers.wording import Voice, plain


@dataclass(frozen=True, slots=True)
class PausedChannel:
    """A channel over which nothing goes any more. ``name`` and ``reason`` without secrets; ``refusals``: how
    many messages in a row it refused; ``paused_at`` is aware."""

    number: int
    name: str
    paused_at: datetime
    refusals: int
    code: str
    reason: str


def render_channel_warning(
    paused: PausedChannel, reader: Reader, server: Server, now: datetime, message_id: str
) -> Message:
    """That a channel is paused, why, and how to use it again. Minimal detail: that one of them is."""
    voice = Voice(translator(reader.locale), now.astimezone(reader.zone).date())
    server, said = plain(server), voice.translator
    link, full = page_link(server.base_url), reader.detail == "full"
    view = {
        "title": said.gettext(N_("Account closure check: a channel is paused")),
        "lines": voice.say(
            "channel", full=full, link=link, **(_facts(paused, reader, voice) if full else {})
        ),
        "locale": said.locale.replace("_", "-"),
        "link": link,
        "trust": voice.say("trust", server=server, link=link, many=False),
    }
    return Message(
        subject=str(view["title"]),
        text=voice.page("channel.txt", **view),
        html=voice.page("channel.html", **view),
        message_id=message_id,
        kind="channel",
        written_at=now,
    )


def _facts(paused: PausedChannel, reader: Reader, voice: Voice) -> dict[str, object]:
    paused = plain(paused)
    return {
        "number": paused.number,
        "channel": paused.name,
        "on": paused.paused_at.astimezone(reader.zone).date(),
        "refusals": paused.refusals,
        "reason": voice.translator.gettext(paused.reason) if paused.reason else "",
        "code": paused.code,
    }
