"""Who gets messages (user), and whose credit report it is (person)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record

if TYPE_CHECKING:
    from models.channel import Channel
    from models.closure import Closure


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
    planned_with: Mapped[str]
    """The sending hours the scheduled reminders were planned with: when these change, they are moved."""
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
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="people")
    closures: Mapped[list[Closure]] = relationship(back_populates="person", order_by="Closure.id")
