"""``make bench``: all figures; ``make bench QUICK=1``: the same in under three minutes, with fewer rounds."""

import os
import warnings

from benchmarks import (
    credit_reports,
    digest,
    empty_tick,
    importing,
    lateness,
    mail,
    pages,
    pull_plan,
    recalculation,
    registration,
    slow_channels,
    webhooks,
    workday_addition,
)
from benchmarks.report import PAGE, write

# rounds in full, rounds in a hurry
FIGURES = (
    (workday_addition.figures, 15, 5),
    (lateness.figures, 5, 2),
    (registration.figures, 25, 9),
    (importing.figures, 7, 3),
    (empty_tick.figures, 25, 9),
    (recalculation.figures, 5, 1),
    (digest.figures, 41, 9),
    (mail.figures, 7, 3),
    (webhooks.figures, 25, 9),
    (credit_reports.figures, 15, 5),
    (pull_plan.figures, 15, 5),
    (slow_channels.figures, 5, 2),
    (pages.figures, 15, 5),
)


def main() -> None:
    """Measure, print as it goes, write the report."""
    # workalendar says at every start that it knows no year after 2023.
    warnings.filterwarnings("ignore", module="workalendar")
    quick = os.environ.get("QUICK", "") not in ("", "0")
    measured = []
    for figures, full, hurried in FIGURES:
        for figure in figures(hurried if quick else full, quick):
            verdict = "met" if figure.met else "NOT MET"
            times = f"{figure.ratio.middle:.3g} times {figure.ratio_says}"
            print(f"{figure.name}: {figure.ours}; {figure.peer_name} {figure.peer}; {times}; {verdict}")
            measured.append(figure)
    write(measured, "make bench QUICK=1" if quick else "make bench")
    print(f"written to {PAGE}")


if __name__ == "__main__":
    main()
