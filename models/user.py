"""Who gets messages (user), and whose credit report it is (person)."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from config.i18n import N_
from config.told import Told
from models.record import Record

if TYPE_CHECKING:
    from models.channel import Channel
    from models.closure import Closure
    from models.credit_report import CreditReport


class Relation(StrEnum):
    """What the person is to the user. A client's data needs consent; family's does not (PIPL art. 72)."""

    SELF = "self"
    FAMILY = "family"
    CLIENT = "client"


class ConsentMissing(Told):
    """A client whose consent is not recorded: nothing of theirs is stored or sent."""


class User(Record):
    """Who gets messages. Empty preferences mean the installation's settings."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    locale: Mapped[str | None]
    timezone: Mapped[str | None]
    remind_at: Mapped[time | None]
    digest_at: Mapped[str | None]
    """When the weekly digest comes: ``MON 09:00``, or ``off``."""
    quiet_hours: Mapped[str | None]
    """``22:00-08:00``, or ``off``."""
    cadence: Mapped[str | None]
    """How often an overdue closure is reminded of: ``3,7,14/7/8``, or ``off`` (``scheduler.cadence``)."""
    planned_with: Mapped[str] = mapped_column(index=True)
    """The sending hours the scheduled reminders were planned with: when these change, they are moved
    (``worker.follow_hours``)."""
    created_at: Mapped[datetime]

    people: Mapped[list[Person]] = relationship(back_populates="user", order_by="Person.id")
    channels: Mapped[list[Channel]] = relationship(back_populates="user", order_by="Channel.position")


class Person(Record):
    """Whose report it is: the user, family, a client. Never an ID number, never a full report."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default=Relation.FAMILY.value)
    consent_for: Mapped[str | None]
    """The purpose the person consented to, in the user's words."""
    consent_on: Mapped[date | None]
    pull_wishes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the plan of their reports is to mind (``models.pull_wishes``); empty: nothing special."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="people")
    closures: Mapped[list[Closure]] = relationship(back_populates="person", order_by="Closure.id")
    channels: Mapped[list[Channel]] = relationship(back_populates="person", order_by="Channel.position")
    """The person's own, beside those of the user (``User.channels`` has both)."""
    reports: Mapped[list[CreditReport]] = relationship(
        back_populates="person", order_by="CreditReport.report_date", passive_deletes=True
    )

    def require_consent(self) -> None:
        """Raises ConsentMissing for a client who has not consented."""
        if self.relation == Relation.CLIENT and self.consent_on is None:
            sentence = N_(
                "{name} has not consented; record it: xiaohu people consent {name} --for PURPOSE --on DATE"
            )
            raise ConsentMissing(sentence, name=self.name)

    def require_consent_to_messages(self) -> None:
        """Raises ConsentMissing while it is not recorded: family needs it here too."""
        if self.consent_on is None:
            sentence = N_(
                "{name} has not consented to messages: record the consent first, then add a channel"
            )
            raise ConsentMissing(sentence, name=self.name)
