"""An act that cannot be done to a closure as it stands."""

from config.told import Told


class ActRefused(Told):
    """One sentence: why it cannot be done, and what can."""
