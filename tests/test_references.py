"""Figures of the plan inside narrative: what they show, how they are stored, and that they are nobody's change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcf.definition import richtext
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.formulas import Cell, Formula, Here, Total
from bcf.definition.kinds import RichText
from bcf.definition.parts import Field
from bcf.definition.references import bare, filled, references, shown, without_references
from bcf.definition.restored import restored
from bcf.definition.richtext_figures import UNKNOWN, reference
from tests.part_2 import EDITION, admissions, content
from tests.richtext_trees import html

SPENT = {"scheme": "Teams", "area_of_spend": "Social Care", "commissioner": "Joint", "percent_nhs": "33.3"}
POOL = '<data value="agreed_year_2 m"></data>'
MONEY = content(
    {"agreed_year_2": "12772000", "p4p_unit_cost": "1490.5", "agreed_year_1": "459000", "minimum_year_1": "300"},
    expenditure=[{**SPENT, "year_2": "12000"}, {**SPENT, "year_2": "772"}],
    funding_councils=[{"organisation": "Council", "year_2": "12772"}],
)


def show(value: str, said: Content = MONEY) -> str:
    one = reference(value)
    assert one
    return shown(Figures(EDITION, said), one)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("agreed_year_2", "£12,772,000"),
        ("agreed_year_2 m", "£12.772m"),
        ("agreed_year_2 k", "£12,772k"),
        ("agreed_year_1 m", "£0.459m"),
        ("minimum_year_1 m", "£300"),
        ("p4p_unit_cost", "£1,490.50"),
        ("funding_total_year_2", "£12,772,000"),
        ("funding_total_year_2 m", "£12.772m"),
        ("expenditure//year_2 m", "£12.772m"),
        ("expenditure/e2/year_2 k", "£772k"),
        ("expenditure/e1/percent_la", "66.7%"),
        ("minimum_year_2", ""),
        ("expenditure//year_1", ""),
        ("expenditure/gone/year_2", ""),
        ("no_such_cell", ""),
        ("vision", ""),
        ("expenditure//percent_nhs", ""),
        ("expenditure/e1/scheme", ""),
    ],
)
def test_what_a_reference_shows(value: str, text: str) -> None:
    assert show(value) == text


def test_metrics_and_signs() -> None:
    said = admissions((100, 100, 100, 100), (90, 95, 100, 101))
    assert [show(value, said) for value in ("p4p_change", "p4p_change size", "p4p_percent", "p4p_saving k")] == [
        "−14", "14", "−3.5%", "£21k",
    ]  # fmt: skip


def test_the_present_figure_is_filled_in_and_left_out_again() -> None:
    typed = richtext.clean('<p>A pool of <b><data value="agreed_year_2 m">£9m</data></b> and '
                           '<data value="minimum_year_2"></data>.</p>')  # fmt: skip
    said = MONEY.with_answers({"vision": typed})
    words = richtext.plain(filled(EDITION, said).get("vision"))
    assert words == f"A pool of £12.772m and {UNKNOWN}."
    assert bare(EDITION, filled(EDITION, said)) == bare(EDITION, said)
    assert "£" not in bare(EDITION, said).get("vision")
    assert [one.place for one, _ in references(typed)] == ["agreed_year_2", "minimum_year_2"]


def test_what_names_no_cell_stays_as_words() -> None:
    said = MONEY.with_answers({"vision": '<p>a <data value="nothing">£9m</data> b</p>'})
    assert bare(EDITION, said).get("vision") == "<p>a £9m b</p>"


def test_plain_text_that_looks_like_a_reference_is_left_alone() -> None:
    text = 'type <data value="agreed_year_2">£1</data> here'
    said = MONEY.with_answers({"p4p_rating_rationale": text})
    assert filled(EDITION, said).get("p4p_rating_rationale") == text
    assert bare(EDITION, said).get("p4p_rating_rationale") == text


def test_a_content_without_references_is_given_back_as_it_is() -> None:
    assert filled(EDITION, MONEY) is MONEY


def test_references_can_become_words_but_for_some() -> None:
    old = '<p><data value="agreed_year_1"></data></p>'
    new = '<p><data value="agreed_year_1">£1</data> <data value="agreed_year_2">£2</data></p>'
    assert without_references(new, old) == '<p><data value="agreed_year_1">£1</data> £2</p>'


@settings(max_examples=100, deadline=None)
@given(st.lists(html, max_size=3))
def test_storing_and_filling_lose_nothing_but_figures(markups: list[str]) -> None:
    answers = dict(zip(("vision", "case_for_change", "governance"), map(richtext.clean, markups), strict=False))
    said = Content(EDITION.id, {key: text for key, text in answers.items() if key in EDITION.fields})
    stored = bare(EDITION, said)
    assert bare(EDITION, filled(EDITION, stored)) == stored
    for key in said.answers:
        assert richtext.clean(stored.get(key)) == stored.get(key)
        assert richtext.clean(filled(EDITION, said).get(key)) == filled(EDITION, said).get(key)
        spelled = [(one, "") for one, _ in references(said.get(key))]
        assert list(references(stored.get(key))) == spelled


def read_by(part: Formula, columns: dict[str, Field]) -> Field | None:
    match part:
        case Cell():
            return EDITION.fields[part.key]
        case Total():
            return EDITION.row_fields[part.table][part.column]
        case Here():
            return columns[part.column]
    return None


def test_no_formula_reads_narrative() -> None:
    for columns in (EDITION.fields, *EDITION.row_fields.values()):
        for part in (part for field in columns.values() if field.formula for part in field.formula.walk()):
            read = read_by(part, columns)
            assert not (read and isinstance(read.kind, RichText)), part


def test_paragraphs_that_read_as_they_did_keep_their_references() -> None:
    old = filled(
        EDITION,
        MONEY.with_answers(
            {
                "vision": f"<p>A pool of {POOL} now.</p><ul><li><p>Yes, {POOL}</p></li></ul>",
                "case_for_change": f"<table><tbody><tr><td><p>{POOL}</p></td></tr></tbody></table>",
            }
        ).with_rows("risks", (Row("r", {"risk": f"<p>{POOL} is lost</p>", "likelihood": "3"}),)),
    )
    dead = {
        "vision": "<h3>A pool of <strong>£12.772m</strong> now.</h3><ul><li><p>No, £12.772m</p></li></ul>",
        "case_for_change": "<table><tbody><tr><td><p>£12.772m</p></td></tr></tbody></table>",
        "governance": "<p>£12.772m</p>",
    }
    new = old.with_answers(dead).with_rows("risks", (Row("r", {"risk": "<p>£12.772m is lost</p>"}), Row("s")))
    back = restored(EDITION, old, new)
    shows = POOL.replace("></", ">£12.772m</")
    assert back.answers == {
        **old.answers,
        "vision": f"<h3>A pool of {shows} now.</h3><ul><li><p>No, £12.772m</p></li></ul>",
        "case_for_change": old.get("case_for_change"),
        "governance": "<p>£12.772m</p>",
    }
    assert back.rows("risks") == (Row("r", {"risk": f"<p>{shows} is lost</p>"}), Row("s"))
