"""Mail over four kept connections, beside an asynchronous client with as many and plain Apprise."""

import asyncio
import ssl
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import aiosmtplib
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from benchmarks.figure import Figure, prose
from benchmarks.mail_server import Running, mail_server
from benchmarks.rounds import in_turn, ratio
from notifiers.due import Due, Entry, Reader, Server
from notifiers.guard import tls
from notifiers.mail.connections import PER_ACCOUNT
from notifiers.mail.sender import MailNotifier
from notifiers.mail.session import Account
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Sent
from notifiers.outgoing import Outgoing

SENDER, RECIPIENT, OPERATOR = "box@example.org", "wang@example.com", "老王家的服务器"
NOW = datetime(2026, 10, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OURS, ASYNC, APPRISE = "xiaohu", "aiosmtplib with EmailMessage", "plain Apprise"
HOW = """
{count} reminders (full detail, zh_CN, text and HTML, {size} kB each) to an aiosmtpd server in a process of
its own on loopback, with STARTTLS, by four threads over four kept connections; composing and connecting are
part of it. aiosmtplib sends {async_count} such mails made with EmailMessage over four kept connections.
Apprise sends the texts alone, {apprise_count} of them, a plugin object and a connection for each, as it
does, by four threads. Every mail was taken by the server. The kept connections begin anew each round.
"""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures: mails a second beside aiosmtplib, and beside plain Apprise."""
    counts = {OURS: 400, ASYNC: 200, APPRISE: 12} if quick else {OURS: 1200, ASYNC: 400, APPRISE: 40}
    message = _message()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="xiaohu-bench-")))
        server = stack.enter_context(mail_server(_certificate(folder / "server.pem")))
        ours, theirs = tls.__wrapped__(), ssl.create_default_context()
        for context in (ours, theirs):
            context.load_verify_locations(folder / "server.pem")
        stack.enter_context(patch("notifiers.guard.tls", lambda *_: ours))
        costs = in_turn(
            {
                OURS: lambda: _counted(server, counts[OURS], lambda n: _ours(server.port, message, n)),
                ASYNC: lambda: _counted(
                    server, counts[ASYNC], lambda n: _async(server.port, message, theirs, n)
                ),
                APPRISE: lambda: _counted(
                    server, counts[APPRISE], lambda n: _apprise(server.port, message, n)
                ),
            },
            rounds,
        )
    how = HOW.format(
        count=counts[OURS],
        async_count=counts[ASYNC],
        apprise_count=counts[APPRISE],
        size=len(_email_message(message).as_bytes()) // 1000,
    )
    return [_figure(costs, ASYNC, 2.5, how, rounds), _figure(costs, APPRISE, 15, how, rounds)]


def _figure(costs: dict[str, list[float]], peer: str, goal: float, how: str, rounds: int) -> Figure:
    times = ratio(costs[peer], costs[OURS])
    return Figure(
        name=f"Mail over four kept connections, beside {peer}",
        goal=f"at least {goal:g} times the mails a second",
        ours=_rate(costs[OURS]),
        peer_name=peer,
        peer=_rate(costs[peer]),
        ratio=times,
        ratio_says="the mails a second",
        met=times.middle >= goal,
        how=prose(how),
        rounds=rounds,
    )


def _rate(costs: list[float]) -> str:
    return f"{1 / median(costs):.3g} a second"


def _counted(server: Running, count: int, send: Callable[[int], None]) -> float:
    server.sent.append(count)
    started = perf_counter()
    send(count)
    return (perf_counter() - started) / count


def _ours(port: int, message: Message, count: int) -> None:
    outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")), operator=OPERATOR)
    account = Account("127.0.0.1", port, "starttls", "example.org")
    notifier = MailNotifier(account, SENDER, RECIPIENT, outgoing)
    try:
        with ThreadPoolExecutor(PER_ACCOUNT) as pool:
            _all_sent(isinstance(each, Sent) for each in pool.map(notifier.send, [message] * count))
    finally:
        outgoing.close()


def _async(port: int, message: Message, trust: ssl.SSLContext, count: int) -> None:
    async def one(number: int) -> None:
        async with aiosmtplib.SMTP(
            hostname="127.0.0.1", port=port, start_tls=True, tls_context=trust
        ) as client:
            for _ in range(number):
                await client.send_message(_email_message(message))

    async def all_four() -> None:
        await asyncio.gather(*(one(count // PER_ACCOUNT) for _ in range(PER_ACCOUNT)))

    asyncio.run(all_four())


def _apprise(port: int, message: Message, count: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Apprise 2.2 imports modules Python deprecates
        from apprise import NotifyFormat
        from apprise.plugins.email.base import NotifyEmail

    stock: Any = NotifyEmail
    url = f"mailtos://127.0.0.1:{port}?from={SENDER}&to={RECIPIENT}&mode=starttls&verify=no"

    def one(_: int) -> bool:
        plugin = stock(**stock.parse_url(url))
        return bool(plugin.notify(body=message.text, title=message.subject, body_format=NotifyFormat.TEXT))

    with ThreadPoolExecutor(PER_ACCOUNT) as pool:
        _all_sent(pool.map(one, range(count)))


def _all_sent(taken: Iterable[bool]) -> None:
    assert all(taken), "a mail was not taken"


def _email_message(message: Message) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{OPERATOR} <{SENDER}>"
    mail["To"] = RECIPIENT
    mail["Subject"] = message.subject
    mail["Date"] = message.written_at
    mail["Message-ID"] = message.message_id
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _message() -> Message:
    entry = Entry(
        closure=3,
        platform="京东金条",
        kind="verify",
        requested_on=date(2026, 9, 24),
        institutions=("重庆京东盛际小额贷款有限公司",),
        stated="3-5个工作日更新",
        due_on=date(2026, 10, 9),
        check_on=date(2026, 10, 10),
    )
    reader = Reader("zh_CN", ZoneInfo("Asia/Shanghai"), "full")
    due = Due((entry,), reader, Server(OPERATOR, "https://xiaohu.example"), NOW)
    return render_due(due, message_id("benchmark", 1, "example.org"))


def _certificate(file: Path) -> Path:
    """A fresh self-signed one for 127.0.0.1, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 -- a certificate is checked against the real time
    address: Any = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    kept = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(key.private_bytes(*kept) + made.public_bytes(serialization.Encoding.PEM))
    return file
