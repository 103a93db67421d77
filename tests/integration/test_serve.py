"""``xiaohu serve`` as a process of its own: it listens, it is alone, it ends when told to."""

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.leaks import refuse_leaks
from worker.clock import monotonic, pause

PATIENCE = 20.0
ENDS_WITHIN = 10.0


@pytest.fixture
def cli(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def until(true: Callable[[], bool]) -> None:
    given_up = monotonic() + PATIENCE
    while not true():
        assert monotonic() < given_up, "it did not happen"
        pause(0.05)


def listens(port: int) -> bool:
    try:
        return bool(get(port, "/healthz"))
    except OSError:
        return False


class Service:
    """A running service; ``log`` is what it has written so far, ``out`` its standard output."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.log, self.out = "", ""
        self._readers = [threading.Thread(target=self._read, args=(name,)) for name in ("stderr", "stdout")]
        for reader in self._readers:
            reader.start()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(ENDS_WITHIN)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        refuse_leaks(self.log + self.out, "the service's log")

    def _read(self, name: str) -> None:
        with getattr(self.process, name) as lines:
            for line in lines:
                if name == "stderr":
                    self.log += line
                else:
                    self.out += line


NETWORK = "127.0.0.2"
"""Stands for the local network: tests listen on this machine alone."""
_IN_NETWORK = f"""
import web.listening
web.listening.lan_address = lambda: {NETWORK!r}
from cli.main import app
app()
"""


def begin(cli: CommandLine, *args: str) -> "subprocess.Popen[str]":
    """The command in a process of its own; ``--lan`` finds the loopback network."""
    command, pipe = [sys.executable, "-c", _IN_NETWORK, *args], subprocess.PIPE
    return subprocess.Popen(command, env=cli.whole_environment, stdout=pipe, stderr=pipe, text=True)


@contextmanager
def serving(cli: CommandLine, *options: str) -> Iterator[Service]:
    port = free_port()
    process = begin(cli, "serve", "--port", str(port), *options)
    service = Service(process, port)
    try:
        until(lambda: process.poll() is not None or listens(port))
        yield service
    finally:
        service.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_told_to_stop_and_then_ends_well(cli: CommandLine, how: signal.Signals) -> None:
    with serving(cli) as service:
        assert get(service.port, "/healthz") == (200, '{"status":"ok","reasons":[]}')
        assert get(service.port, "/login")[0] == 200
        assert service.end(how) == 0
    assert "Traceback" not in service.log


def test_the_first_account_is_made_at_the_port_that_was_asked_for(cli: CommandLine) -> None:
    with serving(cli) as service:
        until(lambda: "set one up at" in service.log)
        assert f"set one up at http://127.0.0.1:{service.port}/invited/" in service.log
    cli.more = {"XIAOHU_BASE_URL": "https://box.example"}
    with serving(cli) as service:
        until(lambda: "set one up at" in service.log)
        assert "set one up at https://box.example/invited/" in service.log


@pytest.mark.sqlite
def test_a_second_scheduler_on_the_same_file_is_refused(cli: CommandLine) -> None:
    with serving(cli):
        second = cli.process("serve", "--port", str(free_port()))
        assert second.code == 75
        assert "already running" in second.err
        assert cli.process("run", "--once").code == 75


def test_an_address_in_use_is_one_sentence(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with serving(cli) as service:
        other = replace(cli, folder=tmp_path / "other")
        second = other.process("serve", "--port", str(service.port))
        assert second.code == 2
        assert "choose another --port" in second.err.splitlines()[-1]
        assert "Traceback" not in second.err


def test_pages_alone_run_beside_a_scheduler(cli: CommandLine) -> None:
    with serving(cli), serving(cli, "--no-scheduler") as pages:
        assert get(pages.port, "/login")[0] == 200
        assert pages.end() == 0


def test_it_ends_in_time_with_a_message_in_hand_that_hangs(cli: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cli("add", "jd-jintiao", "--window", "3-5个工作日", "--on", "2026-09-24")
        port = str(silent.getsockname()[1])
        added = cli(
            *("channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1"),
            *("--port", port, "--security", "none", "--sender", "x@example.com"),
        )
        assert added.code == 0, added.err
        with serving(replace(cli, now="2026-10-10T09:00:30+08:00")) as service:
            silent.settimeout(PATIENCE)
            with silent.accept()[0]:
                assert service.end() == 0


def test_it_ends_in_time_with_a_visitor_who_never_finishes(cli: CommandLine) -> None:
    with serving(cli) as service, socket.create_connection(("127.0.0.1", service.port)) as slow:
        slow.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nname=")
        assert service.end() == 0


def test_no_token_reaches_the_log(cli: CommandLine) -> None:
    with serving(cli) as service:
        until(lambda: "/invited/" in service.log)
        [setup] = re.findall(r"/invited/(\S+)", service.log)  # shown once, on purpose
        token = "secret-" * 6
        paths = [
            f"/a/{token}",
            f"/a/{token}/more",
            f"/A/{token}",
            f"//a/{token}",
            f"/calendar/{token}.ics",
            f"/calendar/{token}",
            f"/invited/{token}",
            f"/invited/{token}%0aand%20more",
            f"/elsewhere/a/{token}",
            f"/login?next={token}",
            f"/invited/{setup}",
        ]
        for path in paths:
            get(service.port, path, **{"User-Agent": "a-browser", "Referer": f"http://x/a/{token}"})
        until(lambda: service.log.count(" ms\n") >= len(paths) + 1)
        assert service.end() == 0
    assert "secret-" not in service.log
    assert service.log.count(setup) == 1
    assert "a-browser" not in service.log
    lines = re.findall(r"GET (\S+) (\d+) \d+ ms\n", service.log)
    assert ("/a/…", "404") in lines
    assert ("/calendar/….ics", "404") in lines
    assert ("/login", "200") in lines


def test_in_the_local_network_it_prints_where_and_who(cli: CommandLine) -> None:
    with serving(cli, "--lan") as service:
        url = f"http://{NETWORK}:{service.port}"
        until(lambda: "not encrypted" in service.out)
        assert service.out.startswith(f"{url}\n")
        assert "█" in service.out or "▄" in service.out, "a QR code"
        assert f"set one up at {url}/invited/" in service.log
        with urllib.request.urlopen(f"{url}/login", timeout=5) as answer:
            assert answer.status == 200
        assert get(service.port, "/login")[0] == 200, "this machine too"
        assert service.end() == 0


@pytest.mark.parametrize(
    ("options", "more", "said"),
    [
        (("--lan", "--host", "127.0.0.1"), {}, "leave --host out"),
        (("--lan",), {"XIAOHU_BASE_URL": "https://xiaohu.example"}, "leave --lan out"),
        ((), {"XIAOHU_TRUSTED_PROXIES": "*"}, "XIAOHU_TRUSTED_PROXIES=*"),
        ((), {"XIAOHU_TRUSTED_PROXIES": "caddy"}, "write 127.0.0.1 or 10.0.0.0/8"),
    ],
)
def test_what_cannot_be_is_said_at_once(
    cli: CommandLine, options: tuple[str, ...], more: dict[str, str], said: str
) -> None:
    refused = begin(replace(cli, more=more), "serve", "--port", str(free_port()), *options)
    _out, error = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert said in error


def test_a_configured_address_stays_the_one_that_is_linked(cli: CommandLine) -> None:
    named = replace(cli, more={"XIAOHU_BASE_URL": "http://box.example:8321"})
    with serving(named, "--lan") as service:
        until(lambda: "not encrypted" in service.out)
        assert service.out.startswith("http://box.example:8321\n")
        assert service.end() == 0
