"""LibreOffice works every formula of the workbook out anew, and no cell changes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bcf.definition.content import Content, Row
from bcf.pack.read_xlsx import read_xlsx
from bcf.pack.xlsx import xlsx
from bcf.pack.xlsx_open import FormulaError, open_workbook
from plans.demonstration import demonstration
from tests.any_content import contents
from tests.part_2 import EDITION, STAMP, WORDS, content, rich
from tests.workbooks.plan import PLAN

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
SOUTHEND = ("4781", "3000", "3051", "1431", "50", "459")
CCG_MINIMUM = "CCG Minimum Contribution"


def southend() -> Content:
    """The figures of a published plan: 656 admissions fewer at £1,490, and six schemes of £12.772m."""
    lines = [
        {"scheme": f"Scheme {n}", "area_of_spend": "Community Health", "commissioner": "CCG", "source": CCG_MINIMUM,
         "year_2": amount}
        for n, amount in enumerate(SOUTHEND, 1)
    ]  # fmt: skip
    activity = {"ccg": "One CCG", "percent_of_ccg": "100"} | {f"baseline_{q}": "4687" for q in ("q4", "q1", "q2", "q3")}
    planned = {f"p4p_planned_{q}": "4523" for q in ("q4", "q1", "q2", "q3")}
    savings = [{"benefit": "Other", "scheme": "x", "change": f"-{n}", "unit_price": "1490"} for n in (119, 332, 205)]
    return content(
        planned | {"p4p_population_planned_q4": "177931", "pfp_combined_fund": "3398000"},
        expenditure=lines, ccg_activity=[activity], benefits_year_2=savings,
        funding_ccg_minimum=[{"organisation": "One CCG", "year_2": "12772"}],
    )  # fmt: skip


def joint(rows: int) -> Content:
    """Every line joint, with another share each; some of them without one."""
    shares = ["33.333333", "0", "100", "", "12.5", "66.67"]
    return content(
        expenditure=[
            {"scheme": f"Scheme {n % 40}", "area_of_spend": "Social Care", "commissioner": "Joint",
             "source": CCG_MINIMUM, "percent_nhs": shares[n % 6], "year_1": f"{n}.01", "year_2": f"{n * 7 % 97}.1"}
            for n in range(rows)
        ]
    )  # fmt: skip


def extreme() -> Content:
    """As large and as fine as cells may be."""
    most, least = str(10**12), "0.000001"
    line = {"area_of_spend": "Social Care", "commissioner": "Joint", "source": CCG_MINIMUM, "percent_nhs": "0.000001"}
    activity = {"percent_of_ccg": "0.0001"} | {f"baseline_{q}": str(10**10) for q in ("q4", "q1", "q2", "q3")}
    return content(
        {"p4p_planned_q4": "0", "p4p_planned_q1": str(10**10), "p4p_planned_q2": "0.01", "p4p_planned_q3": "1",
         "p4p_population_planned_q4": "1", "p4p_unit_cost": most, "pfp_combined_fund": least,
         "dtoc_numerator_baseline_q1": "0", "reablement_numerator_year_1": "1", "reablement_denominator_year_1": "0"},
        expenditure=[line | {"year_2": most}, line | {"year_2": least}, line | {"year_2": "0"}],
        ccg_activity=[activity],
        benefits_year_1=[{"benefit": "Other", "change": f"-{10**10}", "unit_price": "999999.99"}],
    )  # fmt: skip


def any_plans(count: int) -> list[Content]:
    """The same ones in every run."""
    found: list[Content] = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(contents(EDITION, "part_2"))
    def collect(one: Content) -> None:
        found.append(one)

    collect()
    return found[-count:]


NO_ESCAPES = tuple(text for text in WORDS if "_x" not in text)
PLANS: dict[str, Content] = {
    "full": rich(),
    "blank": content(),
    "demonstration": demonstration(),
    "southend": southend(),
    "300 rows": joint(300),
    "extreme": extreme(),
    "small": PLAN,
    "one blank row": Content(EDITION.id, {}, {"expenditure": (Row("r1"),)}),
    **{f"any {number}": plan for number, plan in enumerate(any_plans(3), 1)},
    "no escapes": rich(NO_ESCAPES),
}


def broken(data: bytes) -> bytes:
    """The same workbook with 7 for the value of every formula."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>7</v>", old.read(name)))
    return stream.getvalue()


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    files = {name: xlsx(EDITION, plan, STAMP) for name, plan in PLANS.items()}
    return files | {"broken": broken(files["full"])}


@pytest.fixture(scope="module")
def recalculated(written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files as LibreOffice saves them after working out every formula anew, in a profile of its own."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed here")
    folder = tmp_path_factory.mktemp("office")
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS)
    sources = [_save(folder / f"{name}.xlsx", data) for name, data in written.items()]
    command = [office, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder / "out", *sources], check=True, capture_output=True, timeout=300)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in written}


def _save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def results(data: bytes) -> dict[str, Any]:
    """Every cell with a formula, and what the file says that it comes to."""
    return {
        f"{tab} {place}": sheet.cells.get(place)
        for tab, sheet in open_workbook(data).sheets.items()
        for place in sheet.formulas
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {place: (value, after.get(place)) for place, value in before.items() if not same(value, after.get(place))}


def same(before: Any, after: Any) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) <= 1e-9 * max(1, abs(before))
    return (before or "") == (after or "")


@pytest.mark.parametrize("name", PLANS)
def test_recalculation_changes_no_cell(name: str, written: dict[str, bytes], recalculated: dict[str, bytes]) -> None:
    before, after = results(written[name]), results(recalculated[name])
    assert len(before) > 200
    assert changed(before, after) == {}
    assert [place for place, value in after.items() if isinstance(value, FormulaError)] == []


def test_recalculation_does_recalculate(written: dict[str, bytes], recalculated: dict[str, bytes]) -> None:
    """Else the test above would prove nothing: LibreOffice trusts the values in a file unless told not to."""
    assert {str(value) for value in results(written["broken"]).values()} == {"7"}
    assert changed(results(written["full"]), results(recalculated["broken"])) == {}


def test_a_workbook_saved_by_libreoffice_comes_back_exactly(recalculated: dict[str, bytes]) -> None:
    found = read_xlsx(EDITION, recalculated["no escapes"])
    assert found.problems == ()
    assert found.content.canonical() == PLANS["no escapes"].canonical()


def test_the_published_figures_come_out(written: dict[str, bytes]) -> None:
    values = set(results(written["southend"]).values())
    assert {Decimal(656) * 1490, 12772, -656} <= {Decimal(str(one)) for one in values if isinstance(one, int | float)}
