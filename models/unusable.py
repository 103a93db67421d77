"""Why there is no working with the database at the moment, or at all."""

from config.i18n import N_
from config.told import Told

BUSY = N_("the database is busy with another program; try again in a moment")


class DatabaseUnusable(Told):
    """The database cannot be used: one sentence with what was found and the remedy."""


class DatabaseBusy(Told):
    """Somebody else holds the database; trying again later helps."""
