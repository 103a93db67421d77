"""The demonstration's world: a new installation, a mail server, the real scheduler, a clock to move."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.demo_inbox import Inbox, mail_server
from config.settings import Settings
from notifiers.channels import read_config
from worker.clock import SteppedClock, monotonic, pause
from worker.deliver import Deliverer
from worker.installation import Installation, open_installation
from worker.jobs import Jobs
from worker.new_channel import add_channel
from worker.service import running

DRAIN_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class World:
    """Everything real but the clock, which stands still until it is moved to whatever happens next."""

    installation: Installation
    inbox: Inbox
    clock: SteppedClock
    deliverer: Deliverer
    jobs: Jobs

    def live_until(self, moment: datetime) -> None:
        """Let all that is due up to ``moment`` be sent, each at its own instant."""
        while (due_at := self.deliverer.next_due()) is not None and due_at <= moment:
            self.clock.move_to(due_at)
            self._let_the_scheduler_work()
        self.clock.move_to(moment)

    def _let_the_scheduler_work(self) -> None:
        """Wait until nothing due is left: the scheduler's own threads do the work."""
        self.jobs.wake()
        give_up_at = monotonic() + DRAIN_SECONDS
        while not self.deliverer.idle():
            if monotonic() > give_up_at:
                raise TimeoutError(f"the scheduler did not finish within {DRAIN_SECONDS:.0f} s")
            pause(0.01)


@contextmanager
def new_world(start: datetime, operator: str, locale: str) -> Iterator[World]:
    """A world in a folder that is removed at the end, with one e-mail channel; nothing is left running."""
    clock = SteppedClock(start)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="xiaohu-demo-")))
        settings = Settings(
            data_dir=folder,
            database_url="",
            operator=operator,
            reply_to="",
            allowed_networks="127.0.0.0/8",  # the inbox is on this machine
            locale=locale,
            timezone="Asia/Shanghai",
            digest_at="off",  # the story follows reminders; its clock leaps over the digests' planning
        )
        inbox, port = stack.enter_context(mail_server(clock))
        opened = stack.enter_context(open_installation(settings, durable=False))
        installation = replace(opened, clock=clock)
        _add_channel(installation, port)
        deliverer = Deliverer(installation.database, clock, settings, installation.catalog())
        jobs = stack.enter_context(running(deliverer))
        yield World(installation, inbox, clock, deliverer, jobs)


def _add_channel(installation: Installation, port: int) -> None:
    typed: dict[str, str | int | None] = {
        "to": "reader@example.org",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
    }
    config, now = read_config("email", typed), installation.clock.now()
    with installation.database.writing() as session:
        add_channel(session, installation.keys, installation.user(session), "email", config, now=now)
