"""Files nobody means well with are read, or refused in a sentence: any bytes, good files with bad parts."""

from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.csv_rows import COLUMNS, Failure, rows
from desk.importing import Ground, Understood, understand
from desk.mistakes import Mistake
from models.tables import Person
from tests.closures import beijing, planning
from tests.scripted import catalog

_HEAD = ",".join(COLUMNS)
_CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        (
            *(
                "jd-jintiao",
                "京东金条",
                "zhada-bank",
                "本人",
                "app",
                "3-5个工作日更新",
                "未说明",
                "2026-09-24",
            ),
            *(
                "2026/9/24",
                "9999-12-31",
                "0001-01-01",
                "2026-02-30",
                "=1+1",
                "'=x",
                "@",
                "\u202e",
                "\x00",
                "'",
            ),
            *("渣打银行", "拍拍贷", "微粒贷", '"', '""', "\ud7ff", "１２", "٣", "-0", "1e9"),
        )
    ),
)
_LINES = st.lists(st.lists(_CELLS, min_size=0, max_size=len(COLUMNS) + 1), max_size=8)


@cache
def ground() -> Ground:
    """One person, the shipped catalogue, 24 September."""
    owner = Person(name="本人", relation="self", created_at=beijing("2026-09-01 10:00"))
    return Ground([owner], catalog(), planning(), {"known"}, free=True)


def read(data: bytes) -> Understood | None:
    """None for a file that is refused as a whole."""
    try:
        return understand(rows(data), ground())
    except Mistake as refused:
        return None if str(refused) and "\n" not in str(refused) else Understood(failures=[Failure(0, "")])


def assert_told(found: Understood | None, lines: int) -> None:
    for failure in found.failures if found else ():
        assert isinstance(failure, Failure)
        assert failure.reason
        assert 1 <= failure.line <= lines + 1


@settings(max_examples=300)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"PK\x03\x04")
@example(_HEAD.encode() + b"\n" + b'"' * 300)
def test_any_bytes(data: bytes) -> None:
    assert_told(read(data), data.count(b"\n") + data.count(b"\r") + 1)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(_LINES, st.sampled_from(("utf-8", "utf-8-sig", "gb18030")), st.sampled_from(("\n", "\r\n", "\r")))
def test_good_heads_with_any_rows(lines: list[list[str]], encoding: str, end: str) -> None:
    text = end.join([_HEAD, *(",".join(line) for line in lines)])
    assert_told(read(text.encode(encoding, errors="replace")), text.count("\n") + text.count("\r") + 1)


@given(st.lists(st.text(alphabet=_HEAD + " \"'\ufeff;\t", max_size=12), max_size=12))
def test_any_head(names: list[str]) -> None:
    assert_told(read(",".join(names).encode()), 1)


def test_a_row_that_is_well_is_understood() -> None:
    """The ground is good: what is refused above is refused for what it says."""
    found = read(f"{_HEAD}\n,jd-jintiao,,2026-09-24,3-5个工作日更新,,,,".encode())
    assert found is not None
    assert (len(found.registrations), found.failures) == (1, [])
