"""What a kind of channel asks its user for: a pydantic model whose fields say how to ask.

The command line makes options of a form, the pages make inputs of it; both show its sentences.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from config.i18n import N_
from notifiers.channel_error import ChannelError

Config = dict[str, str | int]
LONGEST = 2000
"""Characters of one field; no vendor's address or token comes near it."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field is asked for, as metadata: ``Annotated[str, Asked(N_("..."), secret=True)]``.

    ``label``: an English message id. ``secret``: typed hidden, shown masked only. ``example`` is shown as it
    is. ``host``: names the server to connect to, so its address is checked when the channel is saved.
    """

    label: str
    secret: bool = False
    example: str = ""
    host: bool = False


class Form(BaseModel):
    """The fields of one kind. Validators raise ChannelError with a sentence for the user.

    A stored config (``config()``) reads back as itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def config(self) -> Config:
        """What is stored: flat, fit for JSON, secrets included."""
        return self.model_dump(exclude_none=True)

    @classmethod
    def asks(cls) -> dict[str, Asked]:
        """The fields in order, and how each is asked for."""
        return {name: _asked(field.metadata) for name, field in cls.model_fields.items()}

    @classmethod
    def secrets(cls) -> frozenset[str]:
        """The names of the fields that are shown masked only."""
        return frozenset(name for name, asked in cls.asks().items() if asked.secret)


def read_value(field: str, value: str | int) -> str | int:
    """One value as typed or pasted, without spaces around it. Raises ChannelError for what no field takes:
    line breaks (they would become headers), several URLs, more than fits."""
    if isinstance(value, int):
        return value
    value = value.strip()
    if not value.isprintable():
        hint = N_("{setting} holds a line break or another invisible character.")
        raise ChannelError(hint, field, setting=_shown(field))
    if len(value) > LONGEST:
        hint = N_("{setting} is longer than {limit} characters: check what was pasted.")
        raise ChannelError(hint, field, setting=_shown(field), limit=str(LONGEST))
    if _SCHEME.match(value) and len(_SCHEME.findall(value)) > 1:
        raise ChannelError(N_("These are several URLs: add a channel for each."), field)
    return value


def read_form(form: type[Form], kind: str, typed: Mapping[str, str | int]) -> Form:
    """What a user typed as a complete form. Raises ChannelError; what was typed is never part of its text
    unless the form's own sentence names it."""
    try:
        return form.model_validate(dict(typed))
    except ValidationError as error:
        raise _sentence(error, form, kind) from None


def _asked(metadata: list[Any]) -> Asked:
    return next(each for each in metadata if isinstance(each, Asked))


def _shown(field: str) -> str:
    """A field's name, which may be anything where a program sends it."""
    return "".join(each if each.isprintable() else "?" for each in field[:40])


def _sentence(error: ValidationError, form: type[Form], kind: str) -> ChannelError:
    # An unknown setting first: the others may be missing because it stands for one of them.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    ours = first.get("ctx", {}).get("error")
    if isinstance(ours, ChannelError):
        return ours
    field = str(first["loc"][0]) if first["loc"] else ""
    fields = ", ".join(form.model_fields)
    if first["type"] == "extra_forbidden":
        hint = N_("A channel of kind {kind} has no setting called {setting}: it takes {fields}.")
        return ChannelError(hint, field, kind=kind, setting=repr(_shown(field)), fields=fields)
    if first["type"] == "missing":
        hint = N_("{setting} is missing: a channel of kind {kind} takes {fields}.")
        return ChannelError(hint, field, kind=kind, setting=field, fields=fields)
    hint = N_("{setting} is not usable as it is: check how it was copied.")
    return ChannelError(hint, field, setting=field)
