"""Defects that the suite has to see: ``make mutants`` puts each into a copy and runs the tests there."""
