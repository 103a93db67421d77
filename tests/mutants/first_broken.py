"""``python -m tests.mutants.first_broken SEEDS``: the first seed whose world breaks a promise, or nothing."""

import sys

from simulation.running import stories

if __name__ == "__main__":
    broken = (story.seed for story in stories(range(1, int(sys.argv[1]) + 1)) if story.broken)
    print(next(broken, ""))
