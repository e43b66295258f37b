"""Southend's Part 2 from nothing: typed by the keyboard, taken away as Excel, corrected by a colleague in LibreOffice,
brought back over newer work, and in agreement with what the area published in its day.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from bcf.definition.figures import Figures
from plans.content import content_of
from plans.models import Plan
from tests import factories
from tests.browser import NewPage
from tests.office import type_into

from .sheets import Sheet
from .steps import DESKTOP, Axe, Visitor, starting

pytestmark = pytest.mark.django_db(transaction=True)

SCHEMES = {
    "001": "Independent living",
    "002": "Care at the end of life",
    "003a": "Prevention and urgent care",
    "003b": "Reablement",
    "004": "GP hub",
    "005": "Infrastructure",
}
MINIMUM, COMMUNITY = "CCG Minimum Contribution", "NHS Community Provider"
# What the finance lead knows at first; the colleague's workbook puts four amounts right.
FIRST_LINE = ("Independent living", "Social", "", "Joint", "40", "Local", "CCG Min", "687", "4781")
OTHER_LINES = (
    ("Care at the end of life", "community health", "", "CCG", "", "", COMMUNITY, MINIMUM, "", "2,900"),
    ("Prevention and urgent care", "Community Health", "", "CCG", "", "", COMMUNITY, MINIMUM, "", "3,151"),
    ("Reablement", "Social Care", "", "Local Authority", "", "", "Local Authority", MINIMUM, "", "£1,400"),
    ("GP hub", "Primary Care", "", "CCG", "", "", "Primary Care", MINIMUM, "", "50"),
    ("Infrastructure", "Other", "Sharing of records", "CCG", "", "", "CCG", MINIMUM, "", "471"),
)  # fmt: skip
NON_ELECTIVE = "Reduction in non-elective (general + acute only)"
RESIDENTIAL = "Reduction in permanent residential admissions"
TARIFF, COUNTED = "Average cost of a stay", "Monthly activity returns"
BENEFITS = (
    (NON_ELECTIVE, "", "Care at the end of life", "NHS Commissioner", "-110", "2243.70", "", TARIFF, COUNTED),
    (NON_ELECTIVE, "", "Prevention and urgent care", "NHS Commissioner", "-320", "1084.34", "", TARIFF, COUNTED),
    (NON_ELECTIVE, "", "Reablement", "NHS Commissioner", "-200", "1707.32", "", TARIFF, COUNTED),
    (RESIDENTIAL, "", "Independent living", "Local Authority", "-23", "22347.83", "", TARIFF, COUNTED),
)
ACTIVITY = {"q4": "4750", "q1": "4640", "q2": "4590", "q3": "4762"}
PLANNED = {"q4": "4620", "q1": "4476", "q2": "4426", "q3": "4598"}
METRICS = {
    "residential_numerator_baseline": "200",
    "residential_numerator_year_1": "200",
    "residential_numerator_year_2": "180",
    "reablement_numerator_baseline": "120",
    "reablement_denominator_baseline": "160",
    "reablement_numerator_year_1": "130",
    "reablement_denominator_year_1": "165",
    "reablement_numerator_year_2": "146",
    "reablement_denominator_year_2": "170",
    "experience_value_baseline": "90",
    "experience_value_year_2": "91.7",
    "local_metric_value_baseline": "60",
    "local_metric_value_year_2": "66",
}
DELAYED = {"year_1": ("640", "250", "400", "700"), "year_2": ("600", "240", "380", "650")}
# What the colleague types into the workbook: ten cells, as names of the workbook say where they stand.
CORRECTED = {
    ("expenditure", "year_2", 2): "3000",
    ("expenditure", "year_2", 3): "3051",
    ("expenditure", "year_2", 4): "1431",
    ("expenditure", "year_2", 6): "459",
    ("benefits_year_2", "change", 1): "-119",
    ("benefits_year_2", "change", 2): "-332",
    ("benefits_year_2", "change", 3): "-205",
    ("p4p_planned_q4", "", 0): "4586",
    ("residential_numerator_year_2", "", 0): "177",
    ("local_metric_value_year_2", "", 0): "68",
}
WHY = "The CCG’s operational plan, not the admissions counted since."


def test_journey_part_2(new_page: NewPage, axe: Axe, tmp_path: Path) -> None:
    person = factories.person("Priya Shah", "finance", "Finance lead", factories.PASSWORD)
    plan = factories.plan(person, "july_2014")
    for ref, name in SCHEMES.items():
        factories.row(plan, "schemes", {"ref": ref, "name": name})
    lead = Visitor(new_page(viewport=DESKTOP), axe)
    lead.sign_in(person.username, factories.PASSWORD)
    fill_in_money(lead, plan)
    fill_in_metrics(lead, plan)
    copy = take_copy(lead, plan, tmp_path)
    type_into(copy, {where(copy, *cell): text for cell, text in CORRECTED.items()}, tmp_path)
    work_on(lead, plan)
    bring_back(lead, plan, copy)
    agrees(plan)
    looks_right(lead, plan)


def open_sheet(lead: Visitor, plan: Plan, key: str) -> Sheet:
    lead.go(f"/plans/{plan.ref}/{key}/", re.compile("."))
    sheet = Sheet(lead)
    expect(sheet.status).to_be_visible()
    return sheet


def fill_in_money(lead: Visitor, plan: Plan) -> None:
    sheet = open_sheet(lead, plan, "funding_sources")
    sheet.type_row(sheet.row_cell("funding_ccg_minimum", 1, "year_1"), ("687", "12772"))
    sheet.shows("funding_total_year_2", "12,772")
    sheet.saved()
    sheet = open_sheet(lead, plan, "expenditure_plan")
    keyboard = lead.page.keyboard
    sheet.press(lead.page.locator("button[name=add_row][value=expenditure]"))
    sheet.type_row(sheet.row_cell("expenditure", 1, "scheme"), FIRST_LINE)
    keyboard.press("Enter")
    sheet.paste(sheet.row_cell("expenditure", 2, "scheme"), OTHER_LINES)
    sheet.shows("expenditure//year_2", "12,753")
    sheet.saved()
    sheet = open_sheet(lead, plan, "summary")
    sheet.fill({"protection_confirmed_year_2": "5,930", "protection_different_year_2": "5,930"})
    sheet.saved()
    sheet = open_sheet(lead, plan, "benefits_plan")
    sheet.press(lead.page.locator("button[name=add_row][value=benefits_year_2]"))
    sheet.paste(sheet.row_cell("benefits_year_2", 1, "benefit"), BENEFITS)
    sheet.saved()


def fill_in_metrics(lead: Visitor, plan: Plan) -> None:
    sheet = open_sheet(lead, plan, "p4p_metric")
    for quarter, admissions in ACTIVITY.items():
        sheet.type_at(sheet.row_cell("ccg_activity", 1, f"baseline_{quarter}"), admissions)
    sheet.fill({f"p4p_planned_{quarter}": admissions for quarter, admissions in PLANNED.items()})
    sheet.fill({"p4p_planned_next_q4": "4580"})
    sheet.shows("p4p_change", "−622.0")
    sheet.saved()
    sheet = open_sheet(lead, plan, "payment_for_performance")
    sheet.fill({"pfp_combined_fund": "3400000"})
    sheet.saved()
    sheet = open_sheet(lead, plan, "supporting_metrics")
    sheet.fill(METRICS)
    for year, days in DELAYED.items():
        sheet.fill({f"dtoc_numerator_{year}_q{number}": text for number, text in enumerate(days, 1)})
    sheet.saved()


def take_copy(lead: Visitor, plan: Plan, folder: Path) -> Path:
    lead.go(f"/plans/{plan.ref}/copy/", starting("Take"))
    with lead.page.expect_download() as waiting:
        lead.page.get_by_role("button", name="Take a copy (Excel)").press("Enter")
    copy = folder / "part-2.xlsx"
    waiting.value.save_as(copy)
    return copy


def where(workbook: Path, key: str, column: str, row: int) -> tuple[str, str]:
    """The tab and the address of a cell, by the names that the workbook itself gives its parts."""
    names = load_workbook(workbook).defined_names
    ((tab, area),) = names[f"{key}.{column}" if column else key].destinations
    first = area.replace("$", "").partition(":")[0]
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]
    return tab, f"{letters}{int(digits) + max(row - 1, 0)}"


def work_on(lead: Visitor, plan: Plan) -> None:
    """Meanwhile, here: one amount that the colleague changes too, and words that they never touch."""
    sheet = open_sheet(lead, plan, "expenditure_plan")
    sheet.type_at(sheet.row_cell("expenditure", 4, "year_2"), "1430")
    sheet.saved()
    sheet = open_sheet(lead, plan, "p4p_metric")
    sheet.fill({"p4p_rating_rationale": WHY})
    sheet.saved()


def bring_back(lead: Visitor, plan: Plan, copy: Path) -> None:
    page = lead.page
    lead.go(f"/plans/{plan.ref}/import/", re.compile("Bring"))
    page.locator("input[type=file]").set_input_files(copy)
    page.get_by_role("button", name="Read the file").press("Enter")
    lead.arrive("What we found in “part-2.xlsx”")
    lead.says("1 conflict to choose one by one")
    page.get_by_role("radio", name=starting("Take what the file says")).press("Space")
    page.get_by_role("button", name="Take what is ticked and chosen").last.press("Enter")
    lead.arrive(starting("What was taken"))
    lead.says("10 changes")


def agrees(plan: Plan) -> None:
    """Each total is what the plan of the area says, in Part 1's pounds and in Part 2's thousands."""
    content = content_of(plan)
    figures = Figures(plan.edition, content)
    spent = {row.get("scheme"): row.get("year_2") for row in content.rows("expenditure")}
    assert list(spent.values()) == ["4781", "3000", "3051", "1431", "50", "459"]
    assert figures.total("expenditure", "year_2") == figures.cell("funding_total_year_2") == 12_772
    assert figures.total("expenditure", "year_1") == figures.cell("funding_total_year_1") == 687
    assert figures.cell("summary_total_year_2") == 12_772
    savings = [thousands(figures.row_cell("benefits_year_2", row, "total")) for row in content.rows("benefits_year_2")]
    assert savings == [-267, -360, -350, -514]
    assert thousands(figures.total("benefits_year_2", "total", {"benefit": NON_ELECTIVE})) == -977
    assert (figures.cell("p4p_change"), figures.cell("p4p_saving")) == (-656, 977_440)
    assert figures.cell("p4p_rag") == "green"
    assert figures.cell("pfp_ringfenced_fund") == 3_400_000 - 977_440
    assert figures.cell("pfp_shortfall") == 0
    assert percent(figures.cell("residential_percent_year_2"), 1) == Decimal("-11.5")
    assert content.get("p4p_rating_rationale") == WHY
    assert content.get("minimum_year_2") == "12772000"


def thousands(pounds: object) -> int:
    assert isinstance(pounds, Decimal)
    return round(pounds / 1000)


def percent(share: object, places: int) -> Decimal:
    assert isinstance(share, Decimal)
    return round(share * 100, places)


def looks_right(lead: Visitor, plan: Plan) -> None:
    sheet = open_sheet(lead, plan, "payment_for_performance")
    lead.says("£977,440")
    lead.says("£2,422,560")
    sheet = open_sheet(lead, plan, "expenditure_plan")
    sheet.shows("expenditure//year_2", "12,772")
    lead.go(f"/plans/{plan.ref}/problems/", re.compile("."))
    codes = set(re.findall(r"X\d\d", lead.page.get_by_role("main").inner_text()))
    assert not codes & {"X12", "X13", "X15", "X16", "X17", "X34", "X40", "X41", "X42", "X43", "X49", "X51"}, codes
