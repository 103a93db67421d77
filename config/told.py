"""Errors a reader can mend, told in one sentence of the reader's language."""


class Told(Exception):
    """``hint`` is an English message id, ``params`` fill its ``{placeholders}``; a door translates both.

    ``str()`` is the English sentence. No secret is ever part of it.
    """

    def __init__(self, hint: str, **params: object) -> None:
        super().__init__(hint, params)
        self.hint, self.params = hint, params

    def __str__(self) -> str:
        return self.hint.format(**self.params)
