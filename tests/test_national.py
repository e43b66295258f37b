"""National figures in a new plan: every area, those that people know, and the check of what differs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bcf.definition.checks import check
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.national import TABLE, Mark, marks
from bcf.definition.parts import Field, Grid
from bcf.definition.problems import Severity
from bcf.editions import edition
from bcf.editions.july_2014.prefill import marked, prefill, recognised
from bcf.reference import area, areas
from bcf.reference.national import BadFile, File, Held, National, lines, shipped

EDITION = edition("july_2014")
SOUTHEND, SOUTHAMPTON = "E06000033", "E06000045"


def new_plan(code: str) -> Content:
    return prefill(area(code), shipped())


def marks_of(content: Content) -> dict[str, Mark]:
    return {mark.place: mark for mark in marks(content)}


def populations() -> list[Field]:
    """The cells that ask for a number of residents."""
    grids = [item for key in ("p4p_metric", "supporting_metrics") for item in EDITION.section(key).items]
    cells = [cell for grid in grids if isinstance(grid, Grid) for row in grid.rows for cell in row.cells if cell]
    return [
        cell
        for cell in cells
        if cell.typed and ("population" in cell.key or cell.key.startswith(("residential_den", "dtoc_den")))
    ]


@pytest.mark.parametrize("code", areas())
def test_a_plan_of_every_area_opens_filled_in(code: str) -> None:
    content = new_plan(code)
    found = marks_of(content)
    assert len(populations()) == 10
    assert all(content.get(cell.key) for cell in populations())
    for place, mark in found.items():
        field = EDITION.field_at(place)
        assert content.value(place) == mark.figure == field.kind.parse(mark.figure)
        assert mark.figure or mark.source.startswith("Not held")
        assert mark.source
        assert mark.dated or not mark.figure
        assert "<" not in mark.what
        for column, value in mark.row.values.items():
            assert EDITION.row_fields[TABLE][column].kind.parse(value) == value
    assert not [problem for problem in check(EDITION, content) if problem.rule == "N01"]
    shares = [found[f"ccg_activity/{row.uid}/percent_of_hwb"] for row in content.rows("ccg_activity")]
    if all(share.figure for share in shares):
        assert abs(sum(Decimal(share.figure) for share in shares) - 100) <= Decimal("0.5")
    else:
        assert all("the split between the CCGs" in share.source for share in shares)


def test_only_a_split_that_is_not_held_is_missing_among_the_shares() -> None:
    missing = {
        code
        for code in areas()
        for mark in marks(new_plan(code))
        if mark.place.startswith("ccg_activity/") and not mark.figure
    }
    assert missing == {"E08000021"}


@pytest.mark.parametrize(
    ("code", "ccgs", "baseline"),
    [("E08000037", ["00F"], True), ("E08000021", ["00G", "00H"], True), (SOUTHEND, ["99G"], True)],
)
def test_ccgs_that_were_merged_later_are_those_of_the_time(code: str, ccgs: list[str], baseline: bool) -> None:
    content = new_plan(code)
    assert [row.uid.upper() for row in content.rows("ccg_activity")] == ccgs
    assert [row.uid.upper() for row in content.rows("sign_off_ccgs")] == ccgs
    assert Figures(EDITION, content).cell("pfp_baseline")


def test_southends_figures() -> None:
    content, national = new_plan(SOUTHEND), shipped()
    quarters = [int(content.get(f"dtoc_numerator_baseline_q{number}")) for number in (1, 2, 3, 4)]
    assert sum(quarters) == 2137
    year = [f"2013-{month:02}" for month in range(4, 13)] + ["2014-01", "2014-02", "2014-03"]
    assert sum(one.value for one in national.all("emergency_admissions", "99G", year)) == 18339
    assert (content.get("minimum_year_1"), content.get("minimum_year_2")) == ("687000", "12772000")
    assert content.value("ccg_activity/99g/baseline_q4") == "4850"
    assert marks_of(content)["ccg_activity/99g/baseline_q4"].dated == "January to March 2014"
    assert Figures(EDITION, content).cell("p4p_baseline_q4") == 4850
    earlier = marks_of(content)["dtoc_denominator_baseline_q1"]
    assert (earlier.figure, earlier.dated) == ("139715", "mid-2014")
    assert "stands in for mid-2013" in earlier.source


def test_southamptons_figures() -> None:
    content = new_plan(SOUTHAMPTON)
    quarters = [int(content.get(f"dtoc_numerator_baseline_q{number}")) for number in (1, 2, 3, 4)]
    assert sum(quarters) == 9667
    assert (content.get("minimum_year_1"), content.get("minimum_year_2")) == ("924000", "15325000")


def test_an_allocation_of_a_ccg_is_in_the_unit_of_its_cell() -> None:
    content = new_plan("E10000012")
    assert content.value("funding_ccg_minimum/06t/year_2") == "20987"
    assert marks_of(content)["funding_ccg_minimum/06q/year_2"].figure == ""


def test_marks_alone_fill_nothing_in() -> None:
    content = marked(area(SOUTHEND), shipped())
    assert set(content.tables) == {TABLE}
    assert not content.answers
    assert content.rows(TABLE) == new_plan(SOUTHEND).rows(TABLE)


def test_rows_of_a_file_are_known_by_the_names_of_their_organisations() -> None:
    rows = (Row("a1", {"ccg": "Southend CCG"}), Row("a2", {"ccg": "Elsewhere CCG"}), Row("a3", {"ccg": "Southend CCG"}))
    said = marked(area(SOUTHEND), shipped()).with_rows("ccg_activity", rows)
    known = recognised(area(SOUTHEND), said)
    assert [row.uid for row in known.rows("ccg_activity")] == ["99g", "a2", "a3"]
    assert [row.values for row in known.rows("ccg_activity")] == [row.values for row in rows]
    assert known.rows(TABLE) == said.rows(TABLE)


def test_another_figure_needs_a_reason() -> None:
    place = "p4p_population_baseline_q4"
    content = new_plan(SOUTHEND).with_answers({place: "180000"})
    problem, *others = [one for one in check(EDITION, content) if one.rule == "N01"]
    assert others == []
    assert (problem.place, problem.severity) == (f"{TABLE}/{place}/reason", Severity.WARNING)
    assert "180,000" in problem.message
    assert "177,931" in problem.message
    assert "ONS mid-year" in problem.message
    rows = tuple(
        Row(row.uid, {**row.values, "reason": "Our own count"}) if row.uid == place else row
        for row in content.rows(TABLE)
    )
    assert not [one for one in check(EDITION, content.with_rows(TABLE, rows)) if one.rule == "N01"]


def test_a_blank_cell_and_a_removed_row_need_no_reason() -> None:
    content = new_plan(SOUTHEND).with_answers({"p4p_population_baseline_q4": ""}).with_rows("ccg_activity", ())
    assert not [one for one in check(EDITION, content) if one.rule == "N01"]


def test_the_same_figure_spelled_otherwise_is_the_same() -> None:
    mark = Mark("a", "A", "66.4", "ONS")
    assert not mark.differs("66.40")
    assert mark.differs("66.5")
    assert not mark.differs("")
    assert not Mark("a", "A", "", "Not held").differs("5")


def test_of_two_estimates_as_near_the_earlier_stands_in() -> None:
    held = [Held("people", "E1", year, Decimal(1), "ONS", year) for year in ("2013", "2015", "2019")]
    national = National(held)
    assert [national.nearest("people", "E1", year).period for year in (2014, 2018, 2019)] == ["2013", "2019", "2019"]  # type: ignore[union-attr]
    assert national.nearest("people", "E2", 2014) is None


def test_a_file_must_have_its_columns(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "few.csv"
    path.write_text("code,name\nE1,One\n")
    file = File("few.csv", ("code", "value"), lambda row: ())
    with pytest.raises(BadFile, match=r"few.csv, line 1: there is no column “value”. Expected are code, value."):
        list(lines(path, file.columns))
