"""Words in a picture of any width: inside it, and never on top of each other."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifiers.pictures.labels import NARROW, Label, fitted, in_lanes, inside, text_width, thinned

words = st.text("国庆节、中秋 10月Wq", min_size=1, max_size=14).map(lambda text: fitted(text, NARROW))
labels = st.builds(
    Label, st.lists(words, min_size=1, max_size=3).map(tuple), st.floats(0, 1, allow_nan=False)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(labels, max_size=8), st.sampled_from((NARROW, 320, 412, 600, 930, 2000)))
def test_placed_labels_stay_inside_and_apart_at_every_width(given_labels: list[Label], width: int) -> None:
    placed = list(in_lanes(given_labels))
    assert [each.label for each in placed] == given_labels
    for each in placed:
        left, right = each.extent(width)
        assert -0.01 <= left <= right <= width + 0.01
    for one, other in combinations(placed, 2):
        if one.lane == other.lane:
            (a, b), (c, e) = one.extent(width), other.extent(width)
            assert b <= c or e <= a


@given(labels)
def test_a_label_stands_at_its_own_position(label: Label) -> None:
    [placed] = in_lanes([label])
    left, right = placed.extent(NARROW)
    assert left - 0.01 <= label.at * NARROW <= right + 0.01


@given(st.lists(st.floats(0, 1, allow_nan=False), max_size=30), st.sampled_from((NARROW, 600)))
def test_thinned_ticks_do_not_touch(places: list[float], width: int) -> None:
    ticks = [Label(("10月10日",), at) for at in sorted(places)]
    kept = ticks[:: thinned(ticks, width)]
    assert all((b.at - a.at) * width >= a.width / 2 + b.width / 2 for a, b in pairwise(kept))


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    cut = fitted(text, room)
    assert text_width(cut) <= room
    assert cut == text or cut.endswith("…")


@pytest.mark.parametrize(
    ("text", "width"), [("销户", 32), ("10", 19.2), ("W", 12.48), ("，", 16), ("", 0), ("１", 16)]
)
def test_full_width_characters_are_as_wide_as_they_are_high(text: str, width: float) -> None:
    assert text_width(text) == pytest.approx(width)


def test_a_label_at_the_edge_does_not_fit_centred() -> None:
    assert not inside(Label(("10月10日",), 0.0))
    assert inside(Label(("10月10日",), 0.5))
