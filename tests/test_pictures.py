"""Charts and sentences worked out: the figures of the sheets, blank never shown as nothing, signs in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bcf.definition.charts import Chart, Named, Outcome, Says, Series
from bcf.definition.content import Content
from bcf.definition.figures import Figures
from bcf.definition.formulas import Cell, formula
from bcf.definition.kinds import Count, Money, Share
from bcf.definition.parts import Document, Edition, Section
from bcf.definition.pictures import NOT_KNOWN, number_of, picture, sentence, sentences, spelled
from bcf.editions.july_2014 import charts
from bcf.editions.soundness import faults
from tests.part_2 import EDITION, admissions, content

BASELINE, PLANNED = (6384, 6216, 6150, 6450), (6300, 6010, 5870, 6130)


def figures(said: Content) -> Figures:
    return Figures(EDITION, said)


def shown(chart: Chart, said: Content) -> dict[str, list[str]]:
    return {line.label: [value.shown for value in line.values] for line in picture(chart, figures(said)).lines}


def words(chart: Chart, said: Content) -> str:
    return picture(chart, figures(said)).words


def told(outcome: Outcome, said: Content) -> list[tuple[str, str]]:
    return [(one.text, one.news) for one in sentences(outcome, figures(said))]


def test_admissions_are_those_of_the_sheet_and_what_is_expected_of_them() -> None:
    said = admissions(BASELINE, PLANNED)
    assert shown(charts.ADMISSIONS, said) == {
        "Baseline, 2014": ["6,384", "6,216", "6,150", "6,450"],
        "Plan, 2015": ["6,300", "6,010", "5,870", "6,130"],
        "Expected: 3.5% below the baseline": ["6,160.6", "5,998.4", "5,934.8", "6,224.3"],
    }
    assert words(charts.ADMISSIONS, said).startswith("Planned admissions are 3.5% below the baseline.")


@pytest.mark.parametrize(
    ("planned", "said"),
    [((100,) * 4, "the same as the baseline"), ((110,) * 4, "10% above"), ((98,) * 4, "2% below")],
)
def test_the_finding_says_which_way(planned: tuple[int, ...], said: str) -> None:
    finding = words(charts.ADMISSIONS, admissions((100,) * 4, planned))
    assert said in finding.replace(".0%", "%")


@pytest.mark.parametrize("chart", [charts.FUNDING, charts.SPEND_BY_AREA, charts.ADMISSIONS, charts.DELAYED_DAYS])
def test_a_blank_plan_has_no_figures_and_none_is_nothing(chart: Chart) -> None:
    drawn = picture(chart, figures(content()))
    assert not drawn.known
    assert {value.shown for line in drawn.lines for value in line.values} == {NOT_KNOWN}


def test_one_blank_quarter_is_not_known_and_the_others_are() -> None:
    said = admissions(BASELINE, PLANNED).with_answers({"p4p_planned_q1": ""})
    assert shown(charts.ADMISSIONS, said)["Plan, 2015"] == ["6,300", NOT_KNOWN, "5,870", "6,130"]
    assert "not known yet for all four quarters" in words(charts.ADMISSIONS, said)


def test_nothing_spent_is_nothing_where_something_is_spent_elsewhere() -> None:
    said = content(expenditure=[{"area_of_spend": "Acute", "year_1": "0", "year_2": "12.5"}])
    assert shown(charts.SPEND_BY_AREA, said)["2014/15"] == ["0"] * 7
    assert shown(charts.SPEND_BY_AREA, said)["2015/16"] == ["12.5", *["0"] * 6]
    assert words(charts.SPEND_BY_AREA, said) == (
        "The largest area of spend in 2015/16 is Acute: £12.5 thousand, 100.0% of the total."
    )


def test_a_typed_zero_is_known() -> None:
    assert number_of(Cell("p4p_planned_q4"), figures(content({"p4p_planned_q4": "0"}))) == 0
    assert number_of(Cell("p4p_planned_q4"), figures(content())) is None


@pytest.mark.parametrize(
    ("combined", "text", "news"),
    [
        ("", "", ""),
        ("1000", "No shortfall: NHS commissioned services are £5,000, £4,000 more than the ringfenced fund.", "good"),
        ("5000", "No shortfall: NHS commissioned services are £5,000, exactly the ringfenced fund.", "good"),
        ("6001", "Shortfall of £1,001: NHS commissioned services are £5,000, less than the ringfenced fund.", "bad"),
    ],
)  # fmt: skip
def test_the_shortfall_is_said_in_words(combined: str, text: str, news: str) -> None:
    line = {"area_of_spend": "Social Care", "commissioner": "CCG", "source": "CCG Minimum Contribution", "year_2": "5"}
    said = replace(admissions((10,) * 4, (10,) * 4, pfp_combined_fund=combined), tables={
        **admissions((10,) * 4, (10,) * 4).tables, "expenditure": content(expenditure=[line]).rows("expenditure")
    })  # fmt: skip
    assert told(charts.SHORTFALL, said) == ([(text, news)] if text else [])


def test_each_quarter_is_paid_what_it_adds_to_the_fall_so_far() -> None:
    said = admissions((100,) * 4, (90, 80, 110, 60))
    assert [text for text, _ in told(charts.BY_QUARTER, said)] == [
        "For Q4 14/15 £14,900 is paid, if admissions have fallen as planned by then.",
        "For Q1 15/16 £29,800 is paid, if admissions have fallen as planned by then.",
        "For Q2 15/16 nothing is paid, since admissions are not planned to have fallen further by then.",
        "For Q3 15/16 £44,700 is paid, if admissions have fallen as planned by then.",
    ]


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        (Money(), "1234.567", "£1,234.57"),
        (Money(unit=1000, least=None), "-12.5", "−12.5"),
        (Count(places=1), "1234.56", "1,234.6"),
        (Count(), "-0.4", "0"),
        (Share(least=None), "-0.0353", "−3.5%"),
    ],
)
def test_figures_are_spelled_by_their_kind(kind: Count, number: str, text: str) -> None:
    assert spelled(kind, Decimal(number)) == text


def test_what_rounds_to_nothing_is_level() -> None:
    says = Says(formula(Decimal("-0.0001")), Share(least=None), below="below", level="level", above="above")
    assert sentence(says, figures(content())).text == "level"


def _with(item: Chart | Outcome) -> Edition:
    form = Document("part_2", "Part 2", "excel", (Section("s", "S", items=(item,), tab="S"),))
    return replace(EDITION, documents=(form,), rules=(), sign_offs=(), guidance={})


def test_an_edition_is_unsound_where_a_picture_has_no_cell_or_no_figure() -> None:
    money = Money()
    missing = Chart("c", "C", "bars", ("a", "b"), (Series("s", (Cell("nothing"),)),), money, "£")
    found = " ".join(faults(_with(missing), ()))
    assert "“c” names “nothing”, which is not there" in found
    assert "“c” does not have a figure for each category" in found
    says = Says(formula(1), money, below="", level="", above="{gone} {size}", named=(Named("had", formula(1), money),))
    assert "a sentence of “o” names “gone”" in " ".join(faults(_with(Outcome("o", (says,), about="nowhere")), ()))
    assert "“o” is about “nowhere”" in " ".join(faults(_with(Outcome("o", (), about="nowhere")), ()))
