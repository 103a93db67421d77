"""A message as it leaves: finished text, no knowledge of how it travels."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

# A Message-ID is one word that cannot be folded: with "Message-ID: " it has to fit a line of 78.
_LONGEST_DOMAIN = 30


@dataclass(frozen=True, slots=True)
class Message:
    """What one user gets over one channel.

    ``subject`` is one line; ``text`` is complete by itself, ``html`` says the same: None where
    the channel shows no pages.
    ``calendar``: an iCalendar file (UTF-8) or None; ``table``: a CSV file or None.
    ``written_at``: the aware instant shown as the date.
    ``message_id``: ``<...@...>``, equal whenever the same batch is sent again.
    ``kind``: ``due``, ``digest``, ``channel`` (a warning that one is paused) or ``test``.
    ``link``: the address of the pages, that ``text`` links to; None: it holds no link of ours.
    ``actions``: pages that take one act each; a line of ``text`` that links to one ends in it.
    ``locale``: the reader's.
    ``pictures``: PNG files that the HTML shows as ``cid:NAME``, by that name.
    ``unsubscribe``: the address that ends messages of this kind; GET shows a page, POST acts (RFC 8058).
    Only digests have one: a reminder is not a newsletter.
    """

    subject: str
    text: str
    message_id: str
    kind: str
    written_at: datetime
    html: str | None = None
    calendar: bytes | None = None
    table: bytes | None = None
    link: str | None = None
    locale: str = "zh_CN"
    pictures: tuple[tuple[str, bytes], ...] = ()
    unsubscribe: str | None = None
    actions: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses of ours in the text."""
        return (*((self.link,) if self.link else ()), *self.actions)


def message_id(batch_key: str, channel_id: int | str, domain: str) -> str:
    """The Message-ID of a batch on a channel: equal for a second copy, different for anything else.

    ``domain`` is the sender's; one too long for a header line, or none, is replaced by a name made from it.
    """
    digest = hashlib.sha256(f"{batch_key}\x00{channel_id}\x00{domain}".encode()).hexdigest()[:32]
    return f"<{digest}@{right_hand_side(domain)}>"


@lru_cache(maxsize=64)  # few ask for others than the operator's
def right_hand_side(domain: str) -> str:
    """What stands behind the @ of our identifiers, in mails and calendars."""
    plain = domain.isascii() and domain and all(c.isalnum() or c in "-." for c in domain)
    if plain and len(domain) <= _LONGEST_DOMAIN:
        return domain.lower()
    return f"{hashlib.sha256(domain.encode()).hexdigest()[:12]}.xiaohu.invalid"
