"""A PDF is read in a process of its own: whatever it is, there is a report or one refusal."""

import logging
import random
import resource
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from reports import child, process, reading
from reports.accounts import ENDED, Report
from reports.document import Document, Table, decoded
from reports.process import LARGEST, read_report
from reports.refusals import Refusal, ReportRefused
from tests.credit_reports import PRIVATE, Paper, encrypted
from tests.unit.reports.papers import DEBT, after, before

KEY = b"the installation's own"
PDF = before().pdf()


def read(data: bytes, password: str | None = None, *, key: bytes = KEY, thorough: bool = False) -> Report:
    return read_report(data, key=key, password=password, thorough=thorough)


def refused(data: bytes, password: str | None = None) -> Refusal:
    with pytest.raises(ReportRefused) as error:
        read(data, password)
    assert len(str(error.value).splitlines()) == 1
    return error.value.refusal


def read_or_refused(data: bytes) -> Report | Refusal:
    try:
        return read(data)
    except ReportRefused as error:
        return error.refusal


@pytest.fixture(scope="module")
def report() -> Report:
    return read(PDF)


def test_a_report_is_read(report: Report) -> None:
    assert [account.core_name for account in report.accounts] == [
        "招商银行",
        "重庆京东盛际小额贷款",
        "重庆蚂蚁消费金融",
    ]
    assert report.candidates == (0, 1, 2)
    assert report.summary
    assert (report.summary.cards.accounts, report.summary.loans.open, report.summary.other.open) == (
        1,
        2,
        None,
    )
    assert (report.not_understood, report.disagreements, report.liabilities) == (0, 0, 1)


@pytest.mark.parametrize("numbers", ["before", "after", "glued", "lost"])
@pytest.mark.parametrize("wrap", [52, 7])
def test_list_numbers_and_wraps_change_nothing(numbers: str, wrap: int, report: Report) -> None:
    assert read(before(numbers=numbers, wrap=wrap).pdf(), thorough=True) == report


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_an_encrypted_report_asks_for_its_password(algorithm: str, report: Report) -> None:
    locked = encrypted(PDF, "qwe 123", algorithm)
    assert refused(locked) is Refusal.PASSWORD_NEEDED
    assert refused(locked, "qwe 124") is Refusal.WRONG_PASSWORD
    assert read(locked, "qwe 123", thorough=True) == report


def test_a_password_that_is_not_needed_does_no_harm(report: Report) -> None:
    assert read(PDF, "qwe 123") == report


def test_whose_report_it_is_is_only_comparable_under_one_key(report: Report) -> None:
    assert read(after().pdf()).person == report.person
    assert read(after(number="11010119900307422X").pdf()).person != report.person
    assert read(after(name="欧阳丙").pdf()).person != report.person
    other = read(PDF, key=b"another")
    assert other.person != report.person
    assert other.accounts[0].tail != report.accounts[0].tail


def test_nothing_private_comes_out_of_the_process(report: Report) -> None:
    for private in (*PRIVATE, "8642", DEBT[12:15], "220102198001015555"):
        assert private not in repr(report)


# Other documents


def page(*lines: str) -> bytes:
    """A page with these lines and nothing of a report."""
    written = BytesIO()
    canvas = Canvas(written)
    for at, line in enumerate(lines):
        canvas.drawString(40, 800 - 14 * at, line)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def test_other_documents_are_refused_for_what_they_are() -> None:
    detailed = Paper(sections={"（一）信贷交易授信及负债信息概要": [], "信用卡": []})
    assert refused(detailed.pdf()) is Refusal.DETAILED
    assert refused(Paper(title="企业信用报告").pdf()) is Refusal.COMPANY
    assert refused(Paper(title="房屋租赁合同").pdf()) is Refusal.NO_REPORT
    assert refused(page()) is Refusal.SCAN
    assert refused(page("Invoice", "Total 12.00")) is Refusal.NO_REPORT
    assert refused(Paper(day="2026-13-40").pdf()) is Refusal.NO_DATE
    assert refused(b"%PNG") is Refusal.NO_PDF
    assert refused(b"") is Refusal.NO_PDF


def test_a_page_without_text_is_not_understood() -> None:
    writer, written = PdfWriter(clone_from=PdfReader(BytesIO(PDF))), BytesIO()
    writer.append(BytesIO(page()))
    writer.write(written)
    found = read(written.getvalue())
    assert (found.unreadable_pages, found.not_understood) == (1, 1)


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("个人信用报告", True),
        ("", True),
        (" \n ", True),
        ("1 2 3", True),
        ("(cid:20449)(cid:24687)", False),
        ("报告(cid:20449)(cid:24687)(cid:24687)", False),
        ("信用报告" * 20 + "(cid:1)", True),
        ("\ue001\ue002\ue003信", False),
        ("\x01\x02\x03\x04", False),
        ("qwertyuiop" * 6, False),
    ],
)
def test_codes_of_characters_are_no_text(text: str, readable: bool) -> None:
    assert decoded(text) is readable


class Undecodable(Document):
    """A PDF whose fonts tell neither reader what their characters are."""

    def fast_text(self, page: int, without: object = None) -> str:
        return "\ue001\ue002"

    def careful_text(self, page: int, without: object = None) -> str:
        return "(cid:20449)(cid:24687)"


def test_text_that_nobody_can_decode_is_refused_and_never_read_as_no_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "Document", Undecodable)
    with pytest.raises(ReportRefused) as error:
        reading.read(PDF, None, KEY, thorough=False)
    assert error.value.refusal is Refusal.UNDECODABLE


def test_where_the_careful_reader_decodes_nothing_the_fast_one_is_believed(report: Report) -> None:
    odd = PDF.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(Foo)")
    found = read(odd, thorough=True)
    assert (found.accounts, found.summary) == (report.accounts, None)


def test_what_only_one_reader_reads_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    class Forgetful(Document):
        def careful_text(self, page: int, without: Table | None = None) -> str:
            return super().careful_text(page, without).replace("2024年06月01日", "2024年06月02日")

    monkeypatch.setattr(reading, "Document", Forgetful)
    found = reading.read(PDF, None, KEY, thorough=True)
    assert [account.core_name for account in found.accounts] == ["招商银行", "重庆京东盛际小额贷款"]
    assert (found.disagreements, found.unrecognised) == (1, ("重庆蚂蚁消费金融有限公司",))
    assert reading.read(PDF, None, KEY, thorough=False) == report


def test_what_only_the_careful_reader_understands_is_believed(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    class Confused(Document):
        def fast_text(self, page: int, without: Table | None = None) -> str:
            return super().fast_text(page, without).replace("蚂蚁消费金融有限公司", "蚂蚁消费金融有限公司7，")

    monkeypatch.setattr(reading, "Document", Confused)
    found = reading.read(PDF, None, KEY, thorough=False)
    assert (found.accounts, found.not_understood, found.disagreements) == (report.accounts, 0, 0)


def test_a_report_without_its_table_is_read_and_says_so() -> None:
    paper = before()
    paper.summary = None
    found = read(paper.pdf())
    assert (found.summary, len(found.accounts)) == (None, 3)


# Limits


def test_a_large_file_is_not_even_handed_on() -> None:
    assert refused(b"%PDF-1.4" + bytes(LARGEST)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("pages", [101, 10_000])
def test_a_report_has_not_that_many_pages(pages: int) -> None:
    writer, written = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(10, 10)
    writer.write(written)
    assert refused(written.getvalue()) is Refusal.TOO_MANY_PAGES


def _bomb(stream: bytes, filters: bytes = b"") -> bytes:
    """A one-page PDF whose content is this stream."""
    return b"\n".join(
        (
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<<"
            b"/Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj",
            b"4 0 obj<</Length %d%b>>stream" % (len(stream), filters),
            stream,
            b"endstream endobj",
            b"trailer<</Root 1 0 R>>",
        )
    )


def test_a_bomb_does_not_go_off() -> None:
    import zlib

    once = zlib.compress(bytes(200_000_000), 9)
    twice = zlib.compress(once, 9)
    assert refused(_bomb(twice, b"/Filter[/FlateDecode/FlateDecode]")) in (
        Refusal.SCAN,
        Refusal.TOO_MUCH,
        Refusal.DAMAGED,
    )


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b"<<" * 100_000, b"q " * 200_000, b"BT /F 9 Tf " + b"(a) Tj " * 100_000, b"(" * 200_000],
)
def test_deep_nesting_is_refused(content: bytes) -> None:
    refused(_bomb(content))


def test_deeply_nested_objects_are_refused_or_passed_over(report: Report) -> None:
    deep = PDF.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 100_000 + b"]" * 100_000)
    assert read_or_refused(deep) in (report, Refusal.DAMAGED, Refusal.TOO_MUCH)


def test_pages_that_hold_themselves_are_refused() -> None:
    loop = _bomb(b"").replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R]/Count 1")
    refused(loop)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 0.2)
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    assert refused(PDF) is Refusal.TOO_MUCH


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Refusal.TOO_MUCH),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Refusal.DAMAGED),
        ("print('no JSON')", Refusal.DAMAGED),
        ("print('[]')", Refusal.DAMAGED),
        ("""print('{"report": {"accounts": 7}}')""", Refusal.DAMAGED),
        ("print('{}')", Refusal.DAMAGED),
    ],
)
def test_a_reader_that_breaks_off_is_one_refusal(
    script: str, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        process, "_COMMAND", (sys.executable, "-c", f"import sys; sys.stdin.read(); {script}")
    )
    assert refused(b"%PDF-") is refusal


def test_a_reader_may_use_so_much_memory_and_leaves_no_core() -> None:
    limits = dict(child._LIMITS)
    assert limits[resource.RLIMIT_AS] == 1_500_000_000
    assert limits[resource.RLIMIT_CORE] == 0


def test_a_defect_is_logged_by_kind_and_place_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_more: object) -> Report:
        raise ValueError(PRIVATE[0])

    monkeypatch.setattr("reports.reading.read", broken)
    answer = child._answer({"password": None, "key": "", "thorough": False}, b"")
    assert answer["refused"] == "DAMAGED"
    assert "ValueError at test_process.py" in answer["where"]
    monkeypatch.setattr(process, "_answer", lambda sent: answer)
    with caplog.at_level(logging.DEBUG), pytest.raises(ReportRefused):
        read(PDF)
    assert "ValueError" in caplog.text
    assert PRIVATE[0] not in caplog.text


# Damaged files


def mutated(data: bytes, seed: int) -> bytes:
    """The file with something cut, doubled, swapped or overwritten."""
    dice = random.Random(seed)
    at, other = sorted(dice.sample(range(len(data)), 2))
    match seed % 5:
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[other:]
        case 2:
            return data[:other] + data[at:]
        case 3:
            size = min(400, other - at)
            return data[:at] + dice.randbytes(size) + data[at + size :]
        case _:
            changed = bytearray(data)
            for _ in range(30):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            return bytes(changed)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_refused_or_read_without_inventing_a_closure(
    seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    found = read_or_refused(mutated(PDF, seed))
    if isinstance(found, Report):
        assert not any(account.state in ENDED for account in found.accounts)
        assert len(found.accounts) <= 3
    assert not caplog.text
