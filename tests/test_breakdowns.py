"""Totals by the values of a column: they add up to the table's, and stand beside what they should come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.content import Content
from bcf.definition.figures import Figures
from metrics.breakdowns import NOT_FILLED_IN, Breakdown, breakdowns
from metrics.panels import tally_panel
from tests.part_2 import EDITION, content

EXPENDITURE = EDITION.tables["expenditure"]
SOURCES = ("Local Authority Social Services", "CCG Minimum Contribution", "Additional CCG Contribution")
# Southend's six schemes, in thousands of pounds
SCHEMES = {"001": 4781, "002": 3000, "003a": 3051, "003b": 1431, "004": 50, "005": 459}


def by(said: Content, column: str, table: str = "expenditure") -> Breakdown:
    made = breakdowns(EDITION.tables[table], Figures(EDITION, said))
    return next(one for one in made if one.column.key == column)


def shown(part: Breakdown) -> dict[str, tuple[str, ...]]:
    return {group.value: tuple(one.shown for one in group.sums) for group in part.groups}


def southend(**other: list[dict[str, str]]) -> Content:
    lines = [{"scheme": name, "year_2": str(spent), "source": SOURCES[1]} for name, spent in SCHEMES.items()]
    return content(expenditure=lines, **other)


amounts = st.decimals(0, 10**6, places=2).map(str)
lines = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["", "Teams", "teams", "TEAMS", *(f"Scheme {n}" for n in range(40))]),
        "area_of_spend": st.sampled_from(["", "Acute", "Social Care", "Other"]),
        "commissioner": st.sampled_from(["", "CCG", "Joint"]),
        "source": st.sampled_from(["", *SOURCES]),
    },
    optional={"year_1": amounts, "year_2": amounts},
)


@given(st.lists(lines, max_size=60))
def test_each_breakdown_adds_up_to_the_table(rows: list[dict[str, str]]) -> None:
    figures = Figures(EDITION, content(expenditure=rows))
    for part in breakdowns(EXPENDITURE, figures):
        assert sum(group.rows for group in part.groups) == part.whole.rows == len(rows)
        for number, key in enumerate(EXPENDITURE.totals):
            total = sum((group.sums[number].number for group in part.groups), Decimal(0))
            assert total == part.whole.sums[number].number == figures.total("expenditure", key)


@given(st.lists(lines, max_size=20))
def test_a_group_is_what_the_formulas_of_the_summary_add_up(rows: list[dict[str, str]]) -> None:
    figures = Figures(EDITION, content(expenditure=rows))
    for part in breakdowns(EXPENDITURE, figures):
        for group in part.groups:
            if group.value != NOT_FILLED_IN:
                where = {part.column.key: group.value}
                assert group.sums[0].number == figures.total("expenditure", "year_1", where)


def test_southend_s_schemes() -> None:
    part = by(southend(), "scheme")
    assert shown(part) == {name: ("0", f"{spent:,}") for name, spent in SCHEMES.items()}
    assert [one.shown for one in part.whole.sums] == ["0", "12,772"]
    assert not part.compared


def test_choices_stand_in_their_official_order_and_blanks_last() -> None:
    rows = [{"area_of_spend": area, "year_1": "1"} for area in ("", "Other", "Acute", "Social Care", "Other")]
    part = by(content(expenditure=rows), "area_of_spend")
    assert shown(part) == {
        "Acute": ("1", "0"),
        "Social Care": ("1", "0"),
        "Other": ("2", "0"),
        NOT_FILLED_IN: ("1", "0"),
    }
    assert [group.first for group in part.groups] == [
        "expenditure/e3",
        "expenditure/e4",
        "expenditure/e2",
        "expenditure/e1",
    ]


def test_sources_stand_beside_tab_1() -> None:
    said = southend(
        funding_ccg_minimum=[{"organisation": "NHS Southend CCG", "year_1": "687", "year_2": "11772.5"}],
        funding_councils=[{"organisation": "Southend", "year_2": "1000"}],
    )
    part = by(said, "source")
    told = {group.value: [(one.shown, one.elsewhere, one.gap) for one in group.sums] for group in part.groups}
    assert part.compared == "Tab 1"
    assert told == {
        SOURCES[0]: [("0", "not known yet", ""), ("0", "1,000", "+1,000")],
        SOURCES[1]: [("0", "687", "+687"), ("12,772", "11,772.5", "−999.5")],
        SOURCES[2]: [("0", "not known yet", ""), ("0", "not known yet", "")],
    }
    assert [(one.elsewhere, one.gap) for one in part.whole.sums] == [("687", "+687"), ("12,772.5", "+0.5")]


@pytest.mark.parametrize(
    ("funded", "said", "news"),
    [
        ("12772", "2015/16: £12,772 of £12,772 thousand: all spent.", "good"),
        ("12772.5", "2015/16: £12,772 of £12,772.5 thousand: £0.5 thousand still to spend.", ""),
        ("12000", "2015/16: £12,772 of £12,000 thousand: £772 thousand too much.", "bad"),
    ],
)
def test_the_tally_says_what_is_left(funded: str, said: str, news: str) -> None:
    plan = southend(funding_ccg_minimum=[{"organisation": "NHS Southend CCG", "year_2": funded}])
    sentences = tally_panel(EXPENDITURE, Figures(EDITION, plan)).sentences
    assert sentences[0].text == "2014/15: nothing in tab 1 and nothing spent yet."
    assert (sentences[1].text, sentences[1].news) == (said, news)


def test_savings_are_negative_and_stand_beside_tab_5() -> None:
    rows: list[dict[str, Any]] = [
        {"benefit": "Reduction in non-elective (general + acute only)", "change": "-656", "unit_price": "1490"},
        {"benefit": "Other", "change": "2", "unit_price": "10"},
    ]
    part = by(content(benefits_year_2=rows), "benefit", "benefits_year_2")
    assert shown(part) == {"Reduction in non-elective (general + acute only)": ("−£977,440",), "Other": ("£20",)}
    assert part.compared == "Tab 5"
    assert [one.shown for one in part.whole.sums] == ["−£977,420"]
