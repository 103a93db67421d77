"""``make bench``: all figures; ``make bench QUICK=1``: the same in under three minutes, with fewer rounds and
smaller sizes, to the screen only; ``make bench ONLY="sizes cluster"``: these anew, others as they were."""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from benchmarks import (
    claim_and_record,
    cluster,
    credit_reports,
    digest,
    empty_tick,
    importing,
    lateness,
    lateness_of_many,
    mail,
    pages,
    pull_plan,
    queues,
    recalculation,
    registration,
    sizes,
    slow_channels,
    webhooks,
    workday_addition,
)
from benchmarks.figure import Figure
from benchmarks.report import PAGE, table, write

# rounds in full, rounds in a hurry
FIGURES = (
    (workday_addition.figures, 15, 1),
    (lateness.figures, 5, 1),
    (registration.figures, 25, 9),
    (importing.figures, 7, 3),
    (empty_tick.figures, 25, 5),
    (recalculation.figures, 5, 1),
    (digest.figures, 41, 9),
    (mail.figures, 7, 2),
    (webhooks.figures, 25, 3),
    (credit_reports.figures, 15, 1),
    (pull_plan.figures, 15, 3),
    (slow_channels.figures, 5, 1),
    (pages.figures, 15, 1),
    (claim_and_record.figures, 5, 1),
    (queues.figures, 3, 1),
    (sizes.figures, 5, 1),
    (lateness_of_many.figures, 3, 1),
    (cluster.figures, 3, 1),
)


def main() -> None:
    """Measure, print as it goes, write the report; in a hurry only print it."""
    # workalendar says at every start that it knows no year after 2023.
    warnings.filterwarnings("ignore", module="workalendar")
    quick = os.environ.get("QUICK", "") not in ("", "0")
    only = os.environ.get("ONLY", "").split()
    command = f'make bench ONLY="{" ".join(only)}"' if only else ""
    measured: list[Figure] = []
    for part in _parts(only):
        measured += _measured(*part, quick)
        if only and not quick:
            write(measured, command)  # what one part has measured is not lost to what stops the next
    if quick:
        print(f"\nIn a hurry, with fewer rounds and smaller sizes: not for comparing.\n\n{table(measured)}")
        return
    write(measured, command)
    print(f"written to {PAGE}")


Part = tuple[Callable[[int, bool], list[Figure]], int, int]


def _parts(only: Sequence[str]) -> list[Part]:
    """Those whose modules are named, or all."""
    return [part for part in FIGURES if not only or part[0].__module__.rpartition(".")[2] in only]


def _measured(
    figures: Callable[[int, bool], list[Figure]], full: int, hurried: int, quick: bool
) -> Iterator[Figure]:
    began = perf_counter()
    for figure in figures(hurried if quick else full, quick):
        verdict = "met" if figure.met else "NOT MET"
        times = f"{figure.ratio.middle:.3g} times {figure.ratio_says}"
        print(f"{figure.name}: {figure.ours}; {figure.peer_name} {figure.peer}; {times}; {verdict}")
        yield figure
    print(f"    {figures.__module__} took {perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
