"""What the rungs of the escalation ladder are called."""

from collections.abc import Mapping

from config.i18n import N_
from scheduler.escalation import Rung

RUNG_NAMES: Mapping[Rung, str] = {
    Rung.ASK_AGAIN: N_("asking the platform again"),
    Rung.COMPLAINT: N_("written complaint to the platform"),
    Rung.OBJECTION: N_("objection (征信异议) at the credit reference centre or the institution"),
    Rung.BRANCH: N_("complaint to the PBOC branch"),
    Rung.HOTLINE: N_("call to the regulator's hotline 12378"),
}
