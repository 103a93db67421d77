"""What a door works with for one user: one session, one transaction, one instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desk.mistakes import NotFound
from desk.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.planning import Planning
    from models.tables import Channel, Closure, User
    from worker.installation import Installation


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command or a page works with. What its session does is stored together, or not at all."""

    installation: Installation
    session: Session
    user: User
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Where the user is."""
        return ZoneInfo(self.user.timezone or self.installation.settings.timezone)

    @property
    def today(self) -> date:
        """The user's date."""
        return self.now.astimezone(self.zone).date()

    def planning(self) -> Planning:
        """What dates are worked out with, at this desk's instant."""
        from worker.preferences import planning_for

        calendar = self.installation.calendar(self.session)
        return planning_for(self.user, self.installation.settings, calendar, self.now)

    def closure(self, number: int) -> Closure:
        """The user's closure of that number. Raises NotFound."""
        from models.tables import Closure

        closure = self.session.get(Closure, number) if number.bit_length() < 64 else None
        if closure is None or closure.person.user_id != self.user.id:
            raise NotFound(_("there is no closure no. {number}", number=number), _("see: xiaohu list"))
        return closure

    def channel(self, number: int) -> Channel:
        """The user's channel of that number. Raises NotFound."""
        found = next((channel for channel in self.user.channels if channel.id == number), None)
        if found is None:
            raise NotFound(
                _("there is no channel no. {number}", number=number), _("see: xiaohu channels list")
            )
        return found
