"""Where a list goes on: opaque to callers, and right whatever is added meanwhile."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from urllib.parse import urlencode

from config.i18n import N_
from web.api.problems import ApiRefusal
from web.api.typed import LARGEST

_MARK = b"after:"
_NOT_OURS = N_("this cursor is none of ours; take it from the next link of the page before")


def cursor_after(number: int) -> str:
    """Goes on behind the thing of that number."""
    return urlsafe_b64encode(_MARK + str(number).encode()).decode().rstrip("=")


def number_of(cursor: str | None) -> int:
    """The number a list goes on behind; 0 from the start. Raises ApiRefusal."""
    if cursor is None:
        return 0
    try:
        mark, _, digits = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).partition(b":")
    except ValueError:
        raise ApiRefusal(422, _NOT_OURS, "cursor") from None
    if mark + b":" != _MARK or not digits.isdigit() or len(digits) > 16 or int(digits) > LARGEST:
        raise ApiRefusal(422, _NOT_OURS, "cursor")
    return int(digits)


def next_page(path: str, query: Iterable[tuple[str, str]], last: int) -> str:
    """The address of the page after the one that ends with number ``last``, with the same filters."""
    kept = [(name, value) for name, value in query if name != "cursor"]
    return f"{path}?{urlencode([*kept, ('cursor', cursor_after(last))])}"
