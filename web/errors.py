"""What a page or the API cannot do, as exceptions that web.refusals turns into answers."""


class LoginNeeded(Exception):
    """Nobody is signed in."""


class FormNotOurs(Exception):
    """A form without the token of this browser: from another site, or older than its session."""


class Missing(Exception):
    """There is no such page or thing, or it is another user's: no difference is told."""


class NotAllowed(Exception):
    """Somebody is signed in, but this is for operators, or for a token with another scope."""
