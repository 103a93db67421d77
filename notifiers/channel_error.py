"""What makes no channel, in one sentence."""


class ChannelError(ValueError):
    """A setting that makes no channel.

    ``hint``: an English message id, may hold ``{placeholders}``; ``params`` fills them; ``field`` names the
    setting ("" for the whole). ``str()`` is the English sentence. Secrets are never part of it.
    """

    def __init__(self, hint: str, field: str = "", **params: str) -> None:
        self.hint, self.field, self.params = hint, field, params
        super().__init__(hint.format(**params) if params else hint)
