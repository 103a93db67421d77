"""What is wrong with a file of the catalogue."""


def N_(message: str) -> str:  # noqa: N802 - the name by which message extraction finds these texts
    return message


class CatalogError(Exception):
    """``file: key: reason``, one sentence.

    ``file`` is its path or name; ``key`` is empty where the whole file is meant. ``hint`` is the reason as a
    message id and ``params`` fill it: what a user may meet (a notice) is marked for translation, what an
    author of catalogue files meets stays English.
    """

    def __init__(self, file: str, key: str, hint: str, **params: object) -> None:
        super().__init__(file, key, hint, params)
        self.file = file
        self.key = key
        self.hint = hint
        self.params = params

    @property
    def reason(self) -> str:
        """In English."""
        return self.hint.format(**self.params) if self.params else self.hint

    def saying(self, reason: str) -> str:
        """The whole sentence around a reason in the reader's language."""
        return ": ".join(part for part in (self.file, self.key, reason) if part)

    def __str__(self) -> str:
        return self.saying(self.reason)
