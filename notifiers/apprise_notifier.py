"""The Apprise sender: one channel, given as an Apprise URL or its parts, and what became of each message.

A new plugin object is made for every send (a reused one waits 5.5 s between messages). A plugin that uses
requests ends in time by the guard; any other runs in a thread of its own under a hard time limit. Apprise's
log stays silent: its lines hold tokens, addresses and texts.
"""

import logging
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextvars import copy_context
from copy import copy
from functools import cache, lru_cache, partial
from threading import Lock, Thread
from typing import Any

from apprise import AppriseAsset, NotifyBase, NotifyFormat
from apprise.manager_plugins import NotificationManager
from apprise.plugins import url_to_dict

from config.i18n import N_
from notifiers.attempt import Attempt, current
from notifiers.failures import TIMEOUT, unreachable
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.plugins.guarded_requests import guard_requests, is_guarded, keep_to
from notifiers.plugins.mail import Mail
from notifiers.plugins.matrix import Matrix
from notifiers.plugins.refusals import refused
from notifiers.plugins.relays import RELAYS
from notifiers.plugins.vendors import SENDERS
from notifiers.redaction import redacted

_MISCONFIGURED = Refused(True, "settings", N_("the channel's settings are not accepted: set it up again"))
_BROKEN = Refused(False, "error", N_("the channel's plugin failed"))
_SAID_NO = N_("the service did not accept the message")
_starting = Lock()
log = logging.getLogger(__name__)


class AppriseNotifier:
    """One channel. ``target``: an Apprise URL, or the parts of one for which Apprise has a schema.

    ``secrets`` are blanked out of every reason. ``fit``: makes a message as short as the service takes it.
    ``taken``: whether the last answer's JSON is one of a service that took the message; without it every HTTP
    2xx is.
    """

    def __init__(
        self,
        target: str | Mapping[str, Any],
        outgoing: Outgoing,
        secrets: Iterable[str] = (),
        *,
        fit: Callable[[Message], Message] | None = None,
        taken: Callable[[Any], bool] | None = None,
    ) -> None:
        self._target = target
        self._outgoing = outgoing
        self._secrets = tuple(secrets)
        self._fit, self._taken = fit, taken

    def send(self, message: Message) -> Outcome:
        """Send once. An attempt that outlives its time limit counts as unreachable."""
        attempt = Attempt(self._fit(message) if self._fit else message, self._outgoing)
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
        except TimeoutError:  # a pause that a service asked for may outlast the attempt: its answer counts
            outcome = self._refusal(attempt) or TIMEOUT
        except Exception as error:  # a plugin's own mistake is not the worker's
            log.error("a channel's plugin failed: %s", type(error).__name__)  # its text may hold a key
            outcome = _BROKEN
        attempt.outcome = attempt.outcome or outcome

    def _carry(self, plugin: NotifyBase, attempt: Attempt) -> Outcome:
        keep_to(attempt, plugin)
        accepted = plugin.notify(
            body=attempt.message.text, title=attempt.message.subject, body_format=NotifyFormat.TEXT
        )
        if attempt.outcome is None and accepted and self._is_proved(attempt):
            return Sent()
        return attempt.outcome or self._why(attempt)

    def _is_proved(self, attempt: Attempt) -> bool:
        return self._taken is None or bool(attempt.answers and self._taken(attempt.answers[-1].json()))

    def _why(self, attempt: Attempt) -> Refused | Unreachable:
        if attempt.failures:
            return attempt.failures[-1]
        said = redacted(attempt.said[-1], self._secrets) if attempt.said else _SAID_NO
        return self._refusal(attempt) or Refused(False, "refused", said)

    def _refusal(self, attempt: Attempt) -> Refused | None:
        answer = attempt.answers[-1] if attempt.answers else None
        if answer is None or (answer.status < 300 and self._taken is None):
            return None
        return refused(answer, attempt.message, self._secrets)


def _cut_off(run: Callable[[], None], attempt: Attempt) -> Outcome:
    """For a sender beyond the guard: a thread that is left behind when the time is up."""
    thread = Thread(target=run, name="xiaohu-send", daemon=True)
    try:
        thread.start()
    except RuntimeError as error:  # no more threads
        return unreachable(error)
    thread.join(attempt.outgoing.time_limit)
    return attempt.outcome or TIMEOUT


def instantiate(target: str | Mapping[str, Any]) -> NotifyBase | None:
    """Apprise's plugin for a URL or its parts, our own senders in place; None if Apprise makes nothing of
    it.

    As Apprise.instantiate does it, but a URL is taken apart once only, and not written back for a log that
    nobody keeps: together that took longer than a request.
    """
    with _starting:
        asset = _prepared()
    parts = _parts(target) if isinstance(target, str) else target
    kind = _manager()[parts["schema"]] if parts and parts["schema"] in _manager() else None
    if kind is None or not kind.enabled:
        return None
    own = {name: copy(value) for name, value in parts.items()}  # constructors change what they are given
    try:
        plugin: NotifyBase = kind(**own | {"asset": asset, "tag": set()})
    except Exception:  # whatever a plugin thinks of settings that it cannot use
        return None
    return plugin if plugin.enabled else None


@lru_cache(256)
def _parts(url: str) -> Mapping[str, Any]:
    return url_to_dict(url) or {}  # type: ignore[no-untyped-call]


def schemas() -> dict[str, str]:
    """Every schema Apprise knows, with the name of its service."""
    with _starting:
        _prepared()
    manager = _manager()
    return {schema: str(manager[schema].service_name) for schema in manager.schemas(include_disabled=False)}


def is_guarded_schema(schema: str) -> bool:
    """Whether all that goes to URLs of this schema goes through the guard; no for an unknown one."""
    return schema in schemas() and is_guarded(_manager()[schema])


@cache
def _prepared() -> AppriseAsset:
    guard_requests()
    theirs = logging.getLogger("apprise")
    theirs.setLevel(logging.WARNING)
    theirs.propagate = False
    theirs.addHandler(_Listener())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # this loads all of Apprise's plugins
        for ours in (Mail, Matrix, *SENDERS, *RELAYS):
            _manager().add(ours, force=True)
    return AppriseAsset(app_id="xiaohu", app_desc="xiaohu", app_url="", image_url_mask="", image_url_logo="")


def _manager() -> Any:
    return NotificationManager()  # type: ignore[no-untyped-call]


class _Listener(logging.Handler):
    """Gives a plugin's warnings to the attempt that runs in this thread, and to nobody else."""

    def emit(self, record: logging.LogRecord) -> None:
        attempt = current.get()
        if attempt is not None:
            attempt.said.append(record.getMessage())
