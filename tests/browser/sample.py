"""A small world for pages to show: every kind of card, a family, an adviser with clients, somebody new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.account import Account
from models.closure import Closure, Target
from models.planning import Planning
from models.tables import CreditReport, Person, User
from models.user import Relation
from notifiers.channels import read_config
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from scheduler.starting_acts import StartsAt
from tests.closures import add_user, planning, said
from tests.credit_reports import Paper
from tests.quick_reader import keep_report
from tests.unit.reports.papers import after, before
from web.accounts import invite
from web.sessions import sign_in
from worker.action_links import Check, Links
from worker.installation import Installation
from worker.new_channel import add_channel
from worker.pages_key import pages_key

NOW = "2026-10-10T10:00:00+08:00"
TODAY = date(2026, 10, 10)
READY = (
    ("jd-jintiao", "京东金条", "app", "3-5个工作日更新", date(2026, 9, 24)),
    ("huarui-bank", "上海华瑞银行", None, "7个工作日上报人行,5天更新", date(2026, 9, 15)),
    ("duxiaoman", "度小满", None, "30天", date(2026, 8, 20)),
)
WAITING = (
    ("weilidai", "微粒贷", None, "30-45天更新", date(2026, 9, 20)),
    ("huabei", "花呗", None, "20天左右更新", date(2026, 10, 5)),
    ("meituan", "美团", None, "半年", date(2026, 9, 28)),
)
STEPS = (
    ("suning-consumer-finance", "苏宁消费金融", None, "连续打3天,7天后更新", date(2026, 10, 9)),
    ("yilian-bank", "亿联银行", None, "10个工作日处理后再确认", date(2026, 9, 18)),
)
EVERY_KIND, OPEN = (*READY, *WAITING, *STEPS), 200
Row = tuple[str, str, str | None, str, date]


@dataclass(frozen=True, slots=True)
class Sample:
    """``cookies``: by login, of a browser that is signed in; ``numbers``: what paths are filled with."""

    cookies: Mapping[str, str]
    numbers: Mapping[str, object]


def fill(installation: Installation, mail_port: int) -> Sample:
    """A worried person (``wang``), an adviser (``lin``), somebody new (``new``), one who reads English
    (``smith``), and one with two hundred open closures (``busy``).

    It is 10 October 2026, 10:00 in Beijing.
    """
    installation.keys.file.make()
    with installation.database.writing() as session:
        wang, smith = installation.user(session), add_user(session, "smith", locale="en")
        lin, new = add_user(session, "林顾问"), add_user(session, "new")
        closures = list(_of_one(wang.people[0]))
        _register(smith.people[0], *READY[0])
        busy = add_user(session, "busy")
        for n in range(OPEN):
            _register(busy.people[0], *EVERY_KIND[n % len(EVERY_KIND)])
        clients = list(_clients(session, lin))
        for user in (wang, lin, smith):
            _mailbox(installation, session, user, mail_port)
        users = {"wang": wang, "lin": lin, "new": new, "smith": smith, "busy": busy}
        cookies = {name: _sign_in(installation, session, name, user) for name, user in users.items()}
        _kept(session, wang.people[0], before(), date(2026, 8, 21))
        report = _kept(session, wang.people[0], after(day="2026-10-09"), TODAY)
        numbers = {
            "report": report.id,
            "closure": closures[0].id,
            "escalated": closures[-1].id,
            "person": clients[0].id,
            "channel": wang.channels[0].id,
            "permit": _permit(installation, closures[0]),
            "invitation": invite(session, installation.clock.real_now()),
        }
        return Sample(cookies, numbers)


def _kept(session: Session, person: Person, paper: Paper, on: date) -> CreditReport:
    return keep_report(session, person, paper, _at(on))


def _of_one(person: Person) -> Iterator[Closure]:
    for row in (*READY, *WAITING, *STEPS):
        yield _register(person, *row)
    asked = _register(person, "zhongrong-trust", "中融国际信托", None, "3-5个工作日更新", date(2026, 9, 22))
    asked.snooze(TODAY, _planning(TODAY - timedelta(days=1)), report_asked=True)
    yield asked
    yield _awaited(person)
    done = _register(person, "weihai-bank", "威海银行", None, "3-5个工作日更新", date(2026, 8, 3))
    done.answer(Answer.VERIFIED, _planning(date(2026, 8, 20)))
    yield done
    yield _escalated(person)


def _awaited(person: Person) -> Closure:
    target, on = Target("xinwang-bank", "四川新网银行"), date(2026, 10, 1)
    told = {"starts_at": StartsAt.CALL_BACK, "has_started": False}
    return Closure.register(person, target, on, said("30-45天更新"), _planning(on), **told)  # type: ignore[arg-type]


def _escalated(person: Person) -> Closure:
    closure = _register(
        person, "jinshang-consumer-finance", "晋商消费金融", None, "20天左右更新", date(2026, 7, 20)
    )
    closure.answer(Answer.STILL_OPEN, _planning(date(2026, 9, 1)))
    filing = Filing(Rung.OBJECTION, date(2026, 9, 2), date(2026, 9, 4))
    closure.escalate(filing, _planning(date(2026, 9, 5)), "YY-2026-0915")
    closure.add_note("工号 8001 的客服说已经提交上级部门处理", _planning(date(2026, 9, 6)))
    return closure


def _clients(session: Session, lin: User) -> Iterator[Person]:
    for name, rows in (("陈先生", READY[:2]), ("李女士", WAITING), ("赵先生", STEPS[:1])):
        person = Person(
            user=lin,
            name=name,
            relation=Relation.CLIENT,
            consent_for="跟进销户并提醒",
            consent_on=date(2026, 9, 1),
            created_at=_at(date(2026, 9, 1)),
        )
        session.add(person)
        for row in rows:
            _register(person, *row)
        yield person


def _register(person: Person, slug: str, name: str, route: str | None, stated: str, on: date) -> Closure:
    return Closure.register(person, Target(slug, name, route), on, said(stated), _planning(on))


def _planning(on: date) -> Planning:
    return planning(f"{on} 10:00")


def _at(on: date) -> datetime:
    return _planning(on).now


def _mailbox(installation: Installation, session: Session, user: User, port: int) -> None:
    typed: dict[str, str | int | None] = {
        "to": f"user{user.id}@example.com",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
    }
    config = read_config("email", {"sender": "xiaohu@example.com", **typed})
    add_channel(session, installation.keys, user, "email", config, now=installation.clock.now())


def _permit(installation: Installation, closure: Closure) -> str:
    """What stands in the link of a message, behind /a/."""
    check = Check(closure.id, closure.created_at, closure.round.number, closure.last_change)
    links = Links("http://a/", pages_key(installation.settings)).answers(check, installation.clock.now())
    return links.verified.rpartition("/")[2]


def _sign_in(installation: Installation, session: Session, name: str, user: User) -> str:
    now = installation.clock.real_now()
    account = Account(
        user=user, name=name, password_hash="opened by no password", operator=name == "wang", created_at=now
    )
    session.add(account)
    session.flush()
    return sign_in(session, account, "Chromium", now)
