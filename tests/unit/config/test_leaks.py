"""The search for secrets in the tests' logs finds them: a search that finds nothing proves nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.closures import KEY
from tests.leaks import KNOWN, leaks

ROOT = Path(__file__).parents[3]
_TEST = """
import logging
def test_it():
    logging.getLogger("worker").info("opened with %s", {secret!r})
"""


@pytest.mark.parametrize("secret", [KEY, "一句很好记的短话就可以", "110105199003078515", "gAAAAABmx"])
def test_a_secret_is_found(secret: str) -> None:
    assert len(leaks(f"said {secret}.")) == 1


def test_what_is_no_secret_is_not(tmp_path: Path) -> None:
    assert leaks("sent 3 reminder(s) over channel 12; 20261010T010203Z; 13812345678901234567890") == []
    assert len(KNOWN) > 10


def test_a_test_that_logs_one_fails_and_does_not_repeat_it(tmp_path: Path) -> None:
    """The whole chain: a passing test, at INFO, under the suite's own conftest."""
    file = tmp_path / "test_leaky.py"
    file.write_text(_TEST.format(secret=KEY))
    options = ["-q", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the log holds the key of the channels" in done.stdout
    assert KEY not in done.stdout
