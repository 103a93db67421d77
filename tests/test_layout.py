"""The plain top-level names are ours and nobody else's in this environment (docs/decisions/0001)."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.mark.parametrize("name", PACKAGES)
def test_no_other_distribution_brings_a_package_of_this_name(name: str) -> None:
    assert set(packages_distributions().get(name, ["xiaohu"])) == {"xiaohu"}


@pytest.mark.parametrize("name", PACKAGES)
def test_the_package_is_imported_from_this_checkout(name: str) -> None:
    module = __import__(name)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / name


def test_every_package_with_code_is_shipped_and_layered() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert folders == set(PACKAGES) == set(PYPROJECT["tool"]["importlinter"]["root_packages"])


def test_the_project_cannot_be_uploaded_by_accident() -> None:
    assert "Private :: Do Not Upload" in PYPROJECT["project"]["classifiers"]
