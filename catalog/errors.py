"""What is wrong with a file of the catalogue."""


class CatalogError(Exception):
    """``file: key: reason``, one sentence.

    ``file`` is its path or name; ``key`` is empty where the whole file is meant.
    """

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(file, key, reason)
        self.file = file
        self.key = key
        self.reason = reason

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)
