"""Tab 6 of the Part 2 workbook: the supporting metrics.

Counts are people or delayed days, rates are per 100,000 people, reablement is a share. A rating is red where the
plan is worse than the baseline or is missing, green otherwise.
"""

from __future__ import annotations

from typing import Literal

from bcf.definition.formulas import (
    Cell,
    Compare,
    Constant,
    Formula,
    If,
    IsBlank,
    WhenFilled,
    change,
    ratio,
)  # fmt: skip
from bcf.definition.kinds import Choice, Count, Percent
from bcf.definition.parts import Field, Grid, GridRow, Heading, Note, Section

from .sheets_units import (
    COMPUTED_ACTIVITY,
    COMPUTED_PERCENT,
    NAME,
    PEOPLE,
    PER_100_000,
    RATING,
    WORDS,
    added,
    cells,
    computed,
    legend,
)  # fmt: skip

PERIODS = {
    "baseline": "Baseline (2013/14)",
    "year_1": "Planned 14/15",
    "year_2": "Planned 15/16",
}
BEFORE = {"year_1": "baseline", "year_2": "year_1"}
VALUE = Count(least=None, places=6)
RATING_ROW = "Rating: red or green"
TITLES = {
    "residential": "Residential admissions",
    "reablement": "Reablement",
    "dtoc": "Delayed transfers of care",
}

Better = Literal["lower", "higher"]


def _rating(plan: Formula, baseline: Formula, better: Better) -> Formula:
    worse = Compare(">" if better == "lower" else "<", plan, baseline)
    known = If(worse, Constant("red"), Constant("green"))
    return If(IsBlank(plan), Constant("red"), If(IsBlank(baseline), Constant("red"), known))


def _row(label: str, fields: tuple[Field, ...]) -> GridRow:
    """A row of the two plan years, under the three columns."""
    return GridRow(label, (None, *fields))


def _counts(metric: str, part: str, hint: str = "") -> GridRow:
    label = part.capitalize()
    return GridRow(
        label,
        tuple(
            Field(
                f"{metric}_{part}_{period}",
                PEOPLE,
                f"{label}, {words}",
                name=f"{TITLES[metric]}: {part}, {words}",
                required=True,
                hint=hint,
            )
            for period, words in PERIODS.items()
        ),
    )


def _measure(metric: str, label: str, kind: Count | Percent, per: int) -> GridRow:
    return GridRow(
        label,
        tuple(
            computed(
                f"{metric}_rate_{period}",
                kind,
                f"{label}, {words}",
                ratio(Cell(f"{metric}_numerator_{period}"), Cell(f"{metric}_denominator_{period}"), per),
            )
            for period, words in PERIODS.items()
        ),
    )


def _changes(metric: str, of: str, label: str, kind: Count | Percent) -> tuple[GridRow, GridRow]:
    """The change on the year before, and as a percentage of that year; `of` is "numerator" or "rate"."""
    amounts, shares = [], []
    for year, before in BEFORE.items():
        earlier, later = Cell(f"{metric}_{of}_{before}"), Cell(f"{metric}_{of}_{year}")
        moved = f"{metric}_change_{year}"
        amounts.append(computed(moved, kind, f"{label}, {PERIODS[year]}", change(earlier, later)))
        shares.append(
            computed(
                f"{metric}_percent_{year}",
                COMPUTED_PERCENT,
                f"{label} %, {PERIODS[year]}",
                ratio(Cell(moved), earlier),
            )
        )
    return _row(label, tuple(amounts)), _row(f"{label} %", tuple(shares))


def _ratings(metric: str, better: Better) -> GridRow:
    return _row(
        RATING_ROW,
        tuple(
            computed(
                f"{metric}_rag_{year}",
                RATING,
                f"{RATING_ROW}, {PERIODS[year]}",
                _rating(Cell(f"{metric}_rate_{year}"), Cell(f"{metric}_rate_baseline"), better),
            )
            for year in BEFORE
        ),
    )


def _rationale(metric: str, title: str, label: str = "Rationale for red ratings") -> Field:
    ratings = tuple(f"{metric}_rag_{year}" for year in BEFORE)
    return Field(f"{metric}_rationale", WORDS, label, name=f"{title}: rationale", explains=ratings)


RESIDENTIAL = (
    Heading(TITLES["residential"]),
    Grid(
        "residential",
        tuple(PERIODS.values()),
        (
            _measure("residential", "Annual rate", PER_100_000, 100_000),
            _counts("residential", "numerator"),
            _counts("residential", "denominator", hint="Residents aged 65 and over."),
            *_changes("residential", "numerator", "Annual change in admissions", COMPUTED_ACTIVITY),
            _ratings("residential", "lower"),
        ),
        head=(
            "Permanent admissions of older people (aged 65 and over) to residential and nursing care homes, per "
            "100,000 population"
        ),
    ),
    _rationale("residential", TITLES["residential"], "Rationale for red rating"),
)
REABLEMENT = (
    Heading(TITLES["reablement"]),
    Grid(
        "reablement",
        tuple(PERIODS.values()),
        (
            _measure("reablement", "Annual %", COMPUTED_PERCENT, 1),
            _counts("reablement", "numerator", hint="People still at home after 91 days."),
            _counts("reablement", "denominator", hint="People discharged into reablement or rehabilitation."),
            *_changes("reablement", "rate", "Annual change in proportion", COMPUTED_PERCENT),
            _ratings("reablement", "higher"),
        ),
        head=(
            "Proportion of older people (65 and over) who were still at home 91 days after discharge from "
            "hospital into reablement / rehabilitation services"
        ),
    ),
    _rationale("reablement", TITLES["reablement"], "Rationale for red rating"),
)

DTOC_YEARS = {"baseline": "13-14 Baseline", "year_1": "14/15 plans", "year_2": "15-16 plans"}
DTOC_CALENDAR = {"baseline": ("13", "14"), "year_1": ("14", "15"), "year_2": ("15", "16")}
DTOC_QUARTERS = {"q1": "Q1 (Apr {0} - Jun {0})", "q2": "Q2 (Jul {0} - Sep {0})", "q3": "Q3 (Oct {0} - Dec {0})",
                 "q4": "Q4 (Jan {1} - Mar {1})"}  # fmt: skip
DTOC_PERIODS = {
    f"{year}_{quarter}": words.format(*DTOC_CALENDAR[year])
    for year in DTOC_YEARS
    for quarter, words in DTOC_QUARTERS.items()
}


def _population_period(period: str) -> str:
    """The first quarter with the population of the same calendar year: Q4 goes with the three that follow it."""
    year, _, quarter = period.rpartition("_")
    if quarter == "q4" or year == "baseline":
        return period if quarter == "q4" else "baseline_q1"
    return f"{BEFORE[year]}_q4"


def _dtoc_denominator(period: str, words: str) -> Field:
    key, label = f"dtoc_denominator_{period}", f"Denominator, {words}"
    name = f"{TITLES['dtoc']}: denominator, {words}"
    first = _population_period(period)
    if first == period:
        return Field(key, PEOPLE, label, name=name, required=True, hint="Residents aged 18 and over.")
    return computed(key, PEOPLE, label, Cell(f"dtoc_denominator_{first}"))


def _dtoc_rate(period: str, words: str) -> Field:
    rate = ratio(Cell(f"dtoc_numerator_{period}"), Cell(f"dtoc_denominator_{period}"), per=100_000)
    return computed(f"dtoc_rate_{period}", PER_100_000, f"Quarterly rate, {words}", rate)


def _dtoc_days(year: str) -> Formula:
    """The delayed days of the year; blank until all four quarters are there."""
    quarters = cells([f"dtoc_numerator_{year}_{quarter}" for quarter in DTOC_QUARTERS])
    return WhenFilled(quarters, added(quarters))


def _dtoc_yearly(part: str, label: str, kind: Count | Percent | Choice, year: str, value: Formula) -> Field:
    return computed(f"dtoc_{part}_{year}", kind, f"{label}, {DTOC_YEARS[year]}", value)


DTOC_CHANGE = "Annual change in delayed days"
DTOC = (
    Heading(TITLES["dtoc"]),
    Grid(
        "dtoc",
        tuple(DTOC_PERIODS.values()),
        (
            GridRow("Quarterly rate", tuple(_dtoc_rate(*period) for period in DTOC_PERIODS.items())),
            GridRow(
                "Numerator",
                tuple(
                    Field(f"dtoc_numerator_{period}", PEOPLE, f"Numerator, {words}", required=True,
                          name=f"{TITLES['dtoc']}: numerator, {words}")
                    for period, words in DTOC_PERIODS.items()
                ),
            ),
            GridRow("Denominator", tuple(_dtoc_denominator(*period) for period in DTOC_PERIODS.items())),
        ),
        head=(
            "Delayed transfers of care (delayed days) from hospital per 100,000 population (aged 18+)."
        ),
        groups=tuple((words, 4) for words in DTOC_YEARS.values()),
    ),
    Grid(
        "dtoc_changes",
        (DTOC_YEARS["year_1"], DTOC_YEARS["year_2"]),
        (
            GridRow(
                DTOC_CHANGE,
                tuple(
                    _dtoc_yearly("change", DTOC_CHANGE, COMPUTED_ACTIVITY, year,
                                 change(_dtoc_days(before), _dtoc_days(year)))
                    for year, before in BEFORE.items()
                ),
            ),
            GridRow(
                f"{DTOC_CHANGE} %",
                tuple(
                    _dtoc_yearly("percent", f"{DTOC_CHANGE} %", COMPUTED_PERCENT, year,
                                 ratio(Cell(f"dtoc_change_{year}"), _dtoc_days(before)))
                    for year, before in BEFORE.items()
                ),
            ),
            GridRow(
                RATING_ROW,
                tuple(
                    _dtoc_yearly("rag", RATING_ROW, RATING, year,
                                 _rating(_dtoc_days(year), _dtoc_days("baseline"), "lower"))
                    for year in BEFORE
                ),
            ),
        ),
    ),
    _rationale("dtoc", TITLES["dtoc"]),
)  # fmt: skip

FREE_PERIODS = {
    "baseline": "Baseline [enter time period]",
    "year_1": "Planned 14/15 (if available)",
    "year_2": "Planned 15/16",
}
VALUE_HINT = "A number in the metric's own unit; 91.2% is 91.2."


def _free_rating(metric: str, year: str) -> Field:
    """Follows the direction chosen. A first year that is not there has no rating; it is asked "if available"."""
    plan, baseline = Cell(f"{metric}_value_{year}"), Cell(f"{metric}_value_baseline")
    direction = Cell(f"{metric}_direction")
    by_direction = If(
        Compare("=", direction, Constant("Decrease")),
        _rating(plan, baseline, "lower"),
        _rating(plan, baseline, "higher"),
    )
    rated = If(IsBlank(direction), Constant("red"), by_direction)
    if year == "year_1":
        rated = If(IsBlank(plan), Constant(""), rated)
    return computed(f"{metric}_rag_{year}", RATING, f"{RATING_ROW}, {FREE_PERIODS[year]}", rated)


def _free_row(metric: str, title: str, part: str, label: str) -> GridRow:
    required = part == "value"
    return GridRow(
        label,
        tuple(
            Field(
                f"{metric}_{part}_{period}",
                VALUE,
                f"{label}, {words}",
                name=f"{title}: {label.lower()}, {words}",
                required=required and period != "year_1",
                hint=VALUE_HINT if required else "",
            )
            for period, words in FREE_PERIODS.items()
        ),
    )


def _free_metric(metric: str, title: str, hint: str) -> tuple[Heading | Field | Grid, ...]:
    return (
        Heading(title),
        Field(f"{metric}_metric", WORDS, "Metric", required=True, name=f"{title}: the metric", hint=hint),
        Field(
            f"{metric}_baseline_period",
            NAME,
            "Baseline [enter time period]",
            name=f"{title}: time period of the baseline",
        ),
        Grid(
            metric,
            tuple(FREE_PERIODS.values()),
            (
                _free_row(metric, title, "value", "Metric Value"),
                _free_row(metric, title, "numerator", "Numerator"),
                _free_row(metric, title, "denominator", "Denominator"),
                _row(RATING_ROW, (_free_rating(metric, "year_1"), _free_rating(metric, "year_2"))),
            ),
        ),
        Field(
            f"{metric}_direction",
            Choice(options=("Increase", "Decrease")),
            "Improvement indicated by:",
            placeholder="<Please select>",
            required=True,
            name=f"{title}: improvement indicated by",
        ),
        _rationale(metric, title),
    )


SUPPORTING_METRICS = Section(
    "supporting_metrics",
    "Health and Wellbeing Board Supporting Metrics",
    number="6",
    tab="6. HWB Supporting Metrics",
    items=(
        Note(
            "Please complete all white cells in tables. Other white cells should be completed/revised as appropriate."
        ),
        *legend(RATING),
        *RESIDENTIAL,
        *REABLEMENT,
        *DTOC,
        *_free_metric(
            "experience",
            "Patient / Service User Experience Metric",
            "The measure of people's experience, in your own words.",
        ),
        *_free_metric("local_metric", "Local Metric", "In your own words, or from the NHS outcomes framework."),
    ),
)
