"""A quarter of a dozen readers: every message that domain.md promises arrives once, none that it forbids.

The story is ``winter``, what it promises is worked out by ``promises``, what arrived is read by ``arrivals``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from models.session import Database
from tests.databases import DATABASES
from tests.integration.quarter.arrivals import Arrival
from tests.integration.quarter.differences import differences
from tests.integration.quarter.promises import DIGEST, Promise, promised
from tests.integration.quarter.winter import ADVISER, PROMPT, SILENT, winter
from tests.integration.quarter.world import Mail, World, played


@dataclass(frozen=True)
class Quarter:
    """One run of the story, for all claims about it."""

    world: World
    promises: list[Promise]
    arrivals: list[Arrival]

    def of(self, reader: str) -> list[Arrival]:
        return [each for each in self.arrivals if each.reader == reader]

    def differences(self, arrivals: list[Arrival]) -> list[str]:
        return differences(self.world.story, self.promises, arrivals)


@pytest.fixture(scope="module")
def quarter(new_installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quarter]:
    """Played once."""
    folder, story = tmp_path_factory.mktemp("quarter"), winter()
    database = Database(DATABASES.copy(new_installation, folder), durable=False)
    with played(story, database, folder) as world:
        yield Quarter(world, promised(story, world.done), world.arrivals())
    database.close()


def test_every_promised_message_arrives_once_and_no_other(quarter: Quarter) -> None:
    assert quarter.world.refused == []
    lines = quarter.differences(quarter.arrivals)
    assert not lines, "\n" + "\n".join(lines)


def test_the_story_has_everything_that_can_be_told(quarter: Quarter) -> None:
    """A comparison of nothing with nothing would hold as well."""
    told = Counter(kind for promise in quarter.promises for kind in promise.kinds)
    kinds = "verify overdue call call_deadline deposit payoff letter confirm last_act call_back settlement"
    assert set(told) == {*kinds.split(), "answer_due", "moved", DIGEST}
    assert min(told["verify"], told["overdue"], told[DIGEST]) > 20


def test_nothing_arrives_in_the_quiet_hours(quarter: Quarter) -> None:
    readers = {reader.name: reader for reader in quarter.world.story.readers}
    for each in quarter.arrivals:
        assert time(8) <= readers[each.reader].local(each.at).time() < time(22), each


def test_what_is_due_together_is_one_message(quarter: Quarter) -> None:
    post = quarter.world.office.post
    assert isinstance(post, Mail)
    together = Counter((channel, at, message.kind) for channel, message, at in post.arrived)
    assert set(together.values()) == {1}
    names = Counter(message.message_id for _, message, _ in post.arrived)
    assert set(names.values()) == {1}


def test_who_is_silent_is_reminded_nine_times_of_each_and_then_only_by_the_digest(quarter: Quarter) -> None:
    heard = Counter((each.matter, each.kind) for each in quarter.of(SILENT.name) if each.kind != DIGEST)
    assert sorted(heard.values()) == [1, 1, 1, 8, 8]  # a confirmation, and for each a check and eight more
    last = [each.kind for each in quarter.of(SILENT.name)][-3:]
    assert last == [DIGEST] * 3
    post = quarter.world.office.post
    assert isinstance(post, Mail)
    subjects = [m.subject for to, m, _ in post.arrived if to == SILENT.address("mail")]
    assert "2 still open" in subjects[-1]


def test_who_has_nothing_open_hears_nothing(quarter: Quarter) -> None:
    assert max(each.at for each in quarter.of(PROMPT.name)) < PROMPT.instant("2026-12-08 00:00")
    gone = [each for each in quarter.of(ADVISER.name) if "王" in each.matter]
    assert gone == []


def test_the_run_log_says_that_the_notice_is_missing_until_it_comes(quarter: Quarter) -> None:
    for day, line in quarter.world.log.items():
        missing = date(2026, 11, 1) <= day <= date(2026, 12, 28)
        loud = missing and day >= date(2026, 12, 10)
        assert ("the holidays of 2027 are missing" in line) == missing, day
        assert ("WARNING" in line) == loud, day


@pytest.mark.parametrize("kind", ["verify", "overdue", "answer_due", "moved", DIGEST])
def test_a_difference_is_seen(quarter: Quarter, kind: str) -> None:
    one = next(each for each in quarter.arrivals if each.kind == kind)
    rest = [each for each in quarter.arrivals if each is not one]
    for arrivals, said in (
        (rest, ["missing"]),
        ([*quarter.arrivals, one], ["unpromised"]),
        ([*rest, replace(one, at=one.at - timedelta(hours=1))], ["unpromised", "missing"]),
        ([*rest, replace(one, kind="deposit")], ["missing", "unpromised"]),
    ):
        lines = quarter.differences(arrivals)
        assert [line.split()[4] for line in lines] == said
