"""Invented credit reports, printed the ways real ones are: a table of thin rectangles, sentences that wrap
anywhere, list numbers that stand before, behind or nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "STSong-Light", 9, 14
NAME, ID_NUMBER, REPORT_NUMBER, MARRIED = "欧阳甲乙", "11010119900307421X", "2026102009080712345678", "离异"
PRIVATE = (NAME, ID_NUMBER, REPORT_NUMBER, MARRIED)
NEVER, ONCE = "从未发生过逾期的{}账户明细如下：", "发生过逾期的{}账户明细如下："
_LABELS = ("账户数", "未结清/未销户账户数", "发生过逾期的账户数", "发生过90天以上逾期的账户数")
_ASIDE = ("逾期账户指", "透支60天以上、", "逾期90天以上", "的账户，见说明", "", "")
_EDGES = (40, 175, 230, 285, 340, 395, 540)
Cells = tuple[object, object, object, object]


@dataclass
class Paper:
    """A brief report. ``sections`` are headings with their lines; ``summary`` is the table by its columns
    (cards, mortgages, loans, other), each with its four counts, None for ``--``."""

    day: str = "2026-10-20"
    name: str = NAME
    number: str = ID_NUMBER
    sections: dict[str, list[str]] = field(default_factory=dict)
    summary: Sequence[Sequence[int | None]] | None = None
    title: str = "个人信用报告"
    numbers: str = "before"
    wrap: int = 52
    filler_pages: int = 0

    def front(self) -> list[str]:
        """The lines before 信息概要."""
        return [
            self.title,
            f"报告编号：{REPORT_NUMBER}  报告时间：{self.day} 09:08:07",
            f"姓名：{self.name}  证件类型：身份证  证件号码：{self.number}  {MARRIED}",
            "信贷记录",
        ]

    def body(self) -> Iterator[str]:
        """The lines after the table, sentences whole."""
        for heading, lines in self.sections.items():
            yield heading
            yield from lines
        yield "公共记录"
        yield "系统中没有您最近5年内的公共记录。"
        yield "查询记录"
        yield "机构查询记录明细"
        for number in range(1, 4 + 38 * self.filler_pages):
            yield f"{number} 2026年09月{number % 28 + 1:02}日 重庆某某小额贷款有限公司 贷后管理"
        yield "说明"
        yield "本报告中的信息依据截至报告时间的个人征信系统记录生成。"

    def text(self) -> str:
        """The whole text, as a reader gives it that has cut out the table."""
        return "\n".join([*self.front(), "信息概要", *self.body()])

    def pdf(self) -> bytes:
        """The report as a PDF."""
        return _Printer(self).print()


class _Printer:
    def __init__(self, paper: Paper) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.paper, self.buffer = paper, BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(595, 842))
        self.y, self.page = 0.0, 0

    def print(self) -> bytes:
        self._turn()
        for line in [*self.paper.front(), "信息概要"]:
            self._write(line)
        if self.paper.summary is not None:
            self._table(self.paper.summary)
        number = 0
        for line in self.paper.body():
            number = number + 1 if line[:2] in ("19", "20") else 0
            self._sentence(line, number)
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def _sentence(self, line: str, number: int) -> None:
        pieces = [line[at : at + self.paper.wrap] for at in range(0, len(line), self.paper.wrap)]
        for at, piece in enumerate(pieces):
            first, last = at == 0, at == len(pieces) - 1
            if number and first and self.paper.numbers == "before":
                self.canvas.drawString(40, self.y, f"{number}.")
            if number and first and self.paper.numbers == "glued":
                piece = f"{number}{piece}"  # noqa: PLW2901
            self._write(piece, x=55 if number else 40)
            if number and last and self.paper.numbers == "after":
                self._write(f"{number}.")

    def _write(self, line: str, x: float = 40) -> None:
        self.canvas.drawString(x, self.y, line)
        self.y -= LEADING
        if self.y < 50:
            self.canvas.showPage()
            self._turn()

    def _turn(self) -> None:
        self.page += 1
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawCentredString(297, 25, f"第 {self.page} 页，共 9 页")
        self.y = 800.0

    def _table(self, columns: Sequence[Sequence[int | None]]) -> None:
        rows = [["", "信用卡", "贷款", "", "其他业务"], ["", "", "购房", "其他", ""]]
        for at, label in enumerate(_LABELS):
            rows.append([label, *("--" if column[at] is None else str(column[at]) for column in columns)])
        for row, cells in enumerate(rows):
            for edge, cell in zip(_EDGES, [*cells, _ASIDE[row]], strict=False):
                self.canvas.drawString(edge + 3, self.y - row * 18 + 4, cell)
        self._rules(len(rows))
        self.y -= len(rows) * 18 + 10

    def _rules(self, rows: int) -> None:
        """Borders as small filled rectangles that do not quite meet."""
        top = self.y + 16
        for row in range(rows + 1):
            for left, right in pairwise(_EDGES):
                self._fill(left + 1.15, top - row * 18 - 0.25, right - left - 2.3, 0.5)
        for edge in _EDGES:
            for row in range(rows):
                self._fill(edge - 0.25, top - (row + 1) * 18 + 1.15, 0.5, 15.7)

    def _fill(self, x: float, y: float, width: float, height: float) -> None:
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)


def encrypted(pdf: bytes, password: str, algorithm: str) -> bytes:
    """The PDF with a password to open it: RC4-40, RC4-128, AES-128 or AES-256."""
    writer, written = PdfWriter(clone_from=PdfReader(BytesIO(pdf))), BytesIO()
    writer.encrypt(password, algorithm=algorithm)
    writer.write(written)
    return written.getvalue()
