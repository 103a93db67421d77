"""A vendor's answer read as an outcome: a message counts as sent when the vendor says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from config.i18n import N_
from notifiers.http_status import refusal
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.redaction import redacted
from notifiers.transport import Answer
from notifiers.vendors.codes import FINAL, find

UNREADABLE = Refused(False, "answer", N_("the service's answer is not what it sends when it takes a message"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a vendor said: its code as text, and its words (may be empty)."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """``name``: whose rows of codes.csv count. ``said``: finds code and words in an answer's JSON; None if it
    holds none."""

    name: str
    said: Callable[[Any], Said | None]


def fields(code: tuple[str, ...], text: tuple[str, ...]) -> Callable[[Any], Said | None]:
    """A reader of flat answers: of the named fields the first that is there holds the code (a number or
    text), and likewise the words."""

    def said(body: Any) -> Said | None:
        if not isinstance(body, dict):
            return None
        number = next((body[name] for name in code if name in body), None)
        if isinstance(number, bool) or not isinstance(number, int | str) or number == "":
            return None
        words = next((body[name] for name in text if isinstance(body.get(name), str)), "")
        return Said(str(number), words)

    return said


def outcome_of(vendor: Vendor, answer: Answer, secrets: Iterable[str] = ()) -> Outcome:
    """Sent only for HTTP 2xx with a code that the table calls ``ok``.

    A code in the table decides, then the HTTP status. A code that is not in the table is a refusal that may
    pass. Code and words are the vendor's, with ``secrets`` blanked out.
    """
    said = vendor.said(answer.json())
    code = find(vendor.name, said.code) if said else None
    words = redacted(said.text, secrets) if said else ""
    if code is not None and code.meaning != "ok":
        wait = answer.retry_after or code.wait
        gone = code.meaning == "gone"
        return Refused(code.meaning in FINAL, code.code, words or code.text, wait, gone=gone)
    if not 200 <= answer.status < 300:
        by_status = refusal(answer.status, answer.retry_after, words)
        return by_status if said is None or code else replace(by_status, code=redacted(said.code, secrets))
    if said is None:
        return UNREADABLE
    if code is not None:
        return Sent(code.code, words)
    return Refused(False, redacted(said.code, secrets), words, answer.retry_after)
