"""Every table, imported once, so that mappers and migrations see them all."""

from models.account import Account, ApiToken, Feed, IdempotencyKey, Invitation, LoginFailure, WebSession
from models.allowed_network import AllowedNetwork
from models.channel import Channel
from models.closure import Closure
from models.credit_report import CreditReport, ReportAccount, ReportVerdict
from models.escalation import Escalation
from models.event import Event
from models.external_id import ExternalId
from models.heartbeat import Heartbeat
from models.hold import Hold
from models.holiday_notice import HolidayNotice
from models.observation import ImportedObservation
from models.record import Record
from models.reminder import Delivery, Reminder
from models.round import Round
from models.user import Person, User

__all__ = [
    "Account",
    "AllowedNetwork",
    "ApiToken",
    "Channel",
    "Closure",
    "CreditReport",
    "Delivery",
    "Escalation",
    "Event",
    "ExternalId",
    "Feed",
    "Heartbeat",
    "Hold",
    "HolidayNotice",
    "IdempotencyKey",
    "ImportedObservation",
    "Invitation",
    "LoginFailure",
    "Person",
    "Record",
    "Reminder",
    "ReportAccount",
    "ReportVerdict",
    "Round",
    "User",
    "WebSession",
]
