"""Postfix and Dovecot in a folder of their own, on free ports of this machine: no system service, no other
file touched. Both have to be started by root, and hand down their rights themselves."""

import imaplib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp

from tests.contract.servers import PASSWORD, certificate
from tests.scripted import eventually

ADDRESS = "wang@example.com"
LARGEST = 60_000

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = post.example.com
mydestination =
alias_maps =
mynetworks =
default_transport = discard
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
virtual_mailbox_domains = example.com
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = inline:{{{address}=wang/}}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
message_size_limit = {largest}
smtpd_tls_chain_files = {pem}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
"""
_SERVICES = (
    ("cleanup", "unix", "0", "cleanup"),
    ("qmgr", "unix", "1", "qmgr"),
    ("tlsmgr", "unix", "1", "tlsmgr"),
    ("rewrite", "unix", "-", "trivial-rewrite"),
    ("bounce", "unix", "0", "bounce"),
    ("defer", "unix", "0", "bounce"),
    ("trace", "unix", "0", "bounce"),
    ("retry", "unix", "-", "error"),
    ("error", "unix", "-", "error"),
    ("discard", "unix", "-", "discard"),
    ("virtual", "unix", "-", "virtual"),
    ("anvil", "unix", "1", "anvil"),
    ("proxymap", "unix", "-", "proxymap"),
    ("postlog", "unix-dgram", "1", "postlogd"),
)
_DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/boxes/wang
first_valid_uid = 1
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/boxes/wang allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0666
  }}
}}
"""


def missing() -> str:
    """What keeps the mail system from running here; empty if nothing does."""
    if os.geteuid():
        return "only root can start Postfix and Dovecot"
    absent = [name for name in ("postfix", "dovecot", "doveadm") if not shutil.which(name, path=_PATH)]
    return f"not installed: {', '.join(absent)} (Debian: postfix dovecot-imapd)" if absent else ""


_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class MailSystem:
    """Ports of the running servers, and the certificate they show."""

    folder: Path
    pem: Path
    starttls: int
    tls: int
    imap: int

    def mails(self, count: int) -> list[bytes]:
        """The mailbox as IMAP shows it, once that many are in it."""
        eventually(lambda: len(self._fetched()) >= count, f"{count} mails in the mailbox")
        return self._fetched()

    def logged(self, words: str) -> int:
        """How often Postfix has logged these words."""
        return (self.folder / "postfix.log").read_text().count(words)

    def _fetched(self) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.imap, timeout=5) as imap:
            imap.login(ADDRESS, PASSWORD)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [imap.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]  # type: ignore[index, misc]


@contextmanager
def mail_system() -> Iterator[MailSystem]:
    """A running mail system, stopped and removed at the end."""
    folder = Path(mkdtemp(prefix="xiaohu-mail-"))  # pytest's own folders are closed to Postfix
    folder.chmod(0o755)
    try:
        system = MailSystem(folder, certificate(folder), *(_free_port() for _ in range(3)))
        _write(system)
        with _running("dovecot", "-c", str(folder / "dovecot.conf"), stop=("doveadm", "-c", "{}", "stop")):
            yield from _with_postfix(system)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_postfix(system: MailSystem) -> Iterator[MailSystem]:
    settings = str(system.folder / "postfix")
    with _running("postfix", "-c", settings, "start", stop=("postfix", "-c", "{}", "stop")):
        for port in (system.starttls, system.tls, system.imap):
            eventually(partial(_listens, port), f"a server at port {port}")
        yield system


def _write(system: MailSystem) -> None:
    folder = system.folder
    for name, user in (("queue", "root"), ("data", "postfix"), ("boxes", "nobody"), ("postfix", "root")):
        (folder / name).mkdir()
        shutil.chown(folder / name, user)
    facts = {
        "folder": folder,
        "pem": system.pem,
        "imap": system.imap,
        "address": ADDRESS,
        "password": PASSWORD,
        "largest": LARGEST,
        "uid": (folder / "boxes").stat().st_uid,
        "gid": 65534,
    }
    (folder / "postfix" / "main.cf").write_text(_MAIN.format(**facts))
    (folder / "postfix" / "master.cf").write_text("\n".join(_master(system)) + "\n")
    (folder / "dovecot.conf").write_text(_DOVECOT.format(**facts))


def _master(system: MailSystem) -> Iterator[str]:
    yield f"127.0.0.1:{system.starttls} inet n - n - - smtpd"
    yield f"127.0.0.1:{system.tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes"
    for name, kind, most, program in _SERVICES:
        private = "n" if name in ("cleanup", "qmgr", "postlog") else "-"
        wake = {"qmgr": "300", "tlsmgr": "1000?"}.get(name, "-")
        unprivileged = "n" if name == "virtual" else "-"
        yield f"{name} {kind} {private} {unprivileged} n {wake} {most} {program}"


@contextmanager
def _running(*command: str, stop: tuple[str, ...]) -> Iterator[None]:
    _run(*command)
    try:
        yield
    finally:
        _run(*(part.format(command[2]) for part in stop))


def _run(*command: str) -> None:
    with TemporaryFile() as said:  # no pipe: what is started would hold it open
        done = subprocess.run(command, env={"PATH": _PATH}, stdout=said, stderr=said, timeout=60, check=False)
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
