"""Which channel takes a message: those for it in their order, then any other, never a paused one."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.routing import Purpose, in_order, is_for, next_after, purpose_of

ALL = "rdw"


@dataclass(frozen=True)
class Way:
    id: int
    position: int
    purposes: str = ALL
    paused_at: str | None = None
    person_id: int | None = None

    @property
    def for_reminders(self) -> bool:
        return "r" in self.purposes

    @property
    def for_digests(self) -> bool:
        return "d" in self.purposes

    @property
    def for_warnings(self) -> bool:
        return "w" in self.purposes


MAIL, CHAT, RELAY = Way(1, 1, "d"), Way(2, 2, "rw"), Way(3, 3)


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        ("verify", Purpose.REMINDERS),
        ("step", Purpose.REMINDERS),
        ("overdue", Purpose.REMINDERS),
        ("calendar", Purpose.REMINDERS),
        ("digest", Purpose.DIGESTS),
        ("channel", Purpose.WARNINGS),
    ],
)
def test_every_kind_of_reminder_has_a_purpose(kind: str, purpose: Purpose) -> None:
    assert purpose_of(kind) is purpose


@pytest.mark.parametrize(
    ("purpose", "order"),
    [
        (Purpose.REMINDERS, [CHAT, RELAY, MAIL]),
        (Purpose.DIGESTS, [MAIL, RELAY, CHAT]),
        (Purpose.WARNINGS, [CHAT, RELAY, MAIL]),
    ],
)
def test_channels_for_a_purpose_come_first_then_the_others(purpose: Purpose, order: list[Way]) -> None:
    assert in_order([RELAY, MAIL, CHAT], purpose) == order
    for used, following in zip(order, [*order[1:], None], strict=True):
        assert next_after([RELAY, CHAT, MAIL], used, purpose) == following


def test_what_a_paused_channel_would_take_goes_to_the_next() -> None:
    paused = Way(2, 2, "rw", paused_at="today")
    assert in_order([MAIL, paused, RELAY], Purpose.REMINDERS) == [RELAY, MAIL]
    assert next_after([MAIL, paused, RELAY], paused, Purpose.REMINDERS) == RELAY
    assert in_order([paused], Purpose.REMINDERS) == []


_WAYS = st.lists(
    st.tuples(st.integers(1, 4), st.sets(st.sampled_from(ALL)).map("".join), st.none() | st.just("today")),
    max_size=6,
).map(lambda rows: [Way(number, *row) for number, row in enumerate(rows)])


@given(_WAYS, st.sampled_from(Purpose))
def test_failing_over_tries_every_channel_once_and_ends(ways: list[Way], purpose: Purpose) -> None:
    order = in_order(ways, purpose)
    tried, used = order[:1], order[0] if order else None
    while used is not None and (used := next_after(ways, used, purpose)):
        tried.append(used)
    assert tried == order
    assert set(order) == {way for way in ways if way.paused_at is None}
    served = [is_for(way, purpose) for way in order]
    assert served == sorted(served, reverse=True)
