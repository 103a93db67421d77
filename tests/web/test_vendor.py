"""Files that others wrote are served as they published them, with their licences, and nothing else is."""

import hashlib
import re
from pathlib import Path

import pytest

import web

STATIC = Path(web.__file__).parent / "static"
VENDOR = STATIC / "vendor"
TABLE = [
    line.split(" | ") for line in (VENDOR / "VERSIONS").read_text().splitlines() if not line.startswith("#")
]
FILES = [row[0] for row in TABLE]
LICENCES = {
    "0BSD": "Permission to use, copy, modify, and/or distribute",
    "MIT": "Permission is hereby granted, free of charge",
    "Apache-2.0": "Apache License",
}
"""What may be vendored, and words that its text holds."""


@pytest.mark.parametrize("row", TABLE, ids=FILES)
def test_a_vendored_file_is_the_published_one_and_its_licence_is_there(row: list[str]) -> None:
    file, package, version, licence, _source, text, checksum = row
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == checksum
    assert version in file, "browsers keep files for a year: another version has another name"
    assert version in text
    assert package
    assert LICENCES[licence] in (VENDOR / text).read_text()


def test_every_file_there_is_in_the_table_or_a_licence() -> None:
    legal = {path.name for path in VENDOR.iterdir() if re.search(r"\.(LICENSE|NOTICE)\.txt$", path.name)}
    assert {path.name for path in VENDOR.iterdir()} - legal == {*FILES, "VERSIONS"}


def test_swagger_ui_keeps_its_notice_and_those_of_its_parts() -> None:
    """Apache-2.0, section 4 (d)."""
    assert "SmartBear" in (VENDOR / "swagger-ui-5.35.0.NOTICE.txt").read_text()
    assert (VENDOR / "swagger-ui-5.35.0.bundle.js.LICENSE.txt").stat().st_size > 1000


def test_pages_use_only_what_is_there() -> None:
    templates = (STATIC.parent / "templates").rglob("*.html")
    used = {
        name
        for path in templates
        for name in re.findall(r"static\('([^']+)'\)|static\(\"([^\"]+)\"\)", path.read_text())
    }
    named = {first or second for first, second in used}
    assert named
    assert not [name for name in named if not (STATIC / name).is_file()]
