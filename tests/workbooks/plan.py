"""The small made-up plan that the workbooks were made from."""

from __future__ import annotations

from bcf.definition.content import Content, Row
from bcf.editions import edition
from bcf.pack.stamp import Stamp

EDITION = edition("july_2014")
STAMP = Stamp("anytown", "Anytown & District")


def _rows(table: str, *lines: dict[str, str]) -> tuple[Row, ...]:
    return tuple(Row(f"{table[:2]}{number}", values) for number, values in enumerate(lines, 1))


def _line(
    scheme: str, area: str, commissioner: str, source: str, year_1: str, year_2: str, **more: str
) -> dict[str, str]:
    return {
        "scheme": scheme,
        "area_of_spend": area,
        "commissioner": commissioner,
        "provider": "NHS Community Provider",
        "source": source,
        "year_1": year_1,
        "year_2": year_2,
    } | more


CCG, COUNCIL = "CCG Minimum Contribution", "Local Authority Social Services"

PLAN = Content(
    EDITION.id,
    {
        "p4p_planned_q4": "2400",
        "p4p_planned_q1": "2300",
        "p4p_planned_q2": "2350",
        "p4p_planned_q3": "2450",
        "p4p_population_baseline_q4": "120000",
        "p4p_population_planned_q4": "121000",
        "p4p_rating_rationale": "Winter beds close in March.\nSee the vision.",
        "pfp_combined_fund": "3500000",
        "residential_numerator_baseline": "140",
        "residential_denominator_baseline": "21000",
        "experience_direction": "Increase",
    },
    {
        "funding_councils": _rows("councils", {"organisation": "Anytown Council", "year_1": "400", "year_2": "1500"}),
        "funding_ccg_minimum": _rows("minimum", {"organisation": "NHS Anytown CCG", "year_1": "900", "year_2": "6500"}),
        "expenditure": _rows(
            "expenditure",
            _line("Reablement", "Social Care", "Joint", CCG, "500", "2500", percent_nhs="40"),
            _line("Rapid response", "Community Health", "CCG", CCG, "400", "3000"),
            _line("Carers", "Other", "Local Authority", COUNCIL, "400", "1500", area_other="Breaks for carers"),
            _line("GP hub", "Primary Care", "CCG", CCG, "", "1000"),
        ),
        "benefits_year_1": _rows(
            "first",
            {"benefit": "Other", "benefit_other": "Journeys", "scheme": "GP hub", "change": "-12", "unit_price": "80"},
        ),
        "benefits_year_2": _rows(
            "second",
            {
                "benefit": "Reduction in non-elective (general + acute only)",
                "scheme": "Rapid response",
                "organisation": "NHS Commissioner",
                "change": "-119",
                "unit_price": "1490",
                "how_calculated": "Visits that became no admission",
            },
        ),
        "ccg_activity": _rows(
            "activity",
            {
                "ccg": "NHS Anytown CCG",
                "baseline_q4": "2600",
                "baseline_q1": "2500",
                "baseline_q2": "2450",
                "baseline_q3": "2550",
                "percent_of_ccg": "98.5",
                "percent_of_hwb": "100",
            },
        ),
    },
)
