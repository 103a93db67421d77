"""Whom to call: each number once, as it is dialled, with what is known of it."""

import pytest

from desk.contact import contact_of, dialled
from tests.scripted import catalog


@pytest.mark.parametrize(
    ("written", "number"), [("95037", "95037"), ("400-860-0999", "4008600999"), ("+86 (10) 1", "+86101")]
)
def test_numbers_are_dialled_without_what_people_write_between(written: str, number: str) -> None:
    assert dialled(written) == number


def test_a_number_carries_its_source_day_and_warning() -> None:
    phones = contact_of("xinwang-bank", None, catalog()).phones
    assert len({phone.number for phone in phones}) == len(phones) > 1
    assert all(phone.source and phone.checked_on and phone.warning for phone in phones)


def test_the_route_that_was_chosen_is_the_only_one_shown() -> None:
    platform = next(each for each in catalog().platforms if len(each.routes) > 1)
    chosen = platform.routes[1]
    assert contact_of(platform.slug, chosen.id, catalog()).routes == (chosen,)
    assert contact_of(platform.slug, None, catalog()).routes == platform.routes


def test_an_unknown_platform_has_nobody_to_call() -> None:
    unknown = contact_of("", None, catalog())
    assert (unknown.institutions, unknown.phones, unknown.routes) == ((), (), ())
