"""What stands in a workbook where the form has no cell."""

from __future__ import annotations

from bcf.pack.found import SheetProblem
from tests.part_2 import rich
from tests.test_read_xlsx import changed, read

TAB = "5. HWB P4P metric"


def test_a_note_beside_the_title_is_told() -> None:
    plan = rich()
    found = read(changed(plan, lambda book: book[TAB].cell(3, 14, "check with Priya")), plan)
    (problem,) = found.problems
    assert isinstance(problem, SheetProblem)
    assert (problem.tab, problem.cell) == (TAB, "N3")
    assert "“check with Priya”" in problem.wrong
