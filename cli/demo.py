"""``xiaohu demo``: the main job end to end on sample closures, in a minute."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from cli.dates_view import why
from cli.demo_story import BEIJING, FIRST, LAST, play
from cli.demo_world import World, new_world
from cli.output import heading, listing, say, section
from config.i18n import N_
from desk.states import STATES
from desk.wording import _, ngettext, spoken
from models.tables import Closure, Delivery, Reminder, Round

if TYPE_CHECKING:
    from cli.demo_inbox import Mail

_ASKS = {
    "call": N_("call {platform}"),
    "call_deadline": N_("last day to call {platform}"),
    "deposit": N_("pay in for {platform}"),
    "payoff": N_("payoff at {platform}"),
    "letter": N_("settlement letter of {platform}"),
    "confirm": N_("ask {platform} to confirm"),
    "verify": N_("check {platform} on a new report"),
    "overdue": N_("{platform} is still not checked"),
}
SHOWN_IN_FULL = "jd-jintiao"


class DemoFailed(Exception):
    """What was recorded as sent is not what the mail server received."""


def demo() -> None:
    """Play the story and show what became of it. Raises DemoFailed if it did not come out right."""
    say(
        heading(_("xiaohu: the main job, from 1 September to 31 October 2026")),
        _("The database, scheduler, mails and mail server are real; only the clock is simulated."),
    )
    with new_world(datetime.combine(FIRST, time(8), BEIJING), _("demo server"), spoken().locale) as world:
        play(world)
        _show_closures(world)
        _show_inbox(world)
        _show_one_mail(world)
        _show_one_date(world)
        _show_count(world)
    _show_next_steps()


def _show_closures(world: World) -> None:
    titles = (_("Platform"), _("Asked on"), _("What was said"), _("Last day"), _("Check on"), _("In the end"))
    with world.installation.database.reading() as session:
        closures = session.scalars(select(Closure).order_by(Closure.id)).all()
        rows = [_closure_row(closure) for closure in closures]
    say(section(_("What was registered")), listing(titles, rows))


def _closure_row(closure: Closure) -> tuple[str, ...]:
    first = closure.rounds[0]
    due_on, check_on = (_day(day) if day else "" for day in (first.due_on, first.check_on))
    said = first.stated or _("nothing: 30 days assumed")
    state = STATES[closure.state_on(LAST).value]
    return closure.platform_name, _day(closure.requested_on), said, due_on, check_on, _(state)


def _show_inbox(world: World) -> None:
    rows = [(_arrival(mail), _about(mail, world)) for mail in world.inbox.mails]
    say(section(_("The inbox")), listing((_("Arrived"), _("Things to do")), rows))


def _about(mail: Mail, world: World) -> str:
    """What a mail asks for, by what the scheduler recorded under its Message-ID."""
    with world.installation.database.reading() as session:
        asked = (
            select(Closure.platform_name, Reminder.kind, Reminder.step)
            .join(Closure.rounds)
            .join(Round.reminders)
            .join(Delivery, Delivery.reminder_id == Reminder.id)
            .where(Delivery.message_id == mail.message["Message-ID"])
            .order_by(Reminder.id)
        )
        said = (_(_ASKS[step or kind], platform=name) for name, kind, step in session.execute(asked))
        return _("; ").join(said)


def _show_one_mail(world: World) -> None:
    platform = world.installation.catalog().by_slug[SHOWN_IN_FULL]
    mail = next(mail for mail in world.inbox.mails if platform.name in mail.text and len(mail.text) > 0)
    say(
        section(_("One mail in full: {arrived}", arrived=_arrival(mail))),
        mail.subject,
        "",
        mail.text.rstrip(),
    )


def _show_one_date(world: World) -> None:
    installation = world.installation
    with installation.database.reading() as session:
        closure = session.scalars(select(Closure).where(Closure.platform == SHOWN_IN_FULL)).one()
        planning = installation.planning(session, installation.user(session))
        first = closure.rounds[0]
        said = _(
            "{platform} was asked on {day} and said: {stated}",
            platform=closure.platform_name,
            day=spoken().day(closure.requested_on, LAST),
            stated=first.stated,
        )
        say(section(_("One date across the National Day holiday")), said)
        say(*why(first.dates(planning), LAST))


def _show_count(world: World) -> None:
    """Every mail recorded as sent arrived once, none before its day. Raises DemoFailed otherwise."""
    with world.installation.database.reading() as session:
        recorded = sorted(
            session.scalars(select(Delivery.message_id).where(Delivery.outcome == "sent").distinct())
        )
    arrived = sorted(str(mail.message["Message-ID"]) for mail in world.inbox.mails)
    if arrived != recorded:
        raise DemoFailed(f"{len(recorded)} mails were recorded as sent, {len(arrived)} arrived")
    counted = ngettext(
        "{n} mail was recorded as sent, and arrived once.",
        "{n} mails were recorded as sent, and each arrived once.",
        len(arrived),
    )
    say(section(_("The count")), counted)


def _show_next_steps() -> None:
    say(
        section(_("Now for real")),
        "  .venv/bin/xiaohu add 京东金条 --window '3-5个工作日更新'",
        "  .venv/bin/xiaohu channels add email --to you@qq.com",
        "  .venv/bin/xiaohu run",
        _("  The README says more. Nothing of this demonstration was kept."),
    )


def _arrival(mail: Mail) -> str:
    return f"{mail.arrived_at.astimezone(BEIJING):%m-%d %H:%M}"


def _day(day: date) -> str:
    return f"{day:%m-%d}"
