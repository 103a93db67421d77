"""What holds for every window and for every text, friendly or hostile."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.stages import (
    Calls,
    Count,
    MonthEnd,
    MonthlyCutoff,
    NextMonth,
    Quantity,
    Stage,
    Unit,
    Unstated,
    Window,
)
from scheduler.window_reader import MOST_STAGES
from scheduler.window_tokens import fold, tokens
from scheduler.window_words import VOCABULARY
from scheduler.windows import LONGEST, WindowError, parse

from .window_parts import ZERO

MOST = {Unit.WORKDAY: 750, Unit.DAY: 3650, Unit.MONTH: 3650}


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit = draw(st.sampled_from(Unit))
    return Quantity(draw(st.integers(1, MOST[unit])), unit)


@st.composite
def counts(draw: st.DrawFn) -> Count:
    about = draw(st.booleans())
    high = draw(quantities())
    kind = draw(st.sampled_from(("one", "within", "range", "mixed", "from today", "today")))
    match kind:
        case "today":
            return Count(ZERO, ZERO, about)
        case "from today":
            return Count(ZERO, high, about)
        case "within":
            unit = Unit.WORKDAY if high.unit is Unit.WORKDAY else Unit.DAY
            return Count(Quantity(1, unit), high, about, within=True)
        case "range":
            return Count(Quantity(draw(st.integers(1, high.n)), high.unit), high, about)
        case "mixed":
            return Count(draw(quantities().filter(lambda low: low.unit is not high.unit)), high, about)
        case _:
            return Count(high, high, about)


def points() -> st.SearchStrategy[Stage]:
    day = st.integers(1, 31)
    return st.one_of(
        st.builds(MonthlyCutoff, day),
        st.builds(NextMonth),
        st.builds(NextMonth, day, st.booleans()),
        st.builds(MonthEnd),
    )


@st.composite
def windows(draw: st.DrawFn) -> Window:
    calls = [Calls(draw(st.integers(1, 3650)))] if draw(st.booleans()) else []
    stages = draw(st.lists(st.one_of(counts(), points()), max_size=MOST_STAGES - 1))
    return Window((*calls, *(stages or [Unstated()])), draw(st.booleans()))


def read_or_refused(text: str) -> Window | WindowError:
    try:
        return parse(text)
    except WindowError as error:
        return error


VOCABULARY_AND_MORE = st.sampled_from(
    [
        *VOCABULARY,
        *"0123456789零一二三五十百",
        "10",
        "45",
        "T+",
        "３",
        " ",
        "\n",
        "更新",
        "网贷",
        "-",
        "①",
        "x",
    ]
)
"""Words of the language in any order: far more of these texts nearly make sense than of random characters."""


def sentences(most: int = 12) -> st.SearchStrategy[str]:
    return st.lists(VOCABULARY_AND_MORE, max_size=most).map("".join)


@given(windows())
@settings(max_examples=500)
@example(
    Window((Count(Quantity(3650, Unit.DAY), Quantity(3650, Unit.MONTH), about=True),) * MOST_STAGES, True)
)
def test_the_canonical_text_of_every_window_reads_back_to_it(window: Window) -> None:
    assert parse(str(window)) == window
    assert len(str(window)) <= LONGEST


@given(sentences())
@settings(max_examples=1000)
def test_whatever_is_read_has_a_canonical_text_that_means_the_same(text: str) -> None:
    window = read_or_refused(text)
    if isinstance(window, Window):
        assert parse(str(window)) == window


@given(st.one_of(st.text(max_size=250), sentences(60)))
@settings(max_examples=1000)
def test_any_text_is_read_or_refused_with_a_window_error_inside_the_text(text: str) -> None:
    error = read_or_refused(text)
    if isinstance(error, WindowError):
        assert error.text == text
        assert 0 <= error.position <= len(text)
        assert str(error).isprintable()


@given(
    windows(),
    st.sampled_from(["至少", "以上", "起", "多", "几", "或", "不", "+", ">", "第", "万", "①"]),
)
@settings(max_examples=200)
def test_a_word_that_changes_the_meaning_is_never_overlooked(window: Window, word: str) -> None:
    for text in (word + str(window), str(window) + word):
        with pytest.raises(WindowError):
            parse(text)


@given(st.text(max_size=300))
@settings(max_examples=500)
def test_tokens_cover_the_text_without_gaps_or_overlaps(text: str) -> None:
    cut = list(tokens(text))
    assert "".join(token.text for token in cut) == fold(text)
    assert [token.at for token in cut] == [sum(len(t.text) for t in cut[:i]) for i in range(len(cut))]
    assert len(fold(text)) == len(text)
