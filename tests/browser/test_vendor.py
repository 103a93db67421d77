"""The file of axe-core is the published one, with its licence, and leaves with no release."""

import hashlib
import tomllib
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_axe_is_the_published_file_and_its_licence_is_there() -> None:
    rows = [line for line in (VENDOR / "VERSIONS").read_text().splitlines() if not line.startswith("#")]
    [(file, _package, version, licence, _source, text, checksum)] = [row.split(" | ") for row in rows]
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == checksum
    assert version in file
    assert licence == "MPL-2.0"
    assert "Mozilla Public License, version 2.0" in (VENDOR / text).read_text()


def test_no_release_holds_it() -> None:
    project = tomllib.loads((VENDOR.parents[2] / "pyproject.toml").read_text())
    assert "tests" not in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
