"""One defect: what is changed where, and which part of the suite must see it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` stands in the file as often as ``times`` says."""

    file: str
    before: str
    after: str
    times: int = 1

    def apply(self, root: Path) -> None:
        """Raises ValueError where the product has moved on: then the mutant has to follow."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.before) != self.times:
            raise ValueError(f"{self.file}: {text.count(self.before)} times {self.before!r}")
        path.write_text(text.replace(self.before, self.after), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Mutant:
    """``tests``: what pytest is given; the simulation is tried besides, seed after seed."""

    name: str
    what: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]


_FAULTS = "tests/fault/test_crash_points.py"
_SCHEMA = "models/migrations/versions/0001_first_schema.py"

MUTANTS = (
    Mutant(
        "mark before send",
        "recorded as sent, then sent",
        (
            Change(
                "worker/deliver.py",
                "        outcome = self._say(batch, letter, name)\n",
                "        early = Try(batch, letter, name, Sent(), self.clock.now(), 0.0)\n"
                "        self.engine.record(attempt(early, 0.0))\n"
                "        outcome = self._say(batch, letter, name)\n",
            ),
        ),
        (_FAULTS,),
    ),
    Mutant(
        "no lease check",
        "a worker that was frozen sends what another has taken over",
        (Change("worker/deliver.py", "if self.clock.real_now() >= batch.lease_until:", "if False:"),),
        ("tests/unit/worker/test_leases.py",),
    ),
    Mutant(
        "no token check",
        "what another worker or the user did meanwhile is overwritten",
        (
            Change(
                "worker/record_rows.py",
                'Reminder.token == given["held"]',
                'given["held"].is_not(None)',
            ),
        ),
        ("tests/unit/worker/test_record.py",),
    ),
    Mutant(
        "no unique key",
        "nothing keeps two digests of one week apart, nor two reminders of a round",
        (
            Change(_SCHEMA, "        unique=True,\n", "        unique=False,\n"),
            Change("models/reminder.py", "    unique=True,\n", "    unique=False,\n"),
            Change(_SCHEMA, 'sa.UniqueConstraint("round_id", "kind", "ordinal"', 'sa.UniqueConstraint("id"'),
            Change(
                "models/reminder.py",
                'UniqueConstraint("round_id", "kind", "ordinal")',
                'UniqueConstraint("id")',
            ),
        ),
        ("tests/unit/models/test_schema.py", "tests/unit/worker/test_digests.py"),
    ),
    Mutant(
        "equality on the due day",
        "due is what is due at this very instant, not what was due before it",
        (Change("worker/claim.py", "Reminder.due_at <= bindparam", "Reminder.due_at == bindparam"),),
        ("tests/unit/worker/test_claim.py", "tests/integration/test_downtime.py"),
    ),
    Mutant(
        "off by one on day 0",
        "the day of the request is counted",
        (Change("scheduler/workdays.py", "self._counts[index] + n]", "self._counts[index - 1] + n]"),),
        ("tests/unit/scheduler/test_workdays.py",),
    ),
    Mutant(
        "make-up days ignored",
        "a working weekend counts as a weekend",
        (Change("scheduler/workdays.py", "day in self._make_up_days or ", ""),),
        ("tests/unit/scheduler/test_workdays.py",),
    ),
    Mutant(
        "a new name for every copy",
        "what goes out again after a crash is not recognisable as a copy",
        (
            Change(
                "worker/claim.py",
                'func.coalesce(Reminder.batch, bindparam("holder"))',
                'bindparam("holder")',
            ),
        ),
        (_FAULTS, "tests/unit/worker/test_claim.py"),
    ),
    Mutant(
        "answers cancel nothing",
        "who has answered is reminded all the same",
        (
            Change(
                "models/closure.py",
                "        self.round.answer, self.round.answered_at = answer.value, planning.now\n"
                "        self.round.cancel_reminders()\n",
                "        self.round.answer, self.round.answered_at = answer.value, planning.now\n",
            ),
        ),
        ("tests/unit/models/test_answers.py",),
    ),
    Mutant(
        "nothing is given back",
        "what a dead worker held stays held",
        (
            Change(
                "worker/recover.py",
                "select(Reminder.id).where(CLAIMED, which)",
                "select(Reminder.id).where(~CLAIMED, which)",
            ),
        ),
        (_FAULTS, "tests/unit/worker/test_recover.py"),
    ),
)
