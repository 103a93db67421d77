"""The mutants are of this product: a change whose place is gone is no defect, and the suite blameless."""

import pytest

from tests.mutants.__main__ import ROOT
from tests.mutants.mutant import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_place_is_there(mutant: Mutant) -> None:
    for change in mutant.changes:
        assert (ROOT / change.file).read_text(encoding="utf-8").count(change.before) == change.times
    assert all((ROOT / test).exists() for test in mutant.tests)
