"""Reading a credit report, beside pdfplumber's own text extraction; and the grammar alone."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import Round, in_turn, ratio
from reports.brief import read_brief
from reports.process import read_report
from tests.credit_reports import NEVER, Paper

OURS, BOTH, PEER = "xiaohu", "xiaohu, both readers", "pdfplumber extract_text"
LINE = (
    "2024年05月{day:02}日重庆京东盛际小额贷款有限公司为个人消费贷款授信，额度有效期至2027年05月01日，可循环使用。"
    "截至2026年10月，信用额度{limit:,}元（人民币），余额为0，当前无逾期。"
)
CARD = (
    "2019年12月{day:02}日招商银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：1234），"
    "2026年09月销户。"
)
PAGES, MEGABYTES = 10, 2
_PEER = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    [page.extract_text() for page in pdf.pages]
"""
HOW = prose("""
A report of 10 pages, full of sentences, then of queries. Ours: from the file's bytes to the accounts, in a
process of its own with its limits: text of all pages, the table by its cells, sentences, checks. Peer: a
process of its own too, which imports pdfplumber and extracts the text of the same pages, nothing more. The
fast path is the one measured first: every sentence understood, as many accounts as the table prints.
Beside it the way proofs are read, where pdfplumber reads all pages with accounts a second time.
""")
GRAMMAR = prose("""
Text to accounts, normalisation included: lines and closed cards, UTF-8 bytes counted. No
peer does this; the goal is ours.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures."""
    return [_reading(rounds), _grammar(rounds, 400 if quick else 4_000)]


def _reading(rounds: int) -> Figure:
    paper = _paper(40, filler_pages=8)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(paper.pdf())
        contenders = {
            OURS: lambda: _timed(lambda: _read(file, thorough=False)),
            BOTH: lambda: _timed(lambda: _read(file, thorough=True)),
            PEER: lambda: _timed(lambda: _extract(file)),
        }
        in_turn(contenders, 1)
        costs = in_turn(contenders, rounds)
    compared = ratio(costs[OURS], costs[PEER])
    return Figure(
        name=f"Reading a credit report of {PAGES} pages",
        goal="in no more time than the peer takes for the text alone",
        ours=seconds(median(costs[OURS])),
        peer_name=PEER,
        peer=seconds(median(costs[PEER])),
        ratio=compared,
        ratio_says="the time",
        met=compared.middle <= 1,
        how=HOW,
        rounds=rounds,
        beside={BOTH: seconds(median(costs[BOTH]))},
    )


def _grammar(rounds: int, sentences: int) -> Figure:
    text = _paper(sentences).text()
    size = len(text.encode()) / 1e6
    costs = in_turn(
        {OURS: lambda: _timed(lambda: _understand(text, 2 * sentences)), "goal": _goal(size)}, rounds
    )
    faster = ratio(costs["goal"], costs[OURS])
    return Figure(
        name="Understanding a report's text",
        goal=f"at least {MEGABYTES} MB a second",
        ours=f"{size / median(costs[OURS]):.3g} MB/s",
        peer_name="the goal",
        peer=f"{MEGABYTES} MB/s",
        ratio=faster,
        ratio_says="as fast",
        met=faster.middle >= 1,
        how=GRAMMAR,
        rounds=rounds,
    )


def _goal(size: float) -> Round:
    return lambda: size / MEGABYTES


def _paper(sentences: int, filler_pages: int = 0) -> Paper:
    numbers = range(1, sentences + 1)
    lines = [LINE.format(day=n % 28 + 1, limit=1000 * n) for n in numbers]
    cards = [CARD.format(day=n % 28 + 1) for n in numbers]
    counts = (sentences, None, None, None)
    return Paper(
        sections={"信用卡": [NEVER.format("贷记卡"), *cards], "贷款": [NEVER.format("贷款"), *lines]},
        summary=[counts, (None,) * 4, counts, (None,) * 4],
        filler_pages=filler_pages,
    )


def _read(file: Path, *, thorough: bool) -> None:
    report = read_report(file.read_bytes(), key=b"benchmark", thorough=thorough)
    if (len(report.accounts), report.not_understood, report.disagreements) != (80, 0, 0):
        raise ValueError(f"{len(report.accounts)} accounts, {report.not_understood} not understood")


def _extract(file: Path) -> None:
    subprocess.run([sys.executable, "-c", _PEER, str(file)], check=True)


def _understand(text: str, accounts: int) -> None:
    found = read_brief([text])
    if (len(found.accounts), found.unrecognised) != (accounts, ()):
        raise ValueError(f"{len(found.accounts)} accounts, {len(found.unrecognised)} not understood")


def _timed(call: Callable[[], None]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started
