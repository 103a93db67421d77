"""The sum at the end of a run: by promise how often it was tried, what was lost, which copies came.

A test says it with ``record``: tests run in several processes, and only what a report carries comes together.
"""

from collections.abc import Iterator

import pytest

PROPERTY = "promise"
Row = tuple[str, int, int, int]
"""A promise, trials, lost (or broken), copies."""
_rows: dict[str, list[int]] = {}


def record(item: pytest.Item, row: Row) -> None:
    """Add a test's part."""
    item.user_properties.append((PROPERTY, row))


def note(report: pytest.TestReport) -> None:
    """Take down what a finished test has said."""
    if report.when != "teardown":
        return
    for name, row in report.user_properties:
        if name == PROPERTY:
            assert isinstance(row, list | tuple)
            promise, *numbers = row
            sums = _rows.setdefault(str(promise), [0, 0, 0])
            sums[:] = [before + int(more) for before, more in zip(sums, numbers, strict=True)]


def table() -> Iterator[str]:
    """The lines, aligned; none where no test has said anything."""
    if not _rows:
        return
    width = max(map(len, _rows))
    yield f"{'promise':{width}}  {'trials':>8}  {'lost':>6}  {'extra':>6}"
    for promise, (trials, lost, extra) in sorted(_rows.items()):
        yield f"{promise:{width}}  {trials:8}  {lost:6}  {extra:6}"
