"""What is installed: pinned, known by its hash, under a licence that may be used. Nothing asks the network.

Known vulnerabilities are the one thing that needs it: ``make audit`` (docs/security.md).
"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-peers.lock")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ;[^\\]*)? \\$")
# What says nothing that a program could read; looked up in what is installed beside it.
LOOKED_UP = {"resvg-py": "MIT"}
USABLE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Zlib|CC0|EPL|HPND|Unlicense", re.I
)
FOR_DEVELOPERS = {"libfaketime": "GPL-2.0", "lunardate": "GPL-3.0"}
"""Run beside the program in tests and benchmarks, never shipped with it nor imported by it."""


def pins(lock: str) -> Iterator[tuple[str, str, int]]:
    """Name, version and number of hashes of all that a lock file holds."""
    for entry in re.split(r"\n(?=\S)", (ROOT / lock).read_text()):
        head = entry.splitlines()[0] if entry.strip() else ""
        if not head or head.startswith("#"):
            continue
        found = _PIN.match(head)
        assert found, f"{lock}: {head} is not pinned with a hash"
        yield canonicalize_name(found[1]), found[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))


def licence(one: Distribution) -> str:
    """Everything it says of its licence."""
    fields = [one.metadata.get_all(name) or [""] for name in ("License-Expression", "License")]
    said = [str(values[0]).split("\n")[0] for values in fields]
    said += [text for text in one.metadata.get_all("Classifier") or [] if text.startswith("License ::")]
    return " ".join(said).strip() or LOOKED_UP.get(canonicalize_name(one.name), "")


def shipped(name: str = "xiaohu", extra: str = "cluster,pictures,demo") -> set[str]:
    """What comes with the program for those who run it."""
    found, todo = set[str](), [(name, set(extra.split(",")))]
    while todo:
        name, extras = todo.pop()
        if name in found:
            continue
        found.add(name)
        for text in distribution(name).requires or []:
            wanted = Requirement(text)
            if wanted.marker and not any(wanted.marker.evaluate({"extra": one}) for one in extras or {""}):
                continue
            todo.append((canonicalize_name(wanted.name), set(wanted.extras)))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_with_its_hash(lock: str) -> None:
    found = list(pins(lock))
    assert len(found) > 50
    assert all(hashes for _, _, hashes in found)


def test_what_is_installed_is_what_is_locked() -> None:
    locked = {(name, version) for lock in LOCKS for name, version, _ in pins(lock)}
    tools = {"xiaohu", "pip", "setuptools", "wheel"}
    for one in distributions():
        if (name := canonicalize_name(one.name)) not in tools:
            assert (name, one.version) in locked


def test_every_licence_is_known_and_none_asks_for_the_source_of_a_service() -> None:
    for one in distributions():
        said, name = licence(one), canonicalize_name(one.name)
        assert said, f"{name} does not say its licence"
        assert not re.search("AGPL|Affero|SSPL|Commons Clause|BUSL", said), f"{name}: {said}"
        assert USABLE.search(said) or name in FOR_DEVELOPERS or "Dual License" in said, f"{name}: {said}"


def test_what_is_shipped_is_under_no_gpl() -> None:
    found = shipped()
    assert {"sqlalchemy", "psycopg", "starlette", "resvg-py", "aiosmtpd"} <= found
    assert not found & {"pytest", "mypy", *FOR_DEVELOPERS}
    for name in found:
        said = licence(distribution(name))
        assert not re.search(r"(?<!L)GPL|GNU General", said), f"{name}: {said}"
