"""``python -m benchmarks.rude_server CASE``: behaves badly on a port that it prints, until its input ends.

A process of its own: what it holds in memory is not counted as the sender's."""

import sys

from tests.contract.rude_servers import FLOODS, HANGS, LONG, full_backlog, redirects, rude_server

NEVER_ACCEPTS = "never accepts"
CASES = {**HANGS, **LONG, **FLOODS, "redirect": redirects("http://127.0.0.1:9/")}


def main(case: str) -> None:
    """Serve until the input ends."""
    with full_backlog() if case == NEVER_ACCEPTS else rude_server(CASES[case]) as port:
        print(port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
