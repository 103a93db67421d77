"""What the access log shows of a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.access_log import shown
from web.tokens import new_token

TOKEN = "qW3_-" * 9


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/", "/"),
        ("/closures/3/answer", "/closures/3/answer"),
        ("/calendar", "/calendar"),
        (f"/a/{TOKEN}", "/a/…"),
        ("/a/short", "/a/…"),
        (f"/a/{TOKEN}/", "/a/…"),
        (f"//a//{TOKEN}", "//a//…"),
        (f"/invited/{TOKEN}", "/invited/…"),
        (f"/calendar/{TOKEN}.ics", "/calendar/….ics"),
        (f"/calendar/{TOKEN}", "/calendar/…"),
        (f"/elsewhere/{TOKEN}/x", "/elsewhere/…/x"),
        ("/a/x\r\nGET /forged 200 1 ms", "/a/…"),
        ("/x\r\nforged \x1b[31m", "/x??forged ?[31m"),
    ],
)
def test_tokens_and_line_breaks_are_cut(path: str, line: str) -> None:
    assert shown(path) == line


def test_a_path_is_cut_at_a_length_that_reads() -> None:
    assert len(shown("/x y" * 400)) <= 121


@given(st.sampled_from(["/a/", "/A/", "/invited/", "/calendar/", "/api/v1/", "/"]), st.text(max_size=5))
def test_no_secret_of_ours_is_ever_shown(folder: str, after: str) -> None:
    token = new_token()
    assert token[:32] not in shown(folder + token + after)
