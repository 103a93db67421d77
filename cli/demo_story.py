"""The demonstration's story: who is asked to close what, what they say, what the reports show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from catalog.platform import Route
from cli.demo_world import World
from models.closure import Closure, Target
from models.round import Statement, WindowSource
from models.tables import Reminder
from scheduler.appointments import plan_appointment
from scheduler.lifecycle import Answer
from scheduler.windows import assumed, parse

BEIJING = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
ANSWERED_AT = time(20)
"""In the evening the reader of the story answers what the mails of the day asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """A closure of the story: when it is requested, of whom, what is said, what the new reports show.

    ``stated`` None: the guide's window; empty: the platform said nothing.
    """

    on: date
    platform: str
    route: str
    answers: tuple[Answer, ...] = ()
    stated: str | None = None
    payoff_on: date | None = None


_CLOSED, _NOT_YET, _OPEN = (Answer.VERIFIED,), (Answer.NOT_UPDATED,), (Answer.STILL_OPEN,)

# Every kind of window the guide knows, around the Mid-Autumn and National Day holidays of 2026.
STORY = (
    Request(date(2026, 9, 1), "huarui-bank", "phone-95173", _CLOSED),
    Request(date(2026, 9, 1), "standard-chartered", "deposit-day-before", payoff_on=date(2026, 9, 18)),
    Request(date(2026, 9, 2), "xinwang-bank", "phone"),
    Request(date(2026, 9, 7), "jinshang-consumer-finance", "phone", _NOT_YET),
    Request(date(2026, 9, 10), "wanda-shanghai", "app-and-phone", _CLOSED),
    Request(date(2026, 9, 14), "yilian-bank", "phone", _CLOSED),
    Request(date(2026, 9, 15), "youqianhua-wukuang-trust", "phone", _OPEN),
    Request(date(2026, 9, 21), "haier-consumer-finance", "phone", _CLOSED),
    Request(date(2026, 9, 22), "zhongrong-trust", "phone", _CLOSED, stated="下个月更新"),
    Request(date(2026, 9, 23), "xishang-bank", "automatic", _CLOSED),
    Request(date(2026, 9, 24), "jd-jintiao", "app", _NOT_YET),
    Request(date(2026, 9, 28), "suning-consumer-finance", "phone", _CLOSED),
    Request(date(2026, 9, 28), "weihai-bank", "wechat", stated=""),
)


def play(world: World) -> None:
    """Two months: requests in the morning, mails when they are due, answers in the evening."""
    requests = {request.on: [r for r in STORY if r.on == request.on] for request in STORY}
    answers = {request.platform: list(request.answers) for request in STORY}
    for day in _days():
        world.live_until(datetime.combine(day, time(8, 30), BEIJING))
        for request in requests.get(day, ()):
            register(world, request)
        world.live_until(datetime.combine(day, ANSWERED_AT, BEIJING))
        _answer_the_mails_of(day, world, answers)


def register(world: World, request: Request) -> None:
    """What ``xiaohu add`` does for one request of the story."""
    installation = world.installation
    platform = installation.catalog().get(request.platform)
    route = platform.route(request.route) if platform else None
    assert platform is not None
    assert route is not None
    with installation.database.writing() as session:
        user = installation.user(session)
        planning = installation.planning(session, user)
        appointment = None
        if route.appointment and request.payoff_on:
            rule = route.appointment.rule()
            appointment = plan_appointment(rule, request.payoff_on, planning.beijing_today, planning.calendar)
        Closure.register(
            user.people[0],
            Target(platform.slug, platform.name, route.id),
            request.on,
            _statement(request, route),
            planning,
            appointment=appointment,
        )


def _statement(request: Request, route: Route) -> Statement:
    if request.stated:
        return Statement(request.stated, parse(request.stated), WindowSource.STATED)
    if request.stated is None and route.window:
        return Statement(route.window, parse(route.window), WindowSource.GUIDE)
    return Statement("", assumed(), WindowSource.ASSUMED)


def _answer_the_mails_of(day: date, world: World, answers: dict[str, list[Answer]]) -> None:
    installation = world.installation
    with installation.database.writing() as session:
        planning = installation.planning(session, installation.user(session))
        asked = select(Reminder).where(Reminder.kind != "step", Reminder.state == "sent", Reminder.day == day)
        for reminder in session.scalars(asked):
            assert reminder.round is not None
            closure = reminder.round.closure
            if answers[closure.platform]:
                closure.answer(answers[closure.platform].pop(0), planning)


def _days() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
