"""A PDF becomes a report: the fast reader's sentences, the table's cells, a second reader where in doubt.

Runs in a process of its own (reports/process.py): what it reads is hostile until proven otherwise.
"""

import hashlib
import hmac
from collections import Counter
from dataclasses import replace

from reports.accounts import COLUMNS, Account, Report, Summary
from reports.brief import TABLE_HEADING, Brief, Identity, check_kind, read_brief
from reports.characters import lines_of
from reports.document import Document, Table, decoded
from reports.refusals import Refusal, ReportRefused
from reports.summary_table import read_summary


def read(data: bytes, password: str | None, key: bytes, *, thorough: bool) -> Report:
    """The brief report in a PDF. Raises ReportRefused.

    ``key``: of the HMACs that say whose report it is. ``thorough``: let both readers read the accounts even
    where the fast one understood every sentence and found as many accounts as the table prints.
    """
    with Document(data, password) as document:
        pages = [document.text(page) for page in range(document.pages)]
        if not any(text.strip() for text in pages):
            raise ReportRefused(Refusal.SCAN)
        printed = [[line.text for line in lines_of(page)] for page in pages]
        check_kind([line for lines in printed for line in lines])
        place, table, summary = _summary(document, printed)
        if table is not None:
            pages[place] = document.fast_text(place, table)
        brief, disagreements = read_brief(pages), 0
        if thorough or _doubtful(brief, summary):
            brief, disagreements = _both(brief, _carefully(document, brief, place, table))
    if brief.report_date is None:
        raise ReportRefused(Refusal.NO_DATE)
    return Report(
        report_date=brief.report_date,
        summary=summary,
        accounts=tuple(_sealed(account, key) for account in brief.accounts),
        unrecognised=brief.unrecognised,
        unreadable_pages=sum(not text.strip() for text in pages),
        disagreements=disagreements,
        liabilities=brief.liabilities,
        person=_person(brief.identity, key),
    )


def _summary(document: Document, printed: list[list[str]]) -> tuple[int, Table | None, Summary | None]:
    """Page, place and counts of the table; it stands below its heading, or on the page after that."""
    place = next((page for page, lines in enumerate(printed) if TABLE_HEADING in lines), 0)
    for page in range(place, min(place + 2, document.pages)):
        for table in document.tables(page):
            if (summary := read_summary(table.cells)) is not None:
                return page, table, summary
    return place, None, None


def _doubtful(brief: Brief, summary: Summary | None) -> bool:
    if brief.unrecognised or summary is None or brief.identity is None or brief.report_date is None:
        return True
    counted = Counter(account.column for account in brief.accounts)
    return any(counted[column] != (summary.column(column).accounts or 0) for column in COLUMNS)


def _carefully(document: Document, brief: Brief, place: int, table: Table | None) -> Brief | None:
    """The same accounts by the other reader; None where it cannot decode them."""
    pages = [
        document.careful_text(page, table if page == place else None) for page in range(brief.last_page + 1)
    ]
    return read_brief(pages) if all(decoded(page) for page in pages) else None


def _both(fast: Brief, careful: Brief | None) -> tuple[Brief, int]:
    """What both readers say, and on how many accounts they disagree.

    Where one has read all that the other has, and the other says that it did not understand everything, the
    one is believed. Otherwise only what both have read counts, and the rest is unrecognised.
    """
    if careful is None:
        return fast, 0
    ours, theirs = Counter(fast.accounts), Counter(careful.accounts)
    only_fast, only_careful = list((ours - theirs).elements()), list((theirs - ours).elements())
    known = replace(
        careful,
        report_date=careful.report_date or fast.report_date,
        identity=careful.identity or fast.identity,
        liabilities=max(fast.liabilities, careful.liabilities),
    )
    if not only_fast and (fast.unrecognised or not only_careful):
        return known, 0
    if not only_careful and careful.unrecognised:
        return replace(known, accounts=fast.accounts, unrecognised=fast.unrecognised), 0
    in_doubt = max(only_fast, only_careful, key=len)
    not_understood = max(fast.unrecognised, careful.unrecognised, key=len)
    return replace(
        known,
        accounts=_common(careful.accounts, ours),
        unrecognised=(*not_understood, *(account.institution for account in in_doubt)),
    ), len(in_doubt)


def _common(accounts: tuple[Account, ...], others: Counter[Account]) -> tuple[Account, ...]:
    left, common = Counter(others), []
    for account in accounts:
        if left[account]:
            left[account] -= 1
            common.append(account)
    return tuple(common)


def _sealed(account: Account, key: bytes) -> Account:
    tail = account.tail and _sealing(key, "tail", account.names[0], account.tail)
    return replace(account, tail=tail)


def _person(identity: Identity | None, key: bytes) -> str | None:
    return None if identity is None else _sealing(key, "person", identity.name, identity.number)


def _sealing(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
