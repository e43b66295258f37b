"""A small plan that keeps every rule of the July 2014 edition, with Southend's figures, and ways to alter a plan."""

from __future__ import annotations

from dataclasses import replace

from bcf.definition.checks import check
from bcf.definition.content import Content, Row
from bcf.definition.problems import Problem
from bcf.editions import edition

EDITION = edition("july_2014")
NON_ELECTIVE = "Reduction in non-elective (general + acute only)"


def block(organisation: str, name: str = "A Signatory", **more: str) -> Row:
    values = {"organisation": organisation, "name": name, "position": "Chief Officer", "date": "2014-09-18"}
    return Row("b1", {**values, **more})


def annex(uid: str, ref: str, name: str, **more: str) -> Row:
    return Row(uid, {"ref": ref, "name": name, "overview": "<p>What we will do.</p>", **more})


def benefit(uid: str, scheme: str, change: str, unit_price: str, **more: str) -> Row:
    values = {"benefit": NON_ELECTIVE, "scheme": scheme, "organisation": "NHS Commissioner"}
    return Row(uid, {**values, "change": change, "unit_price": unit_price, **more})


PROVIDER = Row(
    "p1",
    {
        "provider": "Mere Valley Hospitals NHS Foundation Trust",
        "chief_executive": "Hospital Chief Executive",
        "signature": "Hospital Chief Executive",
        "outturn": "18645",
        "plan_year_1": "18399",
        "plan_year_2": "18111",
        "prevented_year_1": "0",
        "prevented_year_2": "356",
        "prevented_year_2_note": "For the financial year.",
        "agreement": "<p>Yes.</p>",
        "agrees": "Yes",
        "implications": "<p>We have considered them.</p>",
    },
)
ACTIVITY = Row(
    "c1",
    {
        "ccg": "NHS Mere Valley CCG",
        "baseline_q4": "4690",
        "baseline_q1": "4670",
        "baseline_q2": "4650",
        "baseline_q3": "4690",
        "percent_of_ccg": "100",
        "percent_of_hwb": "100",
    },
)
_THREE_YEARS = {
    "residential_numerator": ("200", "190", "177"),
    "residential_denominator": ("33000", "33600", "34200"),
    "reablement_numerator": ("100", "150", "205"),
    "reablement_denominator": ("125", "185", "250"),
    "experience_value": ("91.2", "", "93"),
    "experience_numerator": ("912", "", "930"),
    "experience_denominator": ("1000", "", "1000"),
    "local_metric_value": ("640", "630", "600"),
    "local_metric_numerator": ("640", "630", "600"),
    "local_metric_denominator": ("100000", "100000", "100000"),
}
_METRICS = {
    f"{metric}_{period}": value
    for metric, values in _THREE_YEARS.items()
    for period, value in zip(("baseline", "year_1", "year_2"), values, strict=True)
}
_DTOC = {
    f"dtoc_numerator_{year}_q{quarter}": str(days)
    for year, days in (("baseline", 800), ("year_1", 780), ("year_2", 750))
    for quarter in (1, 2, 3, 4)
}
_POPULATION = {
    f"dtoc_denominator_{period}": "140000" for period in ("baseline_q1", "baseline_q4", "year_1_q4", "year_2_q4")
}

GOOD = Content(
    "july_2014",
    {
        "ccgs": "NHS Mere Valley Clinical Commissioning Group",
        "local_authorities": "Mere Valley Council",
        "date_agreed": "2014-09-03",
        "date_submitted": "2014-09-19",
        "minimum_year_2": "12772000",
        "agreed_year_1": "687000",
        "agreed_year_2": "12772000",
        "vision_outcomes": "<p>Permanent admissions of older people to care homes fall from 200 to 177, by 11.5%.</p>",
        "contingency": "<p>The CCG and the council share the risk; so do the hospital and its commissioners. The "
        "performance fund is £977K pa.</p>",
        "acute_implications": "<p>Mere Valley Hospitals NHS Foundation Trust expects 656 fewer admissions.</p>",
        "social_care_allocation": "<p>£5.93m, with the Care Act’s 221 + 379 + 231 = £831k.</p>",
        "social_care_amount": "5930000",
        "care_act_confirmed": "Yes",
        "care_act_amount": "831000",
        "carers_amount": "437000",
        "protection_confirmed_year_2": "5930",
        "protection_different_year_2": "5930",
        "pfp_combined_fund": "3300000",
        "p4p_planned_q4": "4526",
        "p4p_planned_q1": "4506",
        "p4p_planned_q2": "4486",
        "p4p_planned_q3": "4526",
        "experience_direction": "Increase",
        "local_metric_direction": "Decrease",
        **_METRICS,
        **_DTOC,
        **_POPULATION,
    },
    {
        "sign_off_ccgs": (block("Mere Valley CCG"),),
        "sign_off_councils": (block("Mere Valley Council"),),
        "sign_off_boards": (Row("b1", {"organisation": "The Board", "name": "Chair", "date": "2014-09-18"}),),
        "schemes": (
            annex("s1", "001", "Care at home", investment="<p>The total is £12.772m: 12,700 + 50 + 22 = 12,772.</p>"),
        ),
        "risks": (
            Row("r1", {"risk": "<p>The hospital overspends.</p>", "likelihood": "3", "impact": "4"}),
        ),
        "providers": (PROVIDER,),
        "funding_ccg_minimum": (Row("m1", {"year_1": "687", "year_2": "12772"}),),
        "expenditure": (
            Row(
                "m1",
                {
                    "scheme": "Care at home",
                    "area_of_spend": "Other",
                    "area_other": "Home care, and breaks for carers",
                    "commissioner": "Joint",
                    "percent_nhs": "60",
                    "source": "CCG Minimum Contribution",
                    "year_1": "687",
                    "year_2": "12772",
                },
            ),
        ),
        "benefits_year_2": (benefit("n1", "Care at home", "-656", "1490"),),
        "ccg_activity": (ACTIVITY,),
    },
)  # fmt: skip


def found(content: Content, code: str) -> list[Problem]:
    return [problem for problem in check(EDITION, content) if problem.rule == code]


def answer(**answers: str) -> Content:
    return GOOD.with_answers(answers)


def rows(table: str, *new: Row) -> Content:
    return GOOD.with_rows(table, new)


def changed(table: str, **values: str) -> Content:
    """The good plan with its first row of a table altered."""
    row = GOOD.rows(table)[0]
    return put(GOOD, {f"{table}/{row.uid}/{key}": value for key, value in values.items()})


def put(content: Content, values: dict[str, str]) -> Content:
    """The content with values at places, "key" or "table/uid/column"."""
    for place, value in values.items():
        table, _, rest = place.partition("/")
        uid, _, column = rest.partition("/")
        if not rest:
            content = content.with_answers({place: value})
            continue
        assert content.row(table, uid), place
        altered = (
            replace(row, values={**row.values, column: value}) if row.uid == uid else row for row in content.rows(table)
        )
        content = content.with_rows(table, tuple(altered))
    return content


def reworded(content: Content, old: str, new: str) -> Content:
    """The content with words replaced in every answer that has them."""
    altered = {place: value.replace(old, new) for place, value in content.places() if old in value}
    assert altered, old
    return put(content, altered)


def added(content: Content, table: str, *new: Row) -> Content:
    return content.with_rows(table, (*content.rows(table), *new))
