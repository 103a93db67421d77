"""What several robots ask for beside the webhook: a secret to sign with, a word every message must hold."""

import re

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.message import Message
from notifiers.pasted import one_value

_SECRET = re.compile(r"[A-Za-z0-9_+/=-]{8,200}", re.ASCII)
_LONGEST_KEYWORD = 40


def signing_secret(typed: object) -> str | None:
    """The secret, None for an empty one. Raises ChannelError."""
    secret = one_value(typed, "secret")
    if secret and not _SECRET.fullmatch(secret):
        raise ChannelError(
            N_("This is no signing secret: copy it from the robot's security settings."), "secret"
        )
    return secret or None


def keyword(typed: object) -> str | None:
    """The keyword, None for an empty one. Raises ChannelError."""
    word = " ".join(str(typed).split())
    if len(word) > _LONGEST_KEYWORD:
        raise ChannelError(N_("This keyword is too long: give one of the robot's keywords."), "keyword")
    return word or None


def heading(message: Message, word: str) -> str:
    """The subject, with the keyword behind it where the message does not hold it anyway."""
    if not word or word in message.subject:
        return message.subject
    return f"{message.subject} · {word}"
