"""The weekly digest (domain.md "The weekly digest"): facts in, a finished Message out. Pure."""

from dataclasses import dataclass
from datetime import datetime

from config.i18n import N_, translator
from notifiers.digest_lines import COLOURS, count, counts, failed, line, notes
from notifiers.digest_pulls import pull_lines, pulls_heading
from notifiers.digest_sheet import Sheet, html_rows, text_rows
from notifiers.digest_table import digest_table
from notifiers.due import Reader, Server
from notifiers.links import page_link
from notifiers.message import Message
from notifiers.wording import Voice, plain
from scheduler.digest import Digest, Entry, Group

MOST_HTML = 100_000
"""Bytes of HTML. Gmail hides what comes after 102 kB."""
PICTURE = "timeline@xiaohu"
"""What the HTML calls its picture."""
_ASK_ANSWER = frozenset({Group.TODAY, Group.OVERDUE, Group.STILL_OPEN})


@dataclass(frozen=True, slots=True)
class Edition:
    """A user's digest for one reader over one channel.

    ``now`` is aware. ``stop``: the page that ends the weekly digests, None where the reader could not open
    it. ``picture``: its timeline as a PNG file, or None.
    """

    digest: Digest
    reader: Reader
    server: Server
    now: datetime
    stop: str | None = None
    picture: bytes | None = None


def render_digest(edition: Edition, message_id: str, limit: int | None = None) -> Message:
    """The week in one message. ``limit``: bytes (UTF-8) the text may have; what does not fit is counted
    ("and n more"), the least urgent first. What must be said (counts, who writes) is never cut.

    Full detail: groups by person, and a table (CSV) where several people are followed. Minimal detail: counts
    and a link or command, no names. Raises UnknownLocale.
    """
    digest, full = edition.digest, edition.reader.detail == "full"
    voice = Voice(translator(edition.reader.locale), digest.today)
    table = digest_table(digest, voice) if full and len(digest.people) > 1 else None
    stop = edition.stop if full else None
    view = _view(digest, voice, plain(edition.server), full=full, stop=stop) | {
        "table": table is not None,
        "picture": f"cid:{PICTURE}" if edition.picture else None,
    }
    entries = digest.entries if full else ()
    lines = [line(entry, voice) for entry in entries]
    return Message(
        subject=_subject(digest, voice),
        text=Sheet("digest.txt", entries, text_rows(lines), view, voice).within(limit),
        html=Sheet("digest.html", entries, html_rows(lines, entries, voice), view, voice).within(MOST_HTML),
        message_id=message_id,
        kind="digest",
        written_at=edition.now,
        table=table,
        link=page_link(edition.server.base_url),
        locale=voice.translator.locale,
        unsubscribe=edition.stop,
        actions=(stop,) if stop else (),
        pictures=((PICTURE, edition.picture),) if edition.picture else (),
    )


def _view(digest: Digest, voice: Voice, server: Server, *, full: bool, stop: str | None) -> dict[str, object]:
    link, say, numbers = page_link(server.base_url), voice.translator, digest.counts
    first, last = voice.date(digest.today), voice.date(digest.until)
    return {
        "title": say.gettext(N_("Account closure check: the week")),
        "span": say.gettext(N_("{first} to {last}"), first=first, last=last),
        "counts": counts(numbers, voice),
        "chart": tuple((count(g, n, voice), COLOURS[g], _share(n, numbers)) for g, n in numbers.items()),
        "asks": full and any(_asks_for_a_report(entry) for entry in digest.entries),
        "pulls_heading": pulls_heading(digest, voice),
        "pulls": tuple(pull_lines(digest, voice)) if full else (),
        "notes": tuple(notes(digest, voice, full=full)),
        "locale": say.locale.replace("_", "-"),
        "link": link,
        "stop": stop,
        "trust": voice.say("trust", server=server, link=link, many=stop is not None),
    }


def _asks_for_a_report(entry: Entry) -> bool:
    return entry.group in _ASK_ANSWER and entry.step is None


def _share(n: int, numbers: dict[Group, int]) -> int:
    """Per cent of the bar, wide enough to be seen."""
    return max(round(100 * n / sum(numbers.values())), 3)


def _subject(digest: Digest, voice: Voice) -> str:
    # Neutral words and no names: a subject is read on lock screens and over shoulders.
    told = counts(digest.counts, voice)
    if digest.failures:
        told.append(failed(digest, voice))
    comma = voice.translator.gettext(N_(", "))
    return voice.translator.gettext(
        N_("Account closure check, week from {day}: {counts}"),
        day=voice.date(digest.today),
        counts=comma.join(told),
    )
