"""The pages among a million rows of others, and beside a Django page with the same query and template."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.crowd import add_crowd, planning
from benchmarks.figure import Figure, prose, seconds
from benchmarks.page_server import DJANGO, NOW, OURS, served, settings_of
from benchmarks.rounds import in_turn, ratio
from benchmarks.visitor import Visitor, p95, seconds_together
from models.closure import Closure, Target
from models.round import Statement, WindowSource
from models.tables import Account, Channel, Delivery, Event, Person, User
from scheduler.windows import parse
from web.sessions import sign_in
from worker.installation import Installation, open_installation

OPEN, VISITORS, HOME, LIST = 200, 4, "/", "/closures"
ROWS_EACH = 8
"""Of each other user: user, channel, person, closure, round, reminder, event, delivery."""
FIRST_OTHER, A_BATCH = 100_000, 10_000
WINDOWS = ("3-5个工作日", "30天", "20天左右", "次月", "7个工作日,5天", "半年")
AMONG, ALONE, NOTHING = "among others", "alone", "nothing followed"
HOW = prose("""
The first page of a user with 200 open closures, asked for in turn by a kept connection from a server process
of its own each (uvicorn, an SQLite file), {requests} times a round; p95 of each round. In the one database
there are {rows:,} rows of {others:,} others, each with a channel, a person, a closure with its round, a
reminder, an event and a receipt; in the other nobody else's. Beside it a user who follows nothing yet.
""")
BESIDE_DJANGO = prose("""
The list of all closures of a user with 200 open ones, by four kept connections at once, {requests} requests
each a round; compressed. Ours as it is served. The peer is Django {version} behind the same server (uvicorn,
h11; as WSGI, ten threads with kept connections): its ORM asks for the same, session, account, people,
channels, trust line and list, its Jinja2 engine fills the same template, and before measuring both pages are
the same to the byte. The list and not the first page, because what that one shows is planned, not queried.
Compared is the mean time of a request, which is one over requests per second.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures."""
    others = (40_000 if quick else 1_000_000) // ROWS_EACH
    with TemporaryDirectory(prefix="xiaohu-bench-") as folder:
        alone, among = Path(folder, "alone"), Path(folder, "among")
        busy, new = _fill(alone, 0)
        busy_among, _ = _fill(among, others)
        return [
            _home(
                rounds,
                {AMONG: (among, busy_among), ALONE: (alone, busy), NOTHING: (alone, new)},
                others,
                20 if quick else 60,
            ),
            _list(rounds, alone, busy, 10 if quick else 40),
        ]


def _home(rounds: int, places: dict[str, tuple[Path, str]], others: int, requests: int) -> Figure:
    with ExitStack() as open_:
        visitors = {
            name: open_.enter_context(_visitor(OURS, folder, HOME, cookie))
            for name, (folder, cookie) in places.items()
        }
        contenders = {name: lambda it=it: p95(it, requests) for name, it in visitors.items()}
        in_turn(contenders, 1)
        costs = in_turn(contenders, rounds)
    compared = ratio(costs[AMONG], costs[ALONE])
    return Figure(
        name=f"First page with {OPEN} open closures among {others * ROWS_EACH:,} rows of others, p95",
        goal="at most 2 times that without others",
        ours=seconds(median(costs[AMONG])),
        peer_name="the same without others",
        peer=seconds(median(costs[ALONE])),
        ratio=compared,
        ratio_says="as long",
        met=compared.middle <= 2,
        how=HOW.format(rows=others * ROWS_EACH, others=others, requests=requests),
        rounds=rounds,
        beside={NOTHING: seconds(median(costs[NOTHING]))},
    )


def _list(rounds: int, folder: Path, cookie: str, requests: int) -> Figure:
    import django

    with ExitStack() as open_:
        ports = {name: open_.enter_context(served(name, folder)) for name in (OURS, DJANGO)}
        groups = {
            name: [Visitor(port, LIST, cookie) for _ in range(VISITORS)] for name, port in ports.items()
        }
        ours, peers = (group[0].read() for group in groups.values())
        if ours != peers:
            raise AssertionError("the peer's page is another one")
        contenders = {
            name: lambda group=group: seconds_together(group, requests) for name, group in groups.items()
        }
        in_turn(contenders, 1)
        costs = in_turn(contenders, rounds)
        for group in groups.values():
            for visitor in group:
                visitor.close()
    compared = ratio(costs[DJANGO], costs[OURS])
    return Figure(
        name="Requests per second for the list of closures",
        goal="at least as many as Django",
        ours=f"{1 / median(costs[OURS]):.0f} a second",
        peer_name="Django",
        peer=f"{1 / median(costs[DJANGO]):.0f} a second",
        ratio=compared,
        ratio_says="as many",
        met=compared.middle >= 1,
        how=BESIDE_DJANGO.format(version=django.__version__, requests=requests),
        rounds=rounds,
    )


@contextmanager
def _visitor(application: str, folder: Path, path: str, cookie: str) -> Iterator[Visitor]:
    with served(application, folder) as port:
        visitor = Visitor(port, path, cookie)
        try:
            yield visitor
        finally:
            visitor.close()


def _fill(folder: Path, others: int) -> tuple[str, str]:
    """The cookies of a busy user and of a new one."""
    folder.mkdir(mode=0o700)
    with open_installation(settings_of(folder), durable=False) as installation:
        installation.keys.file.make()
        with installation.database.writing() as session:
            busy, new = _user(session, "busy"), _user(session, "new")
            for n in range(OPEN):
                _register(busy.people[0], n)
            cookies = _sign_in(installation, session, busy), _sign_in(installation, session, new)
        for first in range(0, others, A_BATCH):
            _add_others(installation, FIRST_OTHER + first, min(A_BATCH, others - first))
    return cookies


def _user(session: Session, name: str) -> User:
    user = User(name=name, planned_with="", created_at=NOW)
    user.channels.append(
        Channel(kind="none", config="", label="none", detail="full", position=1, created_at=NOW)
    )
    user.people.append(Person(name=name, relation="self", created_at=NOW))
    session.add(user)
    session.flush()
    return user


def _register(person: Person, n: int) -> None:
    text, on = WINDOWS[n % len(WINDOWS)], date(2026, 10, 9) - timedelta(days=n % 45)
    told = Statement(text, parse(text), WindowSource.STATED)
    asked_at = NOW - (NOW.date() - on)
    Closure.register(person, Target("weihai-bank", "威海银行", None), on, told, planning(asked_at))


def _sign_in(installation: Installation, session: Session, user: User) -> str:
    now = installation.clock.real_now()
    account = Account(user=user, name=user.name, password_hash="opened by none", created_at=now)
    session.add(account)
    session.flush()
    return sign_in(session, account, "", now)


def _add_others(installation: Installation, first: int, count: int) -> None:
    add_crowd(installation, [NOW + timedelta(days=1)] * count, first)
    event = {"at": NOW, "kind": "registered", "data": {}}
    with installation.database.statement() as connection:
        rows = [{"user_id": i, "closure_id": i, **event} for i in range(first, first + count)]
        connection.execute(insert(Event), rows)
        sent = {"at": NOW, "message_id": "", "outcome": "sent", "code": "250", "reason": "", "seconds": 0.1}
        receipts = [{"reminder_id": i, "channel_id": i, **sent} for i in range(first, first + count)]
        connection.execute(insert(Delivery), receipts)
