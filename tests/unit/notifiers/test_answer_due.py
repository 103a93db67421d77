"""The message that an answer was due: which law, which day, which ticket, what comes next."""

from dataclasses import replace
from datetime import date

import pytest

from notifiers.due import Due, Filed, Reader, Server
from notifiers.messages import render_due
from scheduler.escalation import Rung
from tests.unit.notifiers.samples import MESSAGE_ID, NOW, SERVICE_LINE, SHANGHAI, VERIFY

OBJECTION = Filed(Rung.OBJECTION, date(2026, 9, 19), date(2026, 10, 9), "T-77")
BRANCH = Filed(Rung.BRANCH, date(2026, 9, 1), date(2026, 10, 9))


def _text(filed: Filed, locale: str, detail: str = "full") -> str:
    entry = replace(
        VERIFY,
        kind="step",
        step="answer_due",
        step_on=date(2026, 10, 10),
        filed=filed,
        phones=(SERVICE_LINE,),
    )
    reader = Reader(locale, SHANGHAI, "full" if detail == "full" else "minimal")
    message = render_due(Due((entry,), reader, Server("box.example"), NOW), MESSAGE_ID)
    return f"{message.subject}\n{message.text}\n{message.html}"


@pytest.mark.parametrize(
    ("filed", "locale", "said"),
    [
        (OBJECTION, "zh_CN", ["征信异议最晚应在10月9日 周五得到答复", "20 日", "第二十五条", "T-77"]),
        (OBJECTION, "en", ["due by Fri 9 Oct 2026", "20 days of receipt", "article 25", "T-77"]),
        (BRANCH, "zh_CN", ["分支机构的投诉最晚应在10月9日 周五得到答复", "30 日", "第二十六条"]),
        (BRANCH, "en", ["due by Fri 9 Oct 2026", "30 days of acceptance", "article 26"]),
    ],
)
def test_it_names_the_day_the_law_and_the_next_step(filed: Filed, locale: str, said: list[str]) -> None:
    text = _text(filed, locale)
    for words in [*said, "xiaohu script 3"]:
        assert words in text
    assert SERVICE_LINE.number not in text  # it is not the platform that has to answer


def test_a_minimal_channel_is_told_none_of_it() -> None:
    text = _text(OBJECTION, "zh_CN", "minimal")
    for words in ("T-77", "征信异议", VERIFY.platform):
        assert words not in text
