"""What was observed as a file to share: numbers by route, no person, no day. See docs/observed.md."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from desk.mistakes import Mistake
from desk.observed import Observed, own_observations, route_key
from desk.wording import _
from models.tables import ImportedObservation
from scheduler.observed import Observation, Span

if TYPE_CHECKING:
    from desk.desk import Desk

FORMAT, VERSION = "xiaohu-observed", 1
MOST_BYTES, MOST_DAYS = 1024 * 1024, 3650
_TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
_KEYS = {"id", "platform", "route", "observed", "stated"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation of a file; ``token`` is its name there."""

    token: str
    platform: str
    route: str
    observation: Observation


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An observation that cannot be taken: which of the list, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import came to: how many were new, narrowed by the file, known already (or one's own), and of
    routes that the catalogue does not know. With ``failures`` nothing is stored."""

    new: int = 0
    narrowed: int = 0
    known: int = 0
    strange: int = 0
    failures: tuple[Unreadable, ...] = ()


def observed_file(desk: Desk, key: bytes) -> str:
    """The user's own observations, one a line, in an order that says nothing. ``key`` names them."""
    lines = sorted(json.dumps(_entry_json(each, key), ensure_ascii=False) for each in own_observations(desk))
    listed = ",\n".join(lines)
    return f'{{"format": "{FORMAT}", "version": {VERSION}, "observations": [\n{listed}\n]}}\n'


def take_in(data: bytes, desk: Desk, key: bytes) -> Taken:
    """Store what a file tells, all or nothing; again, it changes nothing. Raises Mistake for what is none."""
    read = [_entry(number, each) for number, each in enumerate(_listed(data), 1)]
    if failures := tuple(each for each in read if isinstance(each, Unreadable)):
        return Taken(failures=failures)
    entries = [each for each in read if isinstance(each, Entry)]
    return _merge(entries, desk, {_token(each, key) for each in own_observations(desk)})


def forget(desk: Desk) -> int:
    """Delete all that was taken in; returns how many there were."""
    held = list(desk.session.scalars(_held(desk)))
    for each in held:
        desk.session.delete(each)
    return len(held)


def _entry_json(mine: Observed, key: bytes) -> dict[str, Any]:
    observed, stated = mine.observation.observed, mine.observation.stated
    platform, route = mine.key
    return {
        "id": _token(mine, key),
        "platform": platform,
        "route": route,
        "observed": [observed.first, observed.last],
        "stated": [stated.first, stated.last] if stated else None,
    }


def _token(mine: Observed, key: bytes) -> str:
    """The same in every file of this installation, and nothing to anybody else."""
    return hmac.digest(key, f"observation {mine.closure}".encode(), "sha256").hex()[:32]


def _listed(data: bytes) -> list[Any]:
    if len(data) > MOST_BYTES:
        raise Mistake(_("the file is larger than {limit} MB; it is none of ours", limit=MOST_BYTES >> 20))
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise Mistake(_("the file is not JSON; take the one that was exported, unchanged")) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Mistake(_("the file holds no observed times; export makes them: xiaohu observed export"))
    if document.get("version") != VERSION:
        raise Mistake(
            _("the file is of another version; this xiaohu reads version {version}", version=VERSION)
        )
    listed = document.get("observations")
    if not isinstance(listed, list):
        raise Mistake(_("the file has no list of observations; take the one that was exported, unchanged"))
    return listed


def _entry(number: int, found: Any) -> Entry | Unreadable:
    if not isinstance(found, dict) or set(found) != _KEYS:
        keys = _(", ").join(sorted(_KEYS))
        return Unreadable(number, _("it must have {keys}, and nothing else", keys=keys))
    token, platform, route = found["id"], found["platform"], found["route"]
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return Unreadable(number, _("id must be 32 digits and letters from a to f"))
    if not (_is_name(platform) and _is_name(route)):
        return Unreadable(number, _("platform and route must be names of the catalogue, such as jd-jintiao"))
    observed, stated = _span(found["observed"]), _span(found["stated"])
    if observed is None or (stated is None and found["stated"] is not None):
        return Unreadable(
            number,
            _("observed and stated must be two whole numbers of days, from 0 to {most}", most=MOST_DAYS),
        )
    return Entry(token, platform, route, Observation(observed, stated))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{1,60}", value) is not None


def _span(value: Any) -> Span | None:
    if not isinstance(value, list) or len(value) != 2 or any(type(each) is not int for each in value):
        return None
    first, last = value
    return Span(first, last) if 0 <= first <= last <= MOST_DAYS else None


def _merge(entries: Sequence[Entry], desk: Desk, own: set[str]) -> Taken:
    """Two files that bound one closing differently are both right: their overlap is stored."""
    held = {each.token: each for each in desk.session.scalars(_held(desk))}
    before = {token: _as_entry(row) for token, row in held.items()}
    merged, failures, strange = dict(before), [], 0
    for number, entry in enumerate(entries, 1):
        key = route_key(entry.platform, entry.route, desk.installation.catalog())
        if key is None or entry.token in own:
            strange += key is None
            continue
        found = _together(merged.get(entry.token), Entry(entry.token, *key, entry.observation))
        if found is None:
            failures.append(Unreadable(number, _("it contradicts what was told of the same closing before")))
        else:
            merged[entry.token] = found
    if failures:
        return Taken(failures=tuple(failures))
    changed = [each for token, each in merged.items() if before.get(token) != each]
    desk.session.add_all(_row(each, desk.user.id) for each in changed if each.token not in held)
    for each in changed:
        if row := held.get(each.token):
            row.observed_first, row.observed_last = (
                each.observation.observed.first,
                each.observation.observed.last,
            )
    new = len(merged) - len(before)
    return Taken(new, len(changed) - new, len(entries) - len(changed) - strange, strange)


def _together(before: Entry | None, entry: Entry) -> Entry | None:
    """One closing as two files tell of it; None where both cannot be right."""
    if before is None:
        return entry
    if (before.platform, before.route) != (entry.platform, entry.route):
        return None
    both = before.observation.observed.overlap(entry.observation.observed)
    return replace(before, observation=replace(before.observation, observed=both)) if both else None


def _as_entry(row: ImportedObservation) -> Entry:
    return Entry(row.token, row.platform, row.route, row.observation)


def _row(entry: Entry, user_id: int) -> ImportedObservation:
    observed, stated = entry.observation.observed, entry.observation.stated
    return ImportedObservation(
        user_id=user_id,
        token=entry.token,
        platform=entry.platform,
        route=entry.route,
        observed_first=observed.first,
        observed_last=observed.last,
        stated_first=stated.first if stated else None,
        stated_last=stated.last if stated else None,
    )


def _held(desk: Desk) -> Select[ImportedObservation]:
    return select(ImportedObservation).filter_by(user_id=desk.user.id)
