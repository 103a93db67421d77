"""What people paste into forms: taken, or refused with one sentence that never holds a secret."""

from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifiers.channels import ChannelError, find_kind, kinds, read_config
from notifiers.form import LONGEST, Asked, Config, Form, read_form, read_value

MARK = "hush-hush-mark"


class Relay(Form):
    """Some fields of every sort."""

    server: Annotated[str, Asked("The server.", host=True)]
    token: Annotated[str, Asked("The token.", secret=True)]
    level: Annotated[int, Asked("A number.")] = 3


ACCEPTED = [
    (" token ", "token"),
    ("token\n", "token"),
    ("\ttoken\r\n", "token"),
    ("\u00a0token\u3000", "token"),
    ("to ken", "to ken"),  # Gmail shows its passwords with spaces
    ("令牌", "令牌"),
    ("x" * LONGEST, "x" * LONGEST),
    ("https://example.com/a?b=c", "https://example.com/a?b=c"),
    ("https://example.com/?to=http%3A%2F%2Fother.example.com", None),
    ("a://b is a password", None),
    ("why://not", None),
    (465, 465),
    (0, 0),
    ("", ""),
    ("   ", ""),
]
REFUSED = [
    ("to\nken", "line break"),
    ("token\r\nX-Injected: yes", "line break"),
    ("to\x00ken", "line break"),
    ("to\x1b[31mken", "line break"),
    ("to\u2028ken", "line break"),
    ("to\u200bken", "line break"),
    ("to\u202eken", "line break"),
    ("\ufefftoken", "line break"),
    ("to\ud800ken", "line break"),
    ("to\u00a0ken", "line break"),
    ("x" * (LONGEST + 1), "longer than 2000 characters"),
    ("https://a.example.com https://b.example.com", "several URLs"),
    ("https://a.example.com,https://b.example.com", "several URLs"),
    ("https://a.example.com;HTTP://b.example.com", "several URLs"),
    ("json://a?x=json://b", "several URLs"),
]


@pytest.mark.parametrize(("typed", "read"), ACCEPTED)
def test_values_are_taken_without_what_surrounds_them(typed: str | int, read: str | int | None) -> None:
    assert read_value("token", typed) == (typed if read is None else read)


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_no_field_takes_is_refused_unseen(typed: str, said: str) -> None:
    with pytest.raises(ChannelError, match=said) as refused:
        read_value("token", typed)
    assert refused.value.field == "token"
    assert "Injected" not in str(refused.value)
    assert "example.com" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "server is missing: a channel of kind relay takes server, token, level"),
        ({"server": "a"}, "token is missing"),
        ({"server": "a", "token": MARK, "level": "high"}, "level is not usable"),
        ({"server": "a", "token": MARK, "level": MARK}, "level is not usable"),
        ({"server": "a", "token": MARK, "colour": MARK}, "no setting called 'colour'"),
        ({"server": "a", "token": MARK, "c\r\nX: y" * 30: MARK}, "no setting called 'c"),
    ],
)
def test_a_form_tells_what_is_wrong_without_what_was_typed(typed: Config, said: str) -> None:
    with pytest.raises(ChannelError, match=said) as refused:
        read_form(Relay, "relay", typed)
    sentence = str(refused.value)
    assert MARK not in sentence
    assert sentence.isprintable()
    assert len(sentence) < 200


def test_a_kind_of_any_name_is_refused_with_those_there_are() -> None:
    for name in ("", "EMAIL", "e mail", "../email", "email\n", "x" * 5000):
        with pytest.raises(ChannelError, match="choose one of") as refused:
            find_kind(name)
        assert len(str(refused.value)) < 400
        assert str(refused.value).isprintable()


VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["127.0.0.1", "a@example.com", "example.com", "https://example.com/x", "465", "ssl", "-1"]
    ),
    st.integers(-(10**6), 10**6),
)


@settings(deadline=None)  # the first raw URL loads all of Apprise
@given(data=st.data(), kind=st.sampled_from(kinds()))
def test_whatever_is_typed_is_a_config_or_one_sentence_without_secrets(
    data: st.DataObject, kind: str
) -> None:
    asks = find_kind(kind).form.asks()
    secrets = {name for name, asked in asks.items() if asked.secret}
    names = st.sampled_from([*asks, "unknown"])
    typed: dict[str, str | int | None] = dict(data.draw(st.dictionaries(names, VALUES, max_size=len(asks))))
    for name in secrets & typed.keys():
        typed[name] = f"{typed[name]}{MARK}"
    try:
        config = read_config(kind, typed)
    except ChannelError as error:
        refused = error
    else:
        assert read_config(kind, dict(config)) == config, "what is stored reads back as itself"
        assert MARK not in find_kind(kind).describe(config)
        assert all(str(value).isprintable() for value in config.values())
        return
    assert MARK not in str(refused)
    assert str(refused).isprintable()
    assert refused.hint.format(**refused.params) == str(refused)
