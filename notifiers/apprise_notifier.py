"""The Apprise sender: one channel, given as an Apprise URL or its parts, and what became of each message.

A new plugin object is made for every send (a reused one waits 5.5 s between messages). A plugin that uses
requests ends in time by the guard; any other runs in a thread of its own under a hard time limit. Apprise's
log stays silent: its lines hold tokens, addresses and texts.
"""

import logging
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextvars import copy_context
from functools import cache, partial
from http import HTTPStatus
from threading import Lock, Thread
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.manager_plugins import NotificationManager

from config.i18n import N_
from notifiers.attempt import Attempt, current
from notifiers.failures import TIMEOUT, unreachable
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.plugins.guarded_requests import guard_requests, is_guarded, keep_to
from notifiers.plugins.mail import Mail
from notifiers.redaction import redacted

_MISCONFIGURED = Refused(True, "settings", N_("the channel's settings are not accepted: set it up again"))
_BROKEN = Refused(False, "error", N_("the channel's plugin failed"))
_SAID_NO = N_("the service did not accept the message")
_AGAIN_LATER = frozenset({408, 423, 425, 429})
_starting = Lock()
log = logging.getLogger(__name__)


class AppriseNotifier:
    """One channel. ``target``: an Apprise URL, or the parts of one for which Apprise has a schema.

    ``secrets`` are blanked out of every reason.
    """

    def __init__(
        self, target: str | Mapping[str, Any], outgoing: Outgoing, secrets: Iterable[str] = ()
    ) -> None:
        self._target = target
        self._outgoing = outgoing
        self._secrets = tuple(secrets)

    def send(self, message: Message) -> Outcome:
        """Send once. An attempt that outlives its time limit counts as unreachable."""
        attempt = Attempt(message, self._outgoing)
        plugin = instantiate(self._target)
        if plugin is None:
            return _MISCONFIGURED
        run = partial(copy_context().run, self._run, plugin, attempt)
        if not is_guarded(plugin):
            return _cut_off(run, attempt)
        run()
        return attempt.outcome or TIMEOUT

    def close(self) -> None:
        """Nothing is held open between messages."""

    def _run(self, plugin: NotifyBase, attempt: Attempt) -> None:
        current.set(attempt)
        try:
            outcome = self._carry(plugin, attempt)
        except TimeoutError:
            outcome = TIMEOUT
        except Exception as error:  # a plugin's own mistake is not the worker's
            log.error("a channel's plugin failed: %s", type(error).__name__)  # its text may hold a key
            outcome = _BROKEN
        attempt.outcome = attempt.outcome or outcome

    def _carry(self, plugin: NotifyBase, attempt: Attempt) -> Outcome:
        keep_to(attempt, plugin)
        accepted = plugin.notify(
            body=attempt.message.text, title=attempt.message.subject, body_format=NotifyFormat.TEXT
        )
        return attempt.outcome or (Sent() if accepted else self._why(attempt))

    def _why(self, attempt: Attempt) -> Refused | Unreachable:
        if attempt.failures:
            return attempt.failures[-1]
        status, wait = attempt.answers[-1] if attempt.answers else (0, None)
        if status >= 300:
            permanent = status < 500 and status not in _AGAIN_LATER
            return Refused(permanent, str(status), _phrase(status), wait)
        said = redacted(attempt.said[-1], self._secrets) if attempt.said else _SAID_NO
        return Refused(False, "refused", said, wait)


def _cut_off(run: Callable[[], None], attempt: Attempt) -> Outcome:
    """For a sender beyond the guard: a thread that is left behind when the time is up."""
    thread = Thread(target=run, name="xiaohu-send", daemon=True)
    try:
        thread.start()
    except RuntimeError as error:  # no more threads
        return unreachable(error)
    thread.join(attempt.outgoing.time_limit)
    outcome = attempt.outcome or TIMEOUT
    attempt.end()
    return outcome


def instantiate(target: str | Mapping[str, Any]) -> NotifyBase | None:
    """Apprise's plugin for a URL or its parts, our own senders in place; None if Apprise makes nothing of
    it."""
    with _starting:
        asset = _prepared()
    return Apprise.instantiate(target if isinstance(target, str) else dict(target), asset=asset)


def schemas() -> dict[str, str]:
    """Every schema Apprise knows, with the name of its service."""
    with _starting:
        _prepared()
    manager = _manager()
    return {schema: str(manager[schema].service_name) for schema in manager.schemas(include_disabled=False)}


@cache
def _prepared() -> AppriseAsset:
    guard_requests()
    theirs = logging.getLogger("apprise")
    theirs.setLevel(logging.WARNING)
    theirs.propagate = False
    theirs.addHandler(_Listener())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # this loads all of Apprise's plugins
        _manager().add(Mail, force=True)
    return AppriseAsset(app_id="xiaohu", app_desc="xiaohu", app_url="", image_url_mask="", image_url_logo="")


def _manager() -> Any:
    return NotificationManager()  # type: ignore[no-untyped-call]


class _Listener(logging.Handler):
    """Gives a plugin's warnings to the attempt that runs in this thread, and to nobody else."""

    def emit(self, record: logging.LogRecord) -> None:
        attempt = current.get()
        if attempt is not None:
            attempt.said.append(record.getMessage())


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
