"""Two kept reports of one person: what they say of the accounts that a closure is about."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models.tables import Closure, CreditReport, ReportVerdict
from reports.accounts import ENDED, Report, month_of
from reports.evidence import Evidence, Finding, Reason, Verdict
from reports.matching import Matching, match, same_institution
from reports.stored import restored
from reports.verdicts import compare
from scheduler.lifecycle import ClosureState


@dataclass(frozen=True, eq=False)
class Pair:
    """``base``: the last report on which a closure's accounts were seen; ``report``: a newer one."""

    base: CreditReport
    report: CreditReport
    _known: dict[date, Sequence[Verdict]] = field(default_factory=dict, repr=False)

    @cached_property
    def matching(self) -> Matching:
        """Which account is which."""
        return match(self._old, self._new)

    def verdicts(self, closure: Closure) -> Iterator[ReportVerdict]:
        """What is said of the closure's accounts; a verified one hears only what is news to it."""
        mine = {at for at, account in enumerate(self.base.accounts) if account.closure_id == closure.id}
        if closure.state == ClosureState.VERIFIED:
            found = [*self._open_again(mine, closure.requested_on)]
            again = {each.account for each in found}
            found += [
                each for each in self._about(mine, closure) if _news(each) and each.account not in again
            ]
        else:
            found = [*self._about(mine, closure)]
        yield from (self._row(each, closure) for each in found)

    def _about(self, mine: Set[int], closure: Closure) -> Iterator[Verdict]:
        """The verdicts on these accounts, and on those that their lenders opened since."""
        for verdict in self._compared(closure.requested_on):
            new = verdict.new_account
            if new is not None and self.report.accounts[new].closure_id not in (None, closure.id):
                continue  # another closure is about it
            opened = new is not None and new in self.matching.only_new
            if self._same_lender(mine, new) if opened and new is not None else verdict.account in mine:
                yield verdict

    def _same_lender(self, mine: Set[int], new: int) -> bool:
        opened, old = self._new.accounts[new], [self._old.accounts[at] for at in mine]
        return any(each.kind is opened.kind and same_institution(each, opened) for each in old)

    def _open_again(self, mine: Set[int], requested_on: date) -> Iterator[Verdict]:
        """Accounts that counted as closed and are listed as open, by a month after the request."""
        for at in sorted(mine):
            if (new_at := self.matching.new_of.get(at)) is None:
                continue
            old, new = self._old.accounts[at], self._new.accounts[new_at]
            fresh = new.as_of is not None and (old.state in ENDED or new.as_of > month_of(requested_on))
            if new.live and fresh and self.report.accounts[new_at].closure_id in (None, self._closure_of(at)):
                evidence = Evidence(Reason.OPEN_AGAIN, new.as_of)
                yield Verdict(at, new_at, new.institution, new.opened_on, Finding.REOPENED, evidence)

    def _closure_of(self, at: int) -> int | None:
        return self.base.accounts[at].closure_id

    def _compared(self, requested_on: date) -> Sequence[Verdict]:
        if requested_on > self.report.report_date:
            return ()
        if requested_on not in self._known:
            self._known[requested_on] = compare(self._old, self._new, requested_on).verdicts()
        return self._known[requested_on]

    @cached_property
    def _old(self) -> Report:
        return restored(self.base)

    @cached_property
    def _new(self) -> Report:
        return restored(self.report)

    def _row(self, verdict: Verdict, closure: Closure) -> ReportVerdict:
        old, new = verdict.account, verdict.new_account
        return ReportVerdict(
            closure_id=closure.id,
            report_id=self.report.id,
            old_report_id=self.base.id,
            account_id=None if old is None else self.base.accounts[old].id,
            new_account_id=None if new is None else self.report.accounts[new].id,
            requested_on=closure.requested_on,
            finding=verdict.finding.value,
            reason=verdict.evidence.reason.value,
            month=verdict.evidence.month,
            day=verdict.evidence.day,
        )


def _news(verdict: Verdict) -> bool:
    """What a verified closure wants to know: that it is proven now, or that there is a new account."""
    return verdict.finding in (Finding.PROVEN, Finding.REOPENED)
