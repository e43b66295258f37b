"""Pictures beside the sheets of Part 2, and what their figures come to in sentences. None of it is official."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bcf.definition.charts import Against, Chart, Largest, Named, Outcome, Says, Series
from bcf.definition.formulas import Cell, Formula, Larger, Total, WhenFilled, formula, ratio
from bcf.definition.parts import Field, Grid, Item, Section, Table

from .sheets_activity import BASELINES, EXPECTED_CHANGE, PFP_QUARTERS, PLANS, QUARTERS, UNIT_COST
from .sheets_metrics import DTOC_QUARTERS, DTOC_YEARS
from .sheets_money import AREAS, BENEFITS, COMMISSIONERS, SOURCES
from .sheets_units import COMPUTED_ACTIVITY, COMPUTED_PERCENT, POUNDS, THOUSANDS, YEARS, added, cells

FUNDING = Chart(
    "funding_by_source",
    "Where the money comes from",
    "shares",
    tuple(SOURCES),
    tuple(Series(label, tuple(Total(table, year) for table in SOURCES.values())) for year, label in YEARS.items()),
    THOUSANDS,
    "£000",
    (Largest(1, "In 2015/16, {share} of £{total} thousand is “{category}”."),),
)


def _spent_by(column: str, values: tuple[str, ...]) -> tuple[Series, ...]:
    return tuple(
        Series(label, tuple(Total("expenditure", year, {column: value}) for value in values))
        for year, label in YEARS.items()
    )


SPEND_BY_AREA = Chart(
    "spend_by_area",
    "What the money is spent on",
    "bars",
    tuple(AREAS.values()),
    _spent_by("area_of_spend", tuple(AREAS.values())),
    THOUSANDS,
    "£000",
    (Largest(1, "The largest area of spend in 2015/16 is {category}: £{size} thousand, {share} of the total."),),
)
SPEND_BY_COMMISSIONER = Chart(
    "spend_by_commissioner",
    "Who commissions what the money buys",
    "bars",
    COMMISSIONERS,
    _spent_by("commissioner", COMMISSIONERS),
    THOUSANDS,
    "£000",
    (Largest(1, "In 2015/16, {share} of the money (£{size} thousand) is spent under the commissioner “{category}”."),),
)

ADMISSIONS = Chart(
    "admissions_by_quarter",
    "Non-elective admissions: baseline and plan",
    "columns",
    ("Q4 (Jan to Mar)", "Q1 (Apr to Jun)", "Q2 (Jul to Sep)", "Q3 (Oct to Dec)"),
    (
        Series("Baseline, 2014", BASELINES),
        Series("Plan, 2015", PLANS),
        Series(
            "Expected: 3.5% below the baseline",
            tuple(baseline + baseline * EXPECTED_CHANGE for baseline in BASELINES),
            expected=True,
        ),
    ),
    COMPUTED_ACTIVITY,
    "admissions",
    (
        Says(
            Cell("p4p_percent"),
            COMPUTED_PERCENT,
            below="Planned admissions are {size} below the baseline. A reduction of 3.5% is expected.",
            level="Planned admissions are the same as the baseline. A reduction of 3.5% is expected.",
            above="Planned admissions are {size} above the baseline. A reduction of 3.5% is expected.",
            unknown="A reduction of 3.5% on the baseline is expected. The plan is not known yet for all four quarters.",
        ),
    ),
)


def _days(year: str) -> tuple[Cell, ...]:
    return cells([f"dtoc_numerator_{year}_{quarter}" for quarter in DTOC_QUARTERS])


def _days_moved(year: str) -> Says:
    """The delayed days of a planned year against those of the baseline."""
    before, after = _days("baseline"), _days(year)
    moved = WhenFilled((*before, *after), added(after) - added(before))
    days = f"Planned delayed days in {YEARS[year]} are"
    return Says(
        ratio(moved, added(before)),
        COMPUTED_PERCENT,
        below=f"{days} {{size}} below the baseline.",
        level=f"{days} the same as the baseline.",
        above=f"{days} {{size}} above the baseline.",
    )


DELAYED_DAYS = Chart(
    "delayed_days_by_quarter",
    "Delayed days: baseline and plans",
    "columns",
    ("Q1 (Apr to Jun)", "Q2 (Jul to Sep)", "Q3 (Oct to Dec)", "Q4 (Jan to Mar)"),
    tuple(Series(label, _days(year)) for year, label in DTOC_YEARS.items()),
    COMPUTED_ACTIVITY,
    "delayed days",
    tuple(_days_moved(year) for year in YEARS),
)

FEWER_ADMISSIONS = Outcome(
    "fewer_admissions",
    (
        Says(
            Cell("pfp_change"),
            COMPUTED_ACTIVITY,
            below="The plan is for {size} fewer admissions than the baseline of {baseline}: {percent}.",
            level="The plan is for as many admissions as the baseline of {baseline}.",
            above="The plan is for {size} more admissions than the baseline of {baseline}: {percent}.",
            unknown="The change is known once tab 5 has the planned admissions of all four quarters.",
            named=(
                Named("baseline", Cell("pfp_baseline"), COMPUTED_ACTIVITY),
                Named("percent", Cell("pfp_percent"), COMPUTED_PERCENT),
            ),
            bad=("above",),
        ),
    ),
)
FUND = Cell("pfp_performance_fund")
SPARE = Cell("pfp_nhs_services") - Cell("pfp_ringfenced_fund")
WHO_OWES_WHAT = Outcome(
    "who_owes_what",
    (
        Says(
            WhenFilled((FUND,), FUND),
            POUNDS,
            below="",
            level="There is no performance fund, since admissions are not planned to fall.",
            above="{size} is paid into the pooled fund for performance, in four parts, as admissions fall as planned. "
            "What is not earned stays with the CCGs, to spend on NHS services in consultation with the board.",
        ),
        Says(
            Cell("pfp_ringfenced_fund"),
            POUNDS,
            below="The performance fund is larger than the combined total by {size}. Check the combined total.",
            level="The whole combined total is the performance fund, and nothing is ringfenced.",
            above="The rest of the combined total of {combined}, which is {size}, is ringfenced: it must buy services "
            "that the NHS commissions out of hospital.",
            unknown="The ringfenced fund is known once the combined total is filled in.",
            named=(Named("combined", Cell("pfp_combined_fund"), POUNDS),),
            bad=("below",),
        ),
    ),
)
SHORTFALL = Outcome(
    "shortfall",
    (
        Says(
            WhenFilled((Cell("pfp_ringfenced_fund"),), SPARE),
            POUNDS,
            below="Shortfall of {size}: NHS commissioned services are {spent}, less than the ringfenced fund.",
            level="No shortfall: NHS commissioned services are {spent}, exactly the ringfenced fund.",
            above="No shortfall: NHS commissioned services are {spent}, {size} more than the ringfenced fund.",
            named=(Named("spent", Cell("pfp_nhs_services"), POUNDS),),
            bad=("below",),
            good=("level", "above"),
        ),
    ),
    about="pfp_shortfall",
)


def _earned(quarter: str) -> Formula:
    """What is earned by the end of a quarter if the plan is met: the most that has fallen so far; none is paid back."""
    until = QUARTERS[: QUARTERS.index(quarter) + 1]
    earned: Formula = formula(0)
    for each in until:
        earned = Larger(earned, -Cell(f"pfp_cumulative_change_{each}") * UNIT_COST)
    return earned


def _quarter_says(quarter: str) -> Says:
    number = QUARTERS.index(quarter)
    before = _earned(QUARTERS[number - 1]) if number else formula(0)
    paid = WhenFilled((Cell(f"pfp_cumulative_change_{quarter}"),), _earned(quarter) - before)
    label = f"For {PFP_QUARTERS[quarter]}"
    return Says(
        paid,
        POUNDS,
        below="",
        level=f"{label} nothing is paid, since admissions are not planned to have fallen further by then.",
        above=f"{label} {{size}} is paid, if admissions have fallen as planned by then.",
    )


BY_QUARTER = Outcome("paid_by_quarter", tuple(_quarter_says(quarter) for quarter in QUARTERS))


def _spent_of(year: str, label: str) -> Says:
    spent, funded = Total("expenditure", year), Cell(f"funding_total_{year}")
    said = f"{label}: £{{spent}} of £{{funded}} thousand"
    return Says(
        funded - spent,
        THOUSANDS,
        below=f"{said}: £{{size}} thousand too much.",
        level=f"{said}: all spent.",
        above=f"{said}: £{{size}} thousand still to spend.",
        unknown=f"{label}: nothing in tab 1 and nothing spent yet.",
        named=(Named("spent", spent, THOUSANDS), Named("funded", funded, THOUSANDS)),
        bad=("below",),
        good=("level",),
    )


AGAINST = {
    "expenditure": Against(
        "Tab 1",
        whole=tuple(Cell(f"funding_total_{year}") for year in YEARS),
        says=tuple(_spent_of(year, label) for year, label in YEARS.items()),
        by="source",
        parts=tuple((source, tuple(Total(table, year) for year in YEARS)) for source, table in SOURCES.items()),
    ),
    "benefits_year_2": Against(
        "Tab 5",
        by="benefit",
        parts=((BENEFITS["non_elective"], (-Cell("p4p_saving"),)),),
    ),
}

# key of an official item -> what stands after it
_AFTER: dict[str, tuple[Chart | Outcome, ...]] = {
    "pfp_percent": (FEWER_ADMISSIONS,),
    "pfp_shortfall": (SHORTFALL, WHO_OWES_WHAT),
    "pfp_quarterly": (BY_QUARTER,),
    "funding_total": (FUNDING,),
    "summary_expenditure": (SPEND_BY_AREA,),
    "expenditure": (SPEND_BY_AREA, SPEND_BY_COMMISSIONER),
    "p4p_admissions": (ADMISSIONS,),
    "dtoc_changes": (DELAYED_DAYS,),
}


def with_pictures(section: Section) -> Section:
    return replace(section, items=tuple(_and_pictures(section)))


def _and_pictures(section: Section) -> Iterator[Item]:
    for item in section.items:
        yield replace(item, against=AGAINST.get(item.key)) if isinstance(item, Table) else item
        if isinstance(item, Field | Grid | Table):
            yield from _AFTER.get(item.key, ())
