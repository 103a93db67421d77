"""What kept reports add to the texts, the evidence file and the observed times, from the PDF on."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.command_line import CommandLine
from tests.credit_reports import PRIVATE, Paper
from tests.unit.reports.papers import JD, MAYI, after, before, card, open_line, paper

OTHERS = ("8642", "赵某某", "220102198001015555", "招商", "蚂蚁")
"""What stands on the reports and has nothing to do with this account."""


def keep(xiaohu: CommandLine, found: Paper) -> None:
    file = xiaohu.folder / "report.pdf"
    file.write_bytes(found.pdf())
    answered = xiaohu("report", "import", str(file), "--yes")
    assert answered.code == 0, answered.err


@pytest.fixture
def asked(xiaohu: CommandLine) -> CommandLine:
    """Closure 1, asked for on 10 September; the report from before it is kept."""
    xiaohu.now = "2026-09-10T10:00:00+08:00"
    assert xiaohu("add", "jd-jintiao", "--window", "3-5个工作日更新").code == 0
    keep(xiaohu, before())
    xiaohu.now = "2026-10-20T21:00:00+08:00"
    return xiaohu


@pytest.fixture
def still_open(asked: CommandLine) -> CommandLine:
    """It is open on the report of 20 October, by that month."""
    keep(asked, paper("2026-10-20", [card("10")], [open_line(JD, "10"), open_line(MAYI, "10")]))
    return asked


def evidence(xiaohu: CommandLine, folder: Path) -> str:
    """All texts of the evidence file."""
    file = folder / "evidence.zip"
    assert xiaohu("evidence", "1", "--to", str(file)).code == 0
    with ZipFile(BytesIO(file.read_bytes())) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_the_texts_name_the_report_and_the_account(still_open: CommandLine) -> None:
    text = still_open("script", "1", "--rung", "objection", "--json").json["text"]
    assert "本人2026年10月20日的征信报告（数据截至2026年10月）仍显示该账户未关闭。" in text
    assert "机构名称（以征信报告所载为准）：重庆京东盛际小额贷款有限公司" in text
    assert "异议记录：2024年5月1日开立的账户，显示为未关闭" in text
    branch = still_open("script", "1", "--rung", "branch", "--json").json["text"]
    assert "被投诉机构（以征信报告所载为准）：重庆京东盛际小额贷款有限公司" in branch
    assert not [word for word in (*PRIVATE, *OTHERS) if word in text + branch]


def test_a_report_that_shows_it_closed_fills_in_nothing(asked: CommandLine) -> None:
    keep(asked, after())
    text = asked("script", "1", "--rung", "objection", "--json").json["text"]
    assert "2026年10月20日" not in text
    assert "异议记录：____" in text


def test_the_evidence_says_what_the_report_shows_and_nothing_else_of_it(
    still_open: CommandLine, tmp_path: Path
) -> None:
    found = evidence(still_open, tmp_path)
    assert "the report of 20 Oct 2026, compared with that of 20 Aug 2026: not closed" in found
    assert "2026-10-20" in found
    assert not [word for word in (*PRIVATE, *OTHERS) if word in found]


def test_a_proven_closing_is_evidence_and_bounds_the_time(asked: CommandLine, tmp_path: Path) -> None:
    keep(asked, after())
    assert asked("report", "confirm", "1").code == 0
    assert "closed: proven" in evidence(asked, tmp_path)
    [route] = asked("platforms", "show", "jd-jintiao", "--json").json["routes"]
    # Open on a report from before the request, closed in September, shown on 20 October.
    assert route["observed"]["bounds"] == [[0, 40]]
    assert route["observed"]["stated"] == [5, 7]
