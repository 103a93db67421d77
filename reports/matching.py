"""Which account of the old report is which of the new one. Pure.

The key: institution (by its names of today and before), open date, kind, product, a loan's amount, and for
cards the currency, where an account that prints none matches any. Never limit, balance, expiry or month:
these change. Accounts with one key are twins and matched by count.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from reports.accounts import ENDED, Account, Kind, Report, State

Accounts = Sequence[Account]
Pairs = dict[int, int]
Which = Callable[[Account], bool]
Key = Callable[[Account], Hashable]


@dataclass(frozen=True, slots=True)
class Matching:
    """``new_of`` maps the old report's accounts to the new one's. ``alike``: all old accounts that differ
    from one in nothing but the currency, itself included, by index."""

    new_of: Pairs
    alike: dict[int, tuple[int, ...]]
    only_new: tuple[int, ...]


def match(old: Report, new: Report) -> Matching:
    """Pair the accounts of two reports."""
    pairs: Pairs = {}
    alike: dict[int, tuple[int, ...]] = {}
    for ours, theirs in _families(old.accounts, new.accounts):
        alike |= dict.fromkeys(ours, tuple(ours))
        pairs.update(_twins(old.accounts, new.accounts, ours, theirs))
    found = set(pairs.values())
    return Matching(pairs, alike, tuple(at for at in range(len(new.accounts)) if at not in found))


def same_institution(one: Account, other: Account) -> bool:
    """Whether two accounts are with one lender, under whichever of its names."""
    return not set(one.names).isdisjoint(other.names)


def _families(old: Accounts, new: Accounts) -> list[tuple[list[int], list[int]]]:
    """Indexes of the old and the new accounts that agree in all but the currency."""
    names = _Renamings(old, new)
    families: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, accounts in enumerate((old, new)):
        for at, account in enumerate(accounts):
            families[_key(account, names)][side].append(at)
    return list(families.values())


class _Renamings:
    """One name for all that an institution has had, as far as the two reports know."""

    def __init__(self, *reports: Accounts) -> None:
        self._parent: dict[str, str] = {}
        for names in {account.names for accounts in reports for account in accounts}:
            for name in names[1:]:
                self._parent[self.first(name)] = self.first(names[0])

    def first(self, name: str) -> str:
        while (parent := self._parent.get(name, name)) != name:
            name = parent
        return name


def _key(account: Account, names: _Renamings) -> Hashable:
    amount = account.amount if account.kind in (Kind.LOAN, Kind.OTHER) else None
    currency = account.currency if account.kind is not Kind.CARD else None
    institution = names.first(account.core_name)
    return institution, account.opened_on, account.kind, account.product, amount, currency


def _twins(old: Accounts, new: Accounts, ours: list[int], theirs: list[int]) -> Pairs:
    """As many newly closed as the new report closes more than the old one; then live ones to live ones."""
    left = _Left(old, new, dict.fromkeys(ours), dict.fromkeys(theirs))
    left.pair(_ended, _ended, _CURRENCY)
    left.pair(_ended, _ended, _ANY_CURRENCY)
    left.pair(_live, _ended, _CURRENCY)
    left.pair(_live, _live, _CURRENCY)
    left.pair(_live, _ended, _ANY_CURRENCY)
    left.pair(_live, _live, _ANY_CURRENCY)
    left.pair(_any, _moved, _ANY_CURRENCY)
    left.pair(_any, _any, _ANY_CURRENCY)
    return left.pairs


@dataclass(slots=True)
class _Left:
    """The accounts of one family that have no partner yet, in their order on the reports."""

    old: Accounts
    new: Accounts
    ours: dict[int, None]
    theirs: dict[int, None]
    pairs: Pairs = field(default_factory=dict)

    def pair(self, which: Which, with_which: Which, currencies: Sequence[tuple[Which, Which, Key]]) -> None:
        """Pair what is left of these. Among twins cards with the same last digits come first, then those
        that owe alike: a closed account goes to one that owed nothing."""
        for ours_have, theirs_have, currency in currencies:
            for trait in (_tail, _owes, _nothing):
                if not self.ours or not self.theirs:
                    return
                self._join(
                    [at for at in self.ours if which(self.old[at]) and ours_have(self.old[at])],
                    [at for at in self.theirs if with_which(self.new[at]) and theirs_have(self.new[at])],
                    (trait, currency),
                )

    def _join(self, ours: list[int], theirs: list[int], keys: tuple[Key, Key]) -> None:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for at in ours:
            waiting[_traits(self.old[at], keys)].append(at)
        for at in theirs:
            traits = _traits(self.new[at], keys)
            if traits[0] is not None and waiting[traits]:
                chosen = waiting[traits].popleft()
                self.pairs[chosen] = at
                del self.ours[chosen], self.theirs[at]


def _traits(account: Account, keys: tuple[Key, Key]) -> tuple[Hashable, ...]:
    return tuple(key(account) for key in keys)


def _live(account: Account) -> bool:
    return account.live


def _ended(account: Account) -> bool:
    return account.state in ENDED


def _moved(account: Account) -> bool:
    return account.state is State.TRANSFERRED


def _any(_account: Account) -> bool:
    return True


def _prints_none(account: Account) -> bool:
    return account.currency is None


def _currency(account: Account) -> Hashable:
    return account.currency


def _tail(account: Account) -> Hashable:
    return account.tail


def _owes(account: Account) -> Hashable:
    return account.balance_zero is False


def _nothing(_account: Account) -> Hashable:
    return ""


_CURRENCY = ((_any, _any, _currency),)
_ANY_CURRENCY = (*_CURRENCY, (_prints_none, _any, _nothing), (_any, _prints_none, _nothing))
