"""What there is to do before the check, in words."""

from config.i18n import N_

STEPS = {
    "call": N_("call the platform"),
    "call_deadline": N_("last day to call and book the payoff"),
    "deposit": N_("pay into your own repayment account"),
    "payoff": N_("payoff day"),
    "letter": N_("ask for the settlement letter"),
    "confirm": N_("ask the platform to confirm that the account is closed"),
    "last_act": N_("is everything done?"),
    "call_back": N_("has the institution called back?"),
    "settlement": N_("is the loan settled?"),
}
"""By the kind of a step."""
MAY_MOVE = ("call_deadline", "letter", "confirm")
"""Kinds whose day a holiday notice can still move."""
