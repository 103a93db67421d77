"""What a request's model refuses, field by field, in the caller's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from config.i18n import N_
from desk.wording import _
from web.api.problems import FieldError

_WORDS = {
    "missing": N_("this is missing"),
    "extra_forbidden": N_("there is no such field"),
    "string_type": N_("this has to be text"),
    "string_too_short": N_("this is too short: at least {min_length}"),
    "string_too_long": N_("this is too long: at most {max_length} characters"),
    "int_type": N_("this has to be a whole number"),
    "int_parsing": N_("this has to be a whole number"),
    "int_from_float": N_("this has to be a whole number"),
    "bool_type": N_("this is true or false"),
    "bool_parsing": N_("this is true or false"),
    "greater_than_equal": N_("this is too small: at least {ge}"),
    "less_than_equal": N_("this is too large: at most {le}"),
    "enum": N_("this is one of {expected}"),
    "literal_error": N_("this is one of {expected}"),
    "dict_type": N_("this has to be an object"),
    "model_attributes_type": N_("this has to be an object"),
    "too_long": N_("this is too long: at most {max_length}"),
    "json_invalid": N_("this is not JSON"),
}
_OTHERWISE = N_("this cannot be used as it is")
SAID = "said"
"""The type of errors that our own validators raise: their sentence is already in the caller's language."""
_WHERE = ("body", "query", "header", "path")


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """By pydantic's list; what was sent is never part of it."""
    return [FieldError(field=_field(each["loc"]), detail=_detail(each)) for each in errors]


def is_about_path(errors: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the address itself names nothing there can be."""
    return any(each["loc"] and each["loc"][0] == "path" for each in errors)


def _field(loc: Sequence[str | int]) -> str:
    parts = loc[1:] if loc and loc[0] in _WHERE else loc
    # What a caller named a field may hold anything.
    named = ".".join(str(part) for part in parts)[:100]
    return "".join(each if each.isprintable() else "?" for each in named)


def _detail(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind == SAID:
        return str(error["msg"])
    if kind not in _WORDS:
        return _(_OTHERWISE)
    known = {name: str(value).replace(" or ", ", ") for name, value in (error.get("ctx") or {}).items()}
    return _(_WORDS[kind], **known)
