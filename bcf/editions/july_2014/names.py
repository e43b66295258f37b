"""How people call the figures of this edition in their own words, year by year."""

from __future__ import annotations

from bcf.definition.parts import Everyday

from .sheets_units import YEARS


def _each_year(key: str, *names: str) -> Everyday:
    return Everyday(names, {words: f"{key}_{year}" for year, words in YEARS.items()})


EVERYDAY = (
    _each_year(
        "agreed",
        "total pooled fund",
        "total pooled budget",
        "pooled fund",
        "pooled budget",
        "agreed value of pooled budget",
        "total value of the pooled budget",
        "total value of the pool",
        "total BCF pool",
        "total Better Care Fund",
        "total BCF",
    ),
    _each_year(
        "minimum",
        "minimum required value",
        "minimum contribution",
        "minimum pooled budget",
        "minimum pooled fund",
        "minimum value of the pooled budget",
    ),
    _each_year("funding_total", "total contribution", "total contributions"),
    _each_year("summary_total", "total expenditure", "total BCF expenditure", "total planned spend"),
    _each_year(
        "protection_confirmed",
        "protection of adult social care",
        "protecting adult social care",
        "protect adult social care",
        "protection of social care",
        "protecting social care",
        "protect social care",
    ),
    Everyday(
        ("performance fund", "performance related fund", "performance-related fund", "payment for performance fund"),
        {"": "pfp_performance_fund"},
    ),
    Everyday(("ringfenced fund", "ring-fenced fund", "ring fenced fund"), {"": "pfp_ringfenced_fund"}),
    Everyday(("annual saving from non-elective admissions", "P4P saving"), {"": "p4p_saving"}),
)
