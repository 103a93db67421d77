"""Lent tokens: kept while they last, dropped only if they are the ones that were refused."""

from datetime import UTC, datetime, timedelta

from notifiers.vendors.access_tokens import AccessTokens

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
APP = ("ww1", "secret")


def test_a_token_is_kept_until_shortly_before_it_expires() -> None:
    tokens = AccessTokens()
    tokens.keep(APP, "t1", timedelta(hours=2), NOW)
    assert tokens.get(APP, NOW + timedelta(hours=1, minutes=54)) == "t1"
    assert tokens.get(APP, NOW + timedelta(hours=1, minutes=55)) is None


def test_apps_have_tokens_of_their_own() -> None:
    tokens = AccessTokens()
    tokens.keep(APP, "t1", timedelta(hours=2), NOW)
    assert tokens.get(("ww1", "another"), NOW) is None


def test_dropping_an_old_token_leaves_the_new_one() -> None:
    tokens = AccessTokens()
    tokens.keep(APP, "t2", timedelta(hours=2), NOW)
    tokens.drop(APP, "t1")
    assert tokens.get(APP, NOW) == "t2"
    tokens.drop(APP, "t2")
    assert tokens.get(APP, NOW) is None
