"""``make mutants``: each defect, in a copy of the product, has to turn the suite red. Writes its table.

``make mutants ONLY=lease`` tries those with that word in their name, and writes nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.mutant import MUTANTS, Mutant
from tests.mutants.table import write

ROOT = Path(__file__).parents[2]
SEEDS = 300
LONGEST_S = 600


@dataclass(frozen=True, slots=True)
class Verdict:
    """``failed``: the test that was red first, None if none was; ``seed``: that of the first broken world."""

    mutant: Mutant
    failed: str | None
    seed: int | None

    @property
    def seen(self) -> bool:
        """Whether the suite sees it; the simulation is part of the suite."""
        return self.failed is not None or self.seed is not None


def main() -> int:
    """Try them all; 1 if the suite is red without a mutant, or stays green with one."""
    only = os.environ.get("ONLY", "")
    chosen = [mutant for mutant in MUTANTS if only in mutant.name]
    with _copy() as root:
        everything = sorted({test for mutant in chosen for test in mutant.tests})
        if failed := _first_failure(root, everything):
            print(f"red without any mutant: {failed}")
            return 1
    verdicts = [_tried(mutant) for mutant in chosen]
    if not only:
        write(verdicts, SEEDS)
    return 0 if all(verdict.failed for verdict in verdicts) else 1


def _tried(mutant: Mutant) -> Verdict:
    with _copy() as root:
        for change in mutant.changes:
            change.apply(root)
        verdict = Verdict(mutant, _first_failure(root, mutant.tests), _first_seed(root))
    by = f"seed {verdict.seed}" if verdict.seed else f"not within {SEEDS} seeds"
    print(
        f"{mutant.name}: {verdict.failed or 'NOT SEEN by ' + ' '.join(mutant.tests)}; simulation: {by}",
        flush=True,
    )
    return verdict


@contextmanager
def _copy() -> Iterator[Path]:
    """What git knows of, as it is in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    with TemporaryDirectory(prefix="xiaohu-mutant-") as folder:
        for name in filter(None, listed.stdout.split("\0")):
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        yield Path(folder)


def _first_failure(root: Path, tests: Iterator[str] | tuple[str, ...] | list[str]) -> str | None:
    done = _python(root, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests)
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if failed:
        return failed[0].split()[1].partition("[")[0]
    return None if done.returncode == 0 else done.stdout[-300:]


def _first_seed(root: Path) -> int | None:
    """The first world that breaks a promise."""
    done = _python(root, "-m", "tests.mutants.first_broken", str(SEEDS))
    return int(found) if (found := done.stdout.strip()) else None


def _python(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *args],
        cwd=root,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
    )


if __name__ == "__main__":
    sys.exit(main())
