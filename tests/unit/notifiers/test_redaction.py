"""What may be kept of a server's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.redaction import decoded, redacted


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550 5.1.1 <wang@example.com>: user unknown", "550 5.1.1 <…>: user unknown"),
        ("see https://example.com/?key=1 for help", "see … for help"),
        ("wrong password hunter2secret", "wrong password …"),
        ("line one\r\nline two\x00", "line one line two"),
        ("a" * 300, "a" * 199 + "…"),
        ("pin ab", "pin ab"),
    ],
)
def test_addresses_links_and_secrets_are_blanked(said: str, kept: str) -> None:
    assert redacted(said, ("hunter2secret", "ab", "")) == kept


@given(st.text(), st.text(alphabet="abcdef0123456789", min_size=4), st.text())
def test_a_secret_never_survives(before: str, secret: str, after: str) -> None:
    assert secret not in redacted(before + secret + after, [secret]).replace("…", " ")


def test_chinese_servers_are_understood_in_either_encoding() -> None:
    assert decoded("用户不存在".encode()) == decoded("用户不存在".encode("gb18030")) == "用户不存在"
    assert decoded("gone") == "gone"
