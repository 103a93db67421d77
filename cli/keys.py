"""``keys``: what the channels' settings are encrypted with."""

import typer

from cli.output import say
from desk.wording import _, ngettext

keys = typer.Typer(no_args_is_help=True, help=_("The keys that channels' settings are encrypted with."))


@keys.command("rotate", help=_("Encrypt all channels with a new key, and forget the old one."))
def rotate_keys() -> None:
    from cli.opening import opened
    from worker.rotation import rotate

    with opened() as installation:
        count = rotate(installation)
        made = installation.keys.file.exists()
    if not made:
        say(_("There is no key yet: the first channel makes one."))
        return
    told = ngettext("{n} channel has a new key", "{n} channels have a new key", count)
    say(_("{told}. Copies of the old key file open nothing that is stored from now on.", told=told))
