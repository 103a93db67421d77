"""Kept mail connections: opening one costs more than the mail, so the next mail of an account takes it.

A server may end a kept connection at any time. Where that shows before anything of a mail was sent, the mail
takes a fresh connection, once; afterwards nothing is ever sent again by itself.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from smtplib import SMTPException
from threading import BoundedSemaphore, Lock
from time import monotonic

from notifiers.deadline import Deadline
from notifiers.mail.session import Account, Declined, Mail, Session
from notifiers.networks import Networks

PER_ACCOUNT = 4
MOST_AT_REST = 32
"""Of all accounts together: as many as there are threads that send."""
IDLE_SECONDS = 30.0
FIRST_ANSWER_SHARE = 0.25
"""Of the time limit: how long a kept connection may take for its first answer until it counts as dead."""


@dataclass(slots=True)
class _Turns:
    """An account's turns, and how many threads hold one or wait for one."""

    free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(PER_ACCOUNT))
    wanted: int = 0


class Connections:
    """The kept connections of a process, at most four at once to an account. Many threads use it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._turns: dict[Account, _Turns] = {}
        self._resting: deque[tuple[float, Account, Session]] = deque()
        self._closed = False

    def carry(self, account: Account, mail: Mail, networks: Networks, seconds: float) -> bytes:
        """Hand one mail to the account's server within ``seconds``, waiting for a turn included; returns
        what the server said.

        Raises Declined, OSError or SMTPException.
        """
        deadline = Deadline.after(seconds)
        with self._turn(account, deadline):
            session = self._take(account)
            patience = seconds * FIRST_ANSWER_SHARE
            said = _took(session, mail, patience, deadline) if session is not None else None
            if session is None or said is None:
                session, said = _fresh(account, mail, networks, deadline)
            self._keep(account, session)
            return said

    def close(self) -> None:
        """End what is at rest, and keep nothing from now on. Calling it twice does no harm."""
        with self._lock:
            self._closed = True
            resting = list(self._resting)
            self._resting.clear()
        _end(resting)

    @contextmanager
    def _turn(self, account: Account, deadline: Deadline) -> Iterator[None]:
        with self._lock:
            turns = self._turns.setdefault(account, _Turns())
            turns.wanted += 1
        try:
            if not turns.free.acquire(timeout=deadline.left()):
                raise TimeoutError("no connection became free")
            try:
                yield
            finally:
                turns.free.release()
        finally:
            with self._lock:
                turns.wanted -= 1
                if not turns.wanted:  # passwords change: nobody may ever come back
                    del self._turns[account]

    def _take(self, account: Account) -> Session | None:
        """The account's connection that rests the shortest; those that rested too long are ended."""
        with self._lock:
            tired = self._tired()
            mine = next((each for each in reversed(self._resting) if each[1] == account), None)
            if mine is not None:
                self._resting.remove(mine)
        _end(tired)
        return mine[2] if mine else None

    def _keep(self, account: Account, session: Session) -> None:
        with self._lock:
            self._resting.append((self._clock(), account, session))
            tired = self._tired()
        _end(tired)

    def _tired(self) -> list[tuple[float, Account, Session]]:
        most, long_ago = 0 if self._closed else MOST_AT_REST, self._clock() - IDLE_SECONDS
        tired = []
        while self._resting and (len(self._resting) > most or self._resting[0][0] <= long_ago):
            tired.append(self._resting.popleft())
        return tired


def _fresh(account: Account, mail: Mail, networks: Networks, deadline: Deadline) -> tuple[Session, bytes]:
    """A new connection that has taken the mail, and what the server said."""
    session = Session(account)
    try:
        session.begin(networks, deadline)
        return session, session.hand_over(mail, deadline, deadline)
    except BaseException:
        session.end()
        raise


def _took(kept: Session, mail: Mail, patience: float, deadline: Deadline) -> bytes | None:
    """What the server said to a mail over a kept connection; None if it is of no use and a fresh one may be
    tried."""
    answer_by = min(deadline, Deadline.after(patience), key=lambda each: each.at)
    try:
        return kept.hand_over(mail, answer_by, deadline)
    except BaseException as error:
        in_doubt = kept.in_doubt
        kept.end()
        if in_doubt or not _is_to_blame(error):
            raise
        return None


def _is_to_blame(error: BaseException) -> bool:
    """Whether this may be the kept connection's fault and not the mail's.

    Servers end connections after a while or a number of mails: with silence, with 421, with another 4xx, or
    by having forgotten the login.
    """
    if isinstance(error, Declined):
        return error.code == 421 or (error.at != "content" and (error.code < 500 or error.at == "mail"))
    return isinstance(error, OSError | SMTPException)


def _end(resting: list[tuple[float, Account, Session]]) -> None:
    for _, _, session in resting:
        session.end()
