"""JSON webhooks through the transport guard, beside requests and stock Apprise; and what servers that hang,
drip or flood can cost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import requests
import requests.adapters
import requests.sessions
import requests.utils
from apprise import Apprise

from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import Ratio, in_turn, ratio, seconds_per_call
from benchmarks.rude_server import CASES, NEVER_ACCEPTS
from notifiers.apprise_notifier import AppriseNotifier
from notifiers.message import Message
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Sent
from notifiers.outgoing import Outgoing
from notifiers.plugins.guarded_requests import guard_requests
from notifiers.transport import Answer
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, MESSAGE_ID, due

EACH = 100
OURS, PLUGIN, SESSION, STOCK = "xiaohu", "xiaohu, Apprise's plugin", "requests.Session", "stock Apprise"
LIMIT, GRACE, MEMORY = 0.5, 0.2, 10.0
RUDE = (NEVER_ACCEPTS, *CASES)
HOW = prose(f"""
One reminder as JSON, POSTed to a small HTTP server in a process of its own on this machine, which keeps
connections. Ours is outgoing.http, which every sender of ours uses; the peers are a requests.Session with
its defaults, kept for the round, and an Apprise object with one json:// URL, as its documentation shows it.
Beside them stands that same plugin on our transport. A round is {EACH} webhooks, the mean counts.
""")
HOW_BAD = prose(f"""
Each case once a round by outgoing.http and once by Apprise's json plugin, with a limit of {LIMIT} s; the
server is a process of its own. What counts is the longest that any took, how far this process's memory rose
above what it was before (its high-water mark, by the kernel), and how many threads there were more after it.
Beside stands the worst of both senders and all rounds, case by case.
""")

Worst = dict[str, tuple[float, float, int]]


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures of speed, one of endurance."""
    message = render_due(due(CONFIRM_THEN_VERIFY), MESSAGE_ID)
    return [*_fast(rounds, message), _bounded(1, message, RUDE[::3]) if quick else _bounded(3, message, RUDE)]


def _fast(rounds: int, message: Message) -> list[Figure]:
    with _serving("benchmarks.webhook_server") as port:
        costs = in_turn(_contenders(port, message), rounds)
    guard_requests()
    beside = {name: seconds(median(each)) for name, each in costs.items()}
    compared = [(OURS, SESSION, 0.9), (OURS, STOCK, 1.8), (PLUGIN, SESSION, 0.9), (PLUGIN, STOCK, 1.8)]
    return [_speed(costs, *each, rounds, beside) for each in compared]


def _speed(
    costs: dict[str, list[float]], ours: str, peer: str, goal: float, rounds: int, beside: dict[str, str]
) -> Figure:
    faster = ratio(costs[peer], costs[ours])
    return Figure(
        name=f"A JSON webhook by {'our transport' if ours == OURS else 'an Apprise plugin on our transport'}",
        goal=f"at least {goal} times as fast as {peer}",
        ours=seconds(median(costs[ours])),
        peer_name=peer,
        peer=seconds(median(costs[peer])),
        ratio=faster,
        ratio_says="as fast",
        met=faster.middle >= goal,
        how=HOW,
        rounds=rounds,
        beside=beside,
    )


def _contenders(port: int, message: Message) -> dict[str, Callable[[], float]]:
    outgoing = _local(20)
    url, payload = f"http://127.0.0.1:{port}/hook", {"title": message.subject, "message": message.text}
    notifier = AppriseNotifier(f"json://127.0.0.1:{port}/hook", outgoing)

    def with_session() -> float:
        _stock_requests()
        with requests.Session() as session:
            return _mean(lambda: session.post(url, json=payload).status_code == 200)

    def with_apprise() -> float:
        _stock_requests()
        stock = Apprise()
        stock.add(f"json://127.0.0.1:{port}/hook")
        return _mean(lambda: stock.notify(body=message.text, title=message.subject))

    def with_plugin() -> float:
        guard_requests()
        return _mean(lambda: isinstance(notifier.send(message), Sent))

    return {
        OURS: lambda: _mean(lambda: isinstance(outgoing.http.post(url, json=payload), Answer)),
        PLUGIN: with_plugin,
        SESSION: with_session,
        STOCK: with_apprise,
    }


def _stock_requests() -> None:
    """Undo guard_requests(): the peers must not use our transport."""
    sessions: Any = requests.sessions
    sessions.HTTPAdapter = requests.adapters.HTTPAdapter
    sessions.get_environ_proxies = requests.utils.get_environ_proxies
    sessions.get_netrc_auth = requests.utils.get_netrc_auth


def _mean(send: Callable[[], object]) -> float:
    def round_() -> None:
        for _ in range(EACH):
            assert send()

    return seconds_per_call(round_, EACH)


def _bounded(rounds: int, message: Message, cases: Sequence[str]) -> Figure:
    worst: Worst = {}
    for case in cases:
        with _serving("benchmarks.rude_server", case) as port:
            tries = [_try(send) for _ in range(rounds) for send in _senders(port, message)]
        worst[case] = (max(t[0] for t in tries), max(t[1] for t in tries), max(t[2] for t in tries))
    longest = max(each[0] for each in worst.values())
    most, left = max(each[1] for each in worst.values()), max(each[2] for each in worst.values())
    return Figure(
        name=f"{len(worst)} servers that hang, drip, flood or redirect",
        goal=f"each ends within its limit + {GRACE} s, {MEMORY:g} MB, no thread left",
        ours=f"{longest:.3f} s, {most:.1f} MB, {left} threads",
        peer_name="the limit",
        peer=f"{LIMIT} s",
        ratio=Ratio(longest / LIMIT, min(e[0] for e in worst.values()) / LIMIT, longest / LIMIT),
        ratio_says="the limit",
        met=longest <= LIMIT + GRACE and most <= MEMORY and left == 0,
        how=HOW_BAD,
        rounds=rounds,
        beside={case: f"{took:.3f} s, {grown:.1f} MB, {left}" for case, (took, grown, left) in worst.items()},
    )


def _senders(port: int, message: Message) -> Iterator[Callable[[], object]]:
    outgoing = _local(LIMIT)
    assert outgoing.http  # reads the certificates, once a process
    yield lambda: outgoing.http.post(f"http://127.0.0.1:{port}/", json={"text": message.text})
    notifier = AppriseNotifier(f"json://127.0.0.1:{port}/", outgoing)
    yield lambda: notifier.send(message)
    outgoing.close()


def _try(send: Callable[[], object]) -> tuple[float, float, int]:
    """Seconds it took, MB that memory rose, threads it left."""
    threads = threading.active_count()
    Path("/proc/self/clear_refs").write_text("5")  # forget the high-water mark
    before, started = _memory("VmRSS"), perf_counter()
    send()
    return perf_counter() - started, _memory("VmHWM") - before, threading.active_count() - threads


def _memory(kind: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{kind}:")[2].split()[0]) / 1024


def _local(time_limit: float) -> Outgoing:
    return Outgoing(Networks(read_networks("127.0.0.0/8")), time_limit)


@contextmanager
def _serving(*command: str) -> Iterator[int]:
    pipe: Any = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-m", *command], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()
