"""Fields of requests, read as strictly as what people type: a guess would become a wrong date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Header, Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from config.told import Told
from desk.mistakes import Mistake, told
from desk.typed import LONGEST, typed_date, typed_name, typed_text
from desk.wording import _
from models.personal import impersonal
from web.api.validation import SAID

_FIRST_YEAR, _LAST_YEAR = 1990, 2199
LARGEST = 2**53 - 1
"""Beyond this a number is not safe in JSON (RFC 8259, section 6)."""


def _said(read: Callable[[str], str]) -> Callable[[str], str]:
    """A reader whose mistakes become the field's, in the caller's language."""

    def checked(text: str) -> str:
        try:
            return impersonal(read(text))
        except Mistake as error:
            raise PydanticCustomError(SAID, "{said}", {"said": str(error)}) from None
        except Told as error:
            raise PydanticCustomError(SAID, "{said}", {"said": told(error)}) from None

    return checked


def _read_date(value: object) -> date:
    if not isinstance(value, str):
        raise PydanticCustomError(SAID, "{said}", {"said": _("a date is text: 2026-10-09")})
    try:
        day = typed_date(value)
    except Mistake as error:
        raise PydanticCustomError(SAID, "{said}", {"said": str(error)}) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        sentence = _("{day} is out of reach: {first} to {last}", day=day, first=_FIRST_YEAR, last=_LAST_YEAR)
        raise PydanticCustomError(SAID, "{said}", {"said": sentence})
    return day


Line = Annotated[str, Field(max_length=LONGEST), AfterValidator(_said(typed_text))]
"""One line of visible characters without an ID number; may be empty."""
Name = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_said(typed_name))]
Day = Annotated[date, BeforeValidator(_read_date), WithJsonSchema({"type": "string", "format": "date"})]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Chosen by you, such as a UUID. Within a day the same key and body get the same answer, "
        "and nothing is done twice; the same key with anything else is refused (422).",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


class Asked(BaseModel):
    """The body of a request. A field that nobody knows is an error, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)
