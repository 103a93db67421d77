"""The place of the reader in the tokens of a window text. It only moves forward."""

from collections.abc import Iterable

from scheduler.window_error import WindowError
from scheduler.window_tokens import Token
from scheduler.window_words import Kind

_SHOWN = 20


class Cursor:
    """The tokens still to be read, without the spaces."""

    def __init__(self, text: str, tokens: Iterable[Token]) -> None:
        self._text = text
        self._tokens = [token for token in tokens if token.kind is not Kind.SPACE]
        self._place = 0

    def __bool__(self) -> bool:
        return self._place < len(self._tokens)

    @property
    def next(self) -> Token:
        """The token that ``take`` will take."""
        return self._tokens[self._place]

    def first(self, kind: Kind) -> Token | None:
        """The first token of this kind that is still to be read."""
        return next((token for token in self._tokens[self._place :] if token.kind is kind), None)

    def take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def take_if(self, *kinds: Kind) -> Token | None:
        return self.take() if self.sees(*kinds) else None

    def sees(self, *kinds: Kind, ahead: int = 0) -> bool:
        """Whether the next token, or the one ``ahead`` after it, is of one of these kinds."""
        place = self._place + ahead
        return place < len(self._tokens) and self._tokens[place].kind in kinds

    def error(self, token: Token, hint: str, **params: str) -> WindowError:
        """The error to raise about ``token``; {word} in the hint is the token as typed."""
        word = self._text[token.at : token.at + min(len(token.text), _SHOWN)]
        return WindowError(self._text, token.at, hint, {"word": word, **params})
