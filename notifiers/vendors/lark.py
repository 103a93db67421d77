"""Lark group robot: Feishu's interface at another address, with accounts of its own."""

from typing import Annotated, ClassVar

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import masked
from notifiers.vendors.feishu import LARK, PER_MINUTE, FeishuForm, Region, open_robot
from scheduler.budgets import Budget


class LarkForm(FeishuForm):
    """The same fields."""

    region: ClassVar[Region] = LARK

    webhook: Annotated[
        str, Asked(N_("The robot's webhook address."), secret=True, example=f"{LARK.origin}/.../hook/...")
    ]


def open_lark(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    return open_robot(LARK, config, outgoing)


KIND = Kind(
    "lark",
    N_("Lark group robot"),
    LarkForm,
    lambda config: f"Lark {masked(str(config['webhook']))}",
    open_lark,
    Budget(per_minute=PER_MINUTE),
    "minimal",
)
