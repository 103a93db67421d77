"""How long closings really took, beside what was stated: from the user's own reports and from files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import aliased

from desk.wording import _, ngettext
from models.tables import Closure, CreditReport, ImportedObservation, Person, ReportVerdict, Round
from reports.evidence import SHOWN_OPEN, Finding, Reason
from scheduler.lifecycle import ClosureState
from scheduler.observed import Observation, Span, Summary, bound, summary

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from catalog.platform import Platform
    from desk.desk import Desk

RouteKey = tuple[str, str]
"""A platform's slug and a route's id."""
Summaries = Mapping[RouteKey, Summary]


@dataclass(frozen=True, slots=True)
class Observed:
    """One of the user's own closings. ``closure``: its number, which leaves in no file."""

    closure: int
    key: RouteKey
    observation: Observation


def summaries(desk: Desk) -> Summaries:
    """What is known of each route, from the user's own closings and from what was taken in."""
    seen: dict[RouteKey, list[Observation]] = defaultdict(list)
    for mine in own_observations(desk):
        seen[mine.key].append(mine.observation)
    for each in desk.session.scalars(select(ImportedObservation).filter_by(user_id=desk.user.id)):
        seen[each.platform, each.route].append(each.observation)
    found = {key: summary(observations) for key, observations in seen.items()}
    return {key: known for key, known in found.items() if known}


def own_observations(desk: Desk) -> list[Observed]:
    """The user's verified closings whose reports bound the day; in the order they were registered."""
    rows = desk.session.execute(_verdicts(desk.user.id)).mappings()
    found = (
        _observed(list(verdicts), desk.installation.catalog()) for _id, verdicts in groupby(rows, _closure_of)
    )
    return [each for each in found if each]


def route_key(slug: str, route: str | None, catalog: Catalog) -> RouteKey | None:
    """The route under its platform's present name, or the only one for None; None where there is none."""
    platform = catalog.get(slug)
    if platform is None:
        return None
    if route is None and len(platform.routes) == 1:
        route = platform.routes[0].id
    return (platform.slug, route) if route and platform.route(route) else None


def with_observed(platform: Platform, known: Summaries) -> dict[str, Any]:
    """The platform as programs read it, each route with what was observed, or null."""
    plain = platform.as_json()
    for route in plain["routes"]:
        found = known.get((platform.slug, route["id"]))
        route["observed"] = summary_json(found) if found else None
    return plain


def summary_json(known: Summary) -> dict[str, Any]:
    """``bounds``, ``typical`` and ``stated``: first and last day after day 0."""
    return {
        "count": known.count,
        "bounds": [_pair(each) for each in known.bounds],
        "typical": _pair(known.typical) if known.typical else None,
        "stated": _pair(known.stated) if known.stated else None,
        "later_than_stated": known.later,
    }


def observed_of(closure: Closure, desk: Desk) -> str:
    """How long the way that a closure takes really takes, in a line; empty where nothing is known."""
    key = route_key(closure.platform, closure.route, desk.installation.catalog())
    return observed_line(summaries(desk).get(key)) if key else ""


def observed_line(known: Summary | None) -> str:
    """The same in a line for people; empty where nothing is known."""
    if known is None:
        return ""
    parts = [_shown(known)]
    if known.stated:
        parts.append(_("stated for them: {days}", days=_days([known.stated])))
    if known.later:
        parts.append(_("usually later than stated"))
    return _("; ").join(parts)


def _shown(known: Summary) -> str:
    if known.typical is None:
        days = _days(known.bounds)
        return ngettext(
            "{n} closing, shown on the report {days}",
            "{n} closings, shown on the report {days}",
            known.count,
            days=days,
        )
    return _(
        "{n} closings, by the median shown on the report {days}", n=known.count, days=_days([known.typical])
    )


def _verdicts(user_id: int) -> Any:
    """A row a verdict on each verified closure of the user whose clock has started."""
    new, old = aliased(CreditReport), aliased(CreditReport)
    return (
        select(
            *(Closure.id, Closure.platform, Closure.route),
            *(Round.day0, Round.opens_on, Round.due_on, Round.window_source),
            *(ReportVerdict.finding, ReportVerdict.reason, ReportVerdict.month),
            new.report_date.label("new_on"),
            old.report_date.label("old_on"),
        )
        .join(Closure.person)
        .join(Closure.rounds.and_(Round.number == 1))
        .join(Closure.verdicts)
        .join(new, new.id == ReportVerdict.report_id)
        .join(old, old.id == ReportVerdict.old_report_id)
        .where(
            Person.user_id == user_id,
            Closure.state == ClosureState.VERIFIED,
            Round.day0.is_not(None),
            Round.expected.is_(False),
        )
        .order_by(Closure.id, new.report_date)
    )


def _closure_of(row: RowMapping) -> int:
    number: int = row["id"]
    return number


def _observed(verdicts: Sequence[RowMapping], catalog: Catalog) -> Observed | None:
    """What the verdicts on one closure bound; None where they prove nothing, or something from before."""
    first, proofs = verdicts[0], [each for each in verdicts if each["finding"] == Finding.PROVEN]
    key = route_key(first["platform"], first["route"], catalog)
    if not proofs or key is None or any(each["reason"] == Reason.CLOSED_BEFORE_REQUEST for each in proofs):
        return None
    closed_on = max(each["new_on"] for each in proofs)
    open_on = max(day for day in _open_days(verdicts) if day < closed_on)
    months = [date.fromisoformat(f"{each['month']}-01") for each in proofs if each["month"]]
    observed = bound(first["day0"], open_on, closed_on, max(months, default=None))
    return Observed(first["id"], key, Observation(observed, _stated(first))) if observed else None


def _open_days(verdicts: Iterable[RowMapping]) -> Iterator[date]:
    """Days of reports on which the account was open: before each proof, and where that was the verdict."""
    for each in verdicts:
        if each["finding"] == Finding.PROVEN:
            yield each["old_on"]
        elif each["finding"] in SHOWN_OPEN:
            yield each["new_on"]


def _stated(row: RowMapping) -> Span | None:
    """The first window in days; None where nobody stated one, or it has no dates."""
    opens_on, due_on, day0 = row["opens_on"], row["due_on"], row["day0"]
    if row["window_source"] == "assumed" or opens_on is None or due_on is None or opens_on < day0:
        return None
    return Span((opens_on - day0).days, (due_on - day0).days)


def _pair(span: Span) -> list[int]:
    return [span.first, span.last]


def _days(spans: Iterable[Span]) -> str:
    return _(", ").join(_span(each) for each in spans)


def _span(span: Span) -> str:
    if span.first == span.last:
        return ngettext("after {n} day", "after {n} days", span.last)
    if span.first == 0:
        return ngettext("within {n} day", "within {n} days", span.last)
    return _("after {first} to {last} days", first=span.first, last=span.last)
