"""F01 and F02: amounts of money beside a figure's name, and figures that the narrative shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcf.definition import richtext
from bcf.definition.checks import check
from bcf.definition.content import Content
from bcf.definition.problems import Problem, Severity
from bcf.pack.read_word import read_word
from tests.good_plan import GOOD, put
from tests.part_2 import EDITION, admissions, content

PLAN = content(
    {"agreed_year_1": "687000", "agreed_year_2": "12772000", "minimum_year_2": "12000000"},
    expenditure=[{"scheme": "Teams", "year_2": "12772"}],
)


BROKEN = {
    "F01 another amount": (put(GOOD, {"vision": "<p>The pooled budget in 2015/16 is £12.7m.</p>"}), "vision"),
    "F02 a row that is gone": (
        put(GOOD, {"vision": '<p>We spend <data value="expenditure/x/year_2"></data></p>'}),
        "vision",
    ),
}


def found(code: str, said: Content) -> list[Problem]:
    return [problem for problem in check(EDITION, said) if problem.rule == code]


def told(text: str, said: Content = PLAN) -> list[str]:
    """The amounts that F01 quotes of a paragraph."""
    problems = found("F01", said.with_answers({"vision": richtext.clean(f"<p>{text}</p>")}))
    assert all(problem.place == "vision" and problem.severity is Severity.WARNING for problem in problems)
    return [problem.message.partition("”")[0].removeprefix("“") for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "The total pooled fund in 2015/16 is {}.",
        "{}, total pooled fund 2015/16, is what we share.",
        "In 2015-16 our pooled budget will be {}.",
        "A <strong>total pooled fund</strong> of {} for 15/16",
        "Total agreed value of pooled budget: 2015/2016 = {}",
        "a pooled budget of £0.687m in 2014/15 and {} in 2015/16",
        "a pooled budget rising from £687k in 2014/15 to {} in 2015/16",
    ],
)
def test_an_amount_beside_a_name_agrees_with_its_figure(text: str) -> None:
    for right in ("£12.772m", "£12.8m", "£12,772,000", "about £13m", '<data value="minimum_year_2"></data>'):
        assert told(text.format(right)) == []
    for wrong in ("£12.7m", "£12,772", "£9m"):
        assert told(text.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "The pooled budget is £9m.",
        "£9m of the pooled budget in 2015/16 is for carers.",
        "Of the pooled budget 2015/16, £9m is for carers.",
        "The pooled budget 2015/16 has £9m from the CCG.",
        "The pooled budget of £9m more in 2015/16",
        "In 2015/16 we add £9m to the pooled budget.",
        "An increase in the pooled budget in 2015/16 of £9m",
        "The pooled budget in 2015/16 pays for ten schemes. £9m is for carers.",
        "The pooled budget in 2015/16 pays for ten schemes, £9m of it for carers.",
        "The pooled budget in 2016/17 is £9m.",
        "The minimum contribution in 2014/15 is £9m.",
        "The pooled budget in 2015/16 is up to £19m.",
        "Our proportion of the £9m for the pooled budget 2015/16",
        "The minimum required value of the pooled budget in 2015/16 is £12m.",
    ],
)
def test_other_amounts_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_cells_of_a_table_are_apart() -> None:
    said = PLAN.with_answers(
        {"vision": richtext.clean("<table><tr><td>Pooled budget 2015/16</td><td>£9m</td></tr></table>")}
    )
    assert found("F01", said) == []


def test_a_figure_without_years() -> None:
    said = admissions((1000, 1000, 1000, 1000), (900, 1000, 1000, 1000))
    assert told("The performance fund is calculated as £149k.", said) == []
    assert told("The performance fund is calculated as £977K pa.", said) == ["£977K"]


def test_the_message_names_the_cell_and_its_figure() -> None:
    (problem,) = found("F01", PLAN.with_answers({"vision": "<p>A pooled budget 2015/16 of £9m</p>"}))
    assert "“Total agreed value of pooled budget: 2015/16” is £12,772,000" in problem.message


def test_southends_amounts_agree_with_southends_figures(real_plans: Path) -> None:
    data = (real_plans / "southend-2014" / "part-1.docx").read_bytes()
    text = read_word(EDITION, data).content
    true = admissions((4687, 4687, 4687, 4686), (4523, 4523, 4523, 4522), protection_confirmed_year_2="5930")
    said = text.with_answers(dict(true.answers)).with_rows("ccg_activity", true.rows("ccg_activity"))
    assert found("F01", said) == []
    moved = said.with_answers({"protection_confirmed_year_2": "5000", "p4p_planned_q4": "4600"})
    assert [(problem.place, problem.message.partition("”")[0]) for problem in found("F01", moved)] == [
        ("contingency", "“£977K"),
        ("social_care_allocation", "“£5.930M"),
    ]


def test_a_figure_that_the_narrative_shows_is_known() -> None:
    text = '<p><data value="agreed_year_2 m"></data> and <data value="{}"></data></p>'
    for known in ("agreed_year_1", "expenditure//year_2 k", "funding_total_year_2"):
        assert found("F02", PLAN.with_answers({"vision": text.format(known)})) == []
    for unknown, words in (
        ("minimum_year_1", "“Minimum required value of BCF pooled budget: 2014/15”, which is blank"),
        ("p4p_saving size", "“P4P annual saving”, which is blank"),
        ("expenditure/gone/year_2", "no longer in the plan"),
    ):
        (problem,) = found("F02", PLAN.with_answers({"vision": text.format(unknown)}))
        assert (problem.place, problem.severity) == ("vision", Severity.MUST_FIX)
        assert words in problem.message
