"""The benchmark measures what it says, beside what it says; how long things take is not for tests."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from bcf.definition.figures import Figures
from bcf.editions import edition
from bcf.pack.xlsx import xlsx
from plans.benchmarks.bare import cells_of, with_openpyxl, with_xlsxwriter
from plans.benchmarks.folder import stamp
from plans.benchmarks.grown import LONG, SHORT, SMALL, WHOLE, Size, characters, grown
from plans.benchmarks.results import PARTS, SHEETS, WORDS, results, table
from plans.benchmarks.rounds import LIBREOFFICE, Measure
from plans.demonstration import demonstration


@pytest.mark.parametrize("size", [WHOLE, LONG, Size(characters=60_000, schemes=3, expenditure=50)])
def test_a_grown_plan_has_the_size_asked_for(size: Size) -> None:
    content = grown(size)
    forms = edition(content.edition)
    assert abs(characters(forms, content) - size.characters) < 1_000
    assert len({row.uid for row in content.rows("schemes")}) == size.schemes
    assert len({row.uid for row in content.rows("expenditure")}) == size.expenditure
    assert content.digest() == grown(size).digest()


def test_more_rows_spend_no_more() -> None:
    content = demonstration()
    figures = [Figures(edition(plan.edition), plan) for plan in (content, grown(LONG))]
    for year in edition(content.edition).tables["expenditure"].totals:
        assert figures[0].total("expenditure", year) == figures[1].total("expenditure", year)


@pytest.mark.parametrize("size", [SMALL, SHORT])
def test_a_grown_plan_holds_only_what_could_have_been_typed(size: Size) -> None:
    content = grown(size)
    forms = edition(content.edition)
    assert all(forms.field_at(place).kind.parse(value) == value for place, value in content.places())


def test_bare_workbooks_have_the_same_cells() -> None:
    plan = grown(SMALL)
    cells = json.loads(cells_of(xlsx(edition(plan.edition), plan, stamp(plan))))
    again = json.loads(cells_of(with_xlsxwriter(cells)))
    assert again == cells
    formulas = [[cell[:3] for cell in sheet] for sheet in cells.values()]
    bare = json.loads(cells_of(with_openpyxl(cells)))
    assert [[cell[:3] for cell in bare[name]] for name in cells] == formulas


def _measures(*seconds: float) -> dict[str, list[Measure]]:
    return {name: [Measure(one, one + 1, 50) for one in seconds] for part in PARTS for name in part.jobs}


def test_ratios_are_of_the_same_round() -> None:
    measures = _measures(1, 2, 4) | {LIBREOFFICE: [Measure(one, one, 200) for one in (20, 40, 80)]}
    found = {one.figure.title: one for one in results(WORDS, measures)}
    assert found["Checks and seal"].ratio == pytest.approx(0.1)
    assert found["Checks and seal"].held is True
    assert found["Word out"].ratio == pytest.approx(0.05)
    assert found["Word out"].whole_ratio == pytest.approx(0.075)
    assert found["Excel out"].ratio == 1
    assert found["Checks"].held is None


def test_without_libreoffice_nothing_is_said_to_hold() -> None:
    measures = {name: runs for name, runs in _measures(1.0).items() if name != LIBREOFFICE}
    found = {one.figure.title: one for one in results(WORDS, measures)}
    assert found["Word out"].held is None
    assert found["Excel out"].held is True
    assert "LibreOffice is not installed" in list(table(list(found.values())))[-1]


def test_seconds_are_held_to_an_aim_without_a_baseline() -> None:
    for seconds, held in ((0.019, True), (0.021, False)):
        found = {one.figure.title: one for one in results(SHEETS, _measures(seconds))}
        assert found["Recomputation of all sheets"].held is held
        assert "0.02 s" in "".join(table(list(found.values())))


def test_every_figure_is_measured() -> None:
    said = StringIO()
    call_command("bench", "--quick", "--json", stdout=said, stderr=StringIO())
    answer: dict[str, Any] = json.loads(said.getvalue())
    assert answer["rounds"] == 1
    assert [part["part"] for part in answer["parts"]] == [part.key for part in PARTS]
    for part, measured in zip(PARTS, answer["parts"], strict=True):
        assert measured["plan"]["schemes"] == part.quick.schemes
        assert measured["plan"]["expenditure"] == part.quick.expenditure
        assert [one["figure"] for one in measured["figures"]] == [figure.title for figure in part.figures]
        for one in measured["figures"]:
            assert 0 < one["seconds_min"] <= one["seconds_median"], one
            assert one["mb"] > 10, one
            assert (one["ratio"] is None) == (not one["against"]), one
            assert (one["held"] is None) == (one["aim"] is None), one
