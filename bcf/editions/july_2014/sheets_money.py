"""Tabs 1 to 4 of the Part 2 workbook: funding sources, summary, expenditure plan, benefits plan.

Tabs 1 to 3 are in £000; tab 4 has unit prices and totals in £, and a saving there is a negative number.
"""

from __future__ import annotations

from bcf.definition.formulas import AllOf, Cell, Compare, Constant, Formula, Here, If, Total, WhenFilled, formula
from bcf.definition.kinds import Choice, Count
from bcf.definition.parts import Field, Grid, GridRow, Note, Section, Table

from .sheets_units import (
    NAME,
    PERCENT,
    POUNDS,
    SCHEME_NAME,
    SIGNED_POUNDS,
    SIGNED_THOUSANDS,
    THOUSANDS,
    WORDS,
    YEARS,
    added,
    cells,
    computed,
)  # fmt: skip

WHITE_CELLS = Note("Please complete white cells")
GROSS = "Gross Contribution (£000)"

AREAS = {
    "acute": "Acute",
    "mental_health": "Mental Health",
    "community_health": "Community Health",
    "continuing_care": "Continuing Care",
    "primary_care": "Primary Care",
    "social_care": "Social Care",
    "other": "Other",
}
OUT_OF_HOSPITAL = {slug: area for slug, area in AREAS.items() if slug != "acute"}
# "NHS England" is recalled with doubt: it may not have been offered.
COMMISSIONERS = ("CCG", "Local Authority", "Joint", "NHS England")
PROVIDERS = (
    "NHS Acute Provider",
    "NHS Community Provider",
    "NHS Mental Health Provider",
    "Primary Care",
    "Local Authority",
    "Private Sector",
    "Charity/Voluntary Sector",
    "CCG",
)
COUNCIL_FUNDS = "Local Authority Social Services"
CCG_MINIMUM = "CCG Minimum Contribution"
CCG_ADDITIONAL = "Additional CCG Contribution"
SOURCES = {
    COUNCIL_FUNDS: "funding_councils",
    CCG_MINIMUM: "funding_ccg_minimum",
    CCG_ADDITIONAL: "funding_ccg_additional",
}
BENEFITS = {
    "residential": "Reduction in permanent residential admissions",
    "reablement": "Increased effectiveness of reablement",
    "dtoc": "Reduction in delayed transfers of care",
    "non_elective": "Reduction in non-elective (general + acute only)",
    "other": "Other",
}
BENEFIT_ORGANISATIONS = ("Local Authority", "NHS Commissioner", "NHS Provider")


def _contributions(
    key: str, title: str, who: str, total_label: str, *, ask: str, offered: str, least: int, spare: int
) -> Table:
    years = (
        Field(year, THOUSANDS, label, group=GROSS, name=f"{label} contribution (£000)") for year, label in YEARS.items()
    )
    return Table(
        key,
        (Field("organisation", NAME, who, placeholder=ask, required=True, suggest=offered), *years),
        title=title,
        least=least,
        spare=spare,
        totals=tuple(YEARS),
        total_label=total_label,
        row_title="{organisation}",
        row_noun=who,
    )


def _total_contribution(year: str, label: str) -> Field:
    total = added(tuple(Total(table, year) for table in SOURCES.values()))
    return computed(f"funding_total_{year}", THOUSANDS, f"Total Contribution, {label}", total)


FUNDING_SOURCES = Section(
    "funding_sources",
    "Health and Wellbeing Funding Sources",
    number="1",
    tab="1. HWB Funding Sources",
    items=(
        WHITE_CELLS,
        _contributions(
            "funding_councils", COUNCIL_FUNDS, "Local Authority", "Total Local Authority Contribution",
            ask="<Please select Local Authority>", offered="local_authorities", least=1, spare=9,
        ),
        _contributions(
            "funding_ccg_minimum", CCG_MINIMUM, "CCG", "Total Minimum CCG Contribution",
            ask="<Please Select CCG>", offered="ccgs", least=1, spare=3,
        ),
        _contributions(
            "funding_ccg_additional", CCG_ADDITIONAL, "CCG", "Total Additional CCG Contribution",
            ask="<Please Select CCG>", offered="ccgs", least=0, spare=10,
        ),
        Grid(
            "funding_total",
            tuple(YEARS.values()),
            (
                GridRow(
                    "Total Contribution",
                    tuple(_total_contribution(year, label) for year, label in YEARS.items()),
                    strong=True,
                ),
            ),
            groups=((GROSS, 2),),
        ),
    ),
)  # fmt: skip


def _spent(slug: str, year: str) -> Field:
    area = AREAS[slug]
    where = {"area_of_spend": area}
    return computed(f"summary_{slug}_{year}", THOUSANDS, f"{area}, {YEARS[year]}", Total("expenditure", year, where))


def _spent_total(year: str) -> Field:
    parts = cells([f"summary_{slug}_{year}" for slug in AREAS])
    return computed(f"summary_total_{year}", THOUSANDS, f"Total, {YEARS[year]}", added(parts))


CONFIRM = "Please confirm the amount allocated for the protection of adult social care"
IF_DIFFERENT = (
    "If different to the figure in cell D18, please indicate the total amount from the BCF that has been "
    "allocated for the protection of adult social care services"
)
PROTECTION = (
    Field("protection_confirmed_year_1", THOUSANDS, f"{CONFIRM}, 2014/15"),
    Field("protection_confirmed_year_2", THOUSANDS, f"{CONFIRM}, 2015/16"),
    Field(
        "protection_different_year_2",
        THOUSANDS,
        f"{IF_DIFFERENT}, 2015/16",
        hint="Only if it is not the same as what tab 3 spends on social care.",
    ),
)


def _summary_row(slug: str) -> GridRow:
    beside = PROTECTION if slug == "social_care" else (None, None, None)
    return GridRow(AREAS[slug], (_spent(slug, "year_1"), _spent(slug, "year_2"), *beside))


SUMMARY_EXPENDITURE = Grid(
    "summary_expenditure",
    ("2014/15", "2015/16", "2014/15", "2015/16", "2015/16"),
    (
        *(_summary_row(slug) for slug in AREAS),
        GridRow("Total", (_spent_total("year_1"), _spent_total("year_2"), None, None, None), strong=True),
    ),
    title="Summary of Total BCF Expenditure (£000)",
    groups=(("From 3. HWB Expenditure Plan", 2), (CONFIRM, 2), (IF_DIFFERENT, 1)),
)


def _nhs_spent(slug: str) -> Field:
    area = OUT_OF_HOSPITAL[slug]
    spent = Total("expenditure", "nhs_out_of_hospital", {"area_of_spend": area})
    return computed(f"summary_nhs_{slug}", THOUSANDS, f"{area}, NHS commissioned out of hospital", spent)


NHS_TOTAL = computed(
    "summary_nhs_total",
    THOUSANDS,
    "Total, NHS commissioned out of hospital",
    added(cells([f"summary_nhs_{slug}" for slug in OUT_OF_HOSPITAL])),
)
SUMMARY_NHS = Grid(
    "summary_nhs",
    ("2015/16",),
    (
        *(GridRow(area, (_nhs_spent(slug),)) for slug, area in OUT_OF_HOSPITAL.items()),
        GridRow("Total", (NHS_TOTAL,), strong=True),
    ),
    title="Summary of NHS Commissioned out of hospital services spend from MINIMUM BCF Pool (£000)",
    groups=(("From 3. HWB Expenditure", 1),),
)


def _benefit(slug: str, year: str) -> Field:
    total = Total(f"benefits_{year}", "total", {"benefit": BENEFITS[slug]})
    label = f"{BENEFITS[slug]}, {YEARS[year]} vs outturn"
    return computed(f"summary_benefit_{slug}_{year}", SIGNED_THOUSANDS, label, total / 1000)


def _benefit_total(year: str) -> Field:
    parts = cells([f"summary_benefit_{slug}_{year}" for slug in BENEFITS])
    label = f"Total, {YEARS[year]} vs outturn"
    return computed(f"summary_benefit_total_{year}", SIGNED_THOUSANDS, label, added(parts))


# Shown with the sign of tab 4 (a saving is negative), so that the two can be compared side by side.
BENEFIT_FROM_P4P = computed(
    "summary_benefit_p4p",
    SIGNED_THOUSANDS,
    "Reduction in non-elective, from 5. HWB P4P metric, 2015/16",
    WhenFilled((Cell("p4p_saving"),), -Cell("p4p_saving") / 1000),
)
SUMMARY_BENEFITS = Grid(
    "summary_benefits",
    ("2014/15 vs outturn", "2015/16 vs outturn", "2015/16"),
    (
        *(
            GridRow(
                name,
                (
                    _benefit(slug, "year_1"),
                    _benefit(slug, "year_2"),
                    BENEFIT_FROM_P4P if slug == "non_elective" else None,
                ),
            )
            for slug, name in BENEFITS.items()
        ),
        GridRow("Total", (_benefit_total("year_1"), _benefit_total("year_2"), None), strong=True),
    ),
    title="Summary of Benefits (£000)",
    groups=(("From 4. HWB Benefits", 2), ("From 5. HWB P4P metric", 1)),
)

SUMMARY = Section(
    "summary",
    "Summary of Health and Wellbeing Board Schemes",
    number="2",
    tab="2. Summary",
    # With these four lines the spending on social care stands in cell D18, which the official words name.
    items=(
        WHITE_CELLS,
        Note("All amounts on this sheet are in thousands of pounds (£000)."),
        Note("Grey cells are worked out from tabs 3, 4 and 5."),
        Note("In the summary of benefits a saving is a negative number."),
        SUMMARY_EXPENDITURE,
        SUMMARY_NHS,
        SUMMARY_BENEFITS,
    ),
)


def _commissioner_is(option: str) -> Formula:
    return Compare("=", Here("commissioner"), Constant(option))


# The share of a line that the NHS commissions: all of it, the joint percentage, or none.
NHS_SHARE = If(
    _commissioner_is("Joint"),
    Here("year_2") * Here("percent_nhs"),
    If(_commissioner_is("CCG"), Here("year_2"), If(_commissioner_is("NHS England"), Here("year_2"), formula(0))),
)
NHS_OUT_OF_HOSPITAL = If(
    AllOf(
        (
            Compare("=", Here("source"), Constant(CCG_MINIMUM)),
            Compare("<>", Here("area_of_spend"), Constant("Acute")),
        )
    ),
    NHS_SHARE,
    formula(0),
)
PERCENT_LA = If(
    _commissioner_is("Joint"),
    WhenFilled((Here("percent_nhs"),), formula(1) - Here("percent_nhs")),
    Constant(""),
)
EXPENDITURE = Table(
    "expenditure",
    (
        Field("scheme", SCHEME_NAME, "Scheme Name", required=True, suggest="schemes/name"),
        Field("area_of_spend", Choice(options=tuple(AREAS.values())), "Area of Spend", required=True),
        Field("area_other", NAME, "Please specify if Other", wanted_when=("area_of_spend", "Other")),
        Field("commissioner", Choice(options=COMMISSIONERS), "Commissioner", required=True),
        Field("percent_nhs", PERCENT, "if Joint % NHS", wanted_when=("commissioner", "Joint")),
        computed("percent_la", PERCENT, "if Joint % LA", PERCENT_LA),
        Field("provider", Choice(options=PROVIDERS), "Provider", required=True),
        Field("source", Choice(options=tuple(SOURCES)), "Source of Funding", required=True),
        Field("year_1", THOUSANDS, "2014/15 (£000)"),
        Field("year_2", THOUSANDS, "2015/16 (£000)"),
        Field(
            "nhs_out_of_hospital",
            THOUSANDS,
            "NHS commissioned out of hospital spend from the CCG minimum, 2015/16 (£000)",
            formula=NHS_OUT_OF_HOSPITAL,
            hidden=True,
        ),
    ),
    intro=("Please complete white cells (for as many rows as required):",),
    least=1,
    spare=20,
    totals=tuple(YEARS),
    breakdowns=("scheme", "area_of_spend", "commissioner", "source"),
    row_title="{scheme}",
    row_noun="expenditure line",
)
EXPENDITURE_PLAN = Section(
    "expenditure_plan",
    "Health and Wellbeing Board Expenditure Plan",
    number="3",
    tab="3. HWB Expenditure Plan",
    items=(EXPENDITURE,),
)

AGGREGATED = (
    "If you would prefer to provide aggregated figures for the savings (columns F-J), for a group of schemes "
    "related to one benefit type (e.g. delayed transfers of care), rather than filling in figures against each "
    "of your individual schemes, then you may do so. If so, please do this as a separate row entitled "
    "'Aggregated benefit of schemes for X', completing columns D, F, G, I and J for that row. But please make "
    "sure you do not enter values against both the individual schemes you have listed, and the 'aggregated "
    "benefit' line. This is to avoid double counting the benefits."
)
AGGREGATED_BY_ORGANISATION = (
    "However, if the aggregated benefits fall to different organisations (e.g. some to the CCG and some to the "
    "local authority) then you will need to provide one row for the aggregated benefits to each type of "
    "organisation (identifying the type of organisation in column D) with values entered in columns F-J."
)


BENEFIT_TOTAL = WhenFilled((Here("change"), Here("unit_price")), Here("change") * Here("unit_price"))


def _benefits(year: str, label: str) -> Table:
    return Table(
        f"benefits_{year}",
        (
            Field("benefit", Choice(options=tuple(BENEFITS.values())), "Benefit achieved from", required=True),
            Field("benefit_other", NAME, "If other please specify", wanted_when=("benefit", "Other")),
            Field("scheme", SCHEME_NAME, "Scheme Name", required=True, suggest="schemes/name"),
            Field("organisation", Choice(options=BENEFIT_ORGANISATIONS), "Organisation to Benefit"),
            Field(
                "change",
                Count(least=None, places=4),
                "Change in activity measure",
                hint="A reduction in activity is a negative number, for example -119.",
            ),
            Field("unit_price", POUNDS, "Unit Price (£)"),
            computed("total", SIGNED_POUNDS, "Total (Saving) (£)", BENEFIT_TOTAL),
            Field("how_calculated", WORDS, "How was the saving value calculated?"),
            Field("how_monitored", WORDS, "How will the savings against plan be monitored?"),
        ),
        title=label,
        spare=10,
        totals=("total",),
        breakdowns=("benefit", "organisation"),
        row_title="{scheme}",
        row_noun="benefit",
    )


BENEFITS_PLAN = Section(
    "benefits_plan",
    "Health and Wellbeing Board Financial Benefits Plan",
    number="4",
    tab="4. HWB Benefits Plan",
    items=(
        Note(AGGREGATED),
        Note(AGGREGATED_BY_ORGANISATION),
        *(_benefits(year, label) for year, label in YEARS.items()),
    ),
)

MONEY_SHEETS = (FUNDING_SOURCES, SUMMARY, EXPENDITURE_PLAN, BENEFITS_PLAN)
