"""Why a file is not read, or two reports are not compared: one sentence, and nothing of the report in it."""

from enum import Enum

from config.i18n import N_
from config.told import Told

MEGABYTES, PAGES, CHARACTERS = 20, 100, 2_000_000
"""The largest file, in megabytes of a million bytes; the most pages; the most text of all pages."""
PDF, PDF_BEGINS_WITHIN = b"%PDF-", 1024
"""What every PDF begins with, within so many bytes."""


class Refusal(Enum):
    """Every reason, with its sentence (an English message id)."""

    NO_PDF = N_("this is not a PDF file; take the PDF of the report as it was downloaded")
    DAMAGED = N_("the PDF is damaged or incomplete; download it again")
    PASSWORD_NEEDED = N_("the PDF is protected by a password")
    WRONG_PASSWORD = N_("the password does not open this PDF; try it in a PDF viewer first")
    TOO_LARGE = N_("the PDF is larger than {megabytes} MB; a credit report is far smaller")
    TOO_MANY_PAGES = N_("the PDF has more than {pages} pages; a credit report has fewer")
    TOO_MUCH = N_("the PDF takes too much time or memory to read; a credit report does not")
    SCAN = N_("the PDF holds pictures and no text, like a scan; take the PDF of the online brief report")
    UNDECODABLE = N_("the text of the PDF cannot be decoded; take the PDF of the online brief report")
    DETAILED = N_("this is a detailed report (详版); only the brief report (简版) can be read")
    COMPANY = N_("this is a company's report; only a person's brief report (简版) can be read")
    NO_REPORT = N_("this is not a brief personal credit report (个人信用报告)")
    NO_DATE = N_("the report's date (报告时间) cannot be read; take the PDF of the online brief report")
    NAMELESS = N_("the report does not say whose it is (姓名, 证件号码), so it is not kept")
    OTHER_PERSON = N_("the two reports are of different persons")
    PERSON_UNKNOWN = N_("the reports do not both say whose they are, so they cannot be compared")
    NOT_NEWER = N_("the second report ({new}) is not newer than the first ({old}); give the older one first")
    REQUESTED_LATER = N_("the closure was requested on {requested_on}, after the new report ({new})")


class ReportRefused(Told):
    """A report that is not read, or not compared. ``refusal`` says why."""

    def __init__(self, refusal: Refusal, **params: object) -> None:
        super().__init__(refusal.value, **{"megabytes": MEGABYTES, "pages": PAGES} | params)
        self.refusal = refusal
