"""After a deletion: the file keeps no traces either, or the user hears what keeps them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import warn
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from worker.installation import Installation


def forget_copies(installation: Installation) -> None:
    """What was deleted is in the backups that were made by themselves, and in what a restore kept aside."""
    from worker.backups import forget_backups

    if count := forget_backups(installation.settings, installation.database):
        warn(
            ngettext(
                "{n} backup that held it is deleted too; a running scheduler makes the next one",
                "{n} backups that held it are deleted too; a running scheduler makes the next one",
                count,
            )
        )


def leave_no_traces(installation: Installation) -> bool:
    """Whether the database's file is free of what was deleted; says how to get there if it is not."""
    from models.erasing import rewrite

    if clean := rewrite(installation.database):
        return clean
    warn(
        _("traces stay in the database's file while another program uses it; stop it and run: xiaohu db tidy")
    )
    return False
