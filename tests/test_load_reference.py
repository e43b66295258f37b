"""manage.py load_reference: what it loads, what it says, and what a bad file does."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bcf.editions.july_2014.prefill import prefill
from bcf.models import NationalFigure, Organisation
from bcf.national_figures import national_of
from bcf.reference import area
from bcf.reference.national import SHIPPED
from plans.content import content_of

from . import factories

pytestmark = pytest.mark.django_db

COLUMNS = "gss_code,name,mid_year,age_band,population,source"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few lines of each file."""
    for path in SHIPPED.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / path.name).write_text("".join(lines[:4]), encoding="utf-8")
    (tmp_path / "populations.csv").write_text(
        f"{COLUMNS}\n"
        "E06000033,Southend-on-Sea,2014,all ages,177931,ONS\n"
        "E06000033,Southend-on-Sea,2015,all ages,178702,ONS\n"
        "E06000033,Southend-on-Sea,2016,all ages,179799,ONS\n"
    )
    return tmp_path


def load(folder: Path) -> dict[str, dict[str, Any]]:
    answer = StringIO()
    call_command("load_reference", "--from", str(folder), "--json", stdout=answer)
    return {one["file"]: one for one in json.loads(answer.getvalue())["files"]}


def edit(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_it_can_be_run_again_and_says_what_changed(folder: Path) -> None:
    assert load(folder)["populations.csv"] == {
        "file": "populations.csv", "added": 3, "changed": [], "removed": 0, "unchanged": 0,
    }  # fmt: skip
    assert all(not one["added"] and not one["removed"] and one["unchanged"] for one in load(folder).values())
    edit(folder, "populations.csv", "178702", "178000")
    edit(folder, "populations.csv", "E06000033,Southend-on-Sea,2016,all ages,179799,ONS\n", "")
    edit(folder, "nhs_trusts.csv", "Manchester University", "University of Manchester")
    again = load(folder)
    change = {"what": "population_all_ages, E06000033, 2015", "before": "178702", "after": "178000"}
    assert again["populations.csv"] == {
        "file": "populations.csv", "added": 0, "changed": [change], "removed": 1, "unchanged": 1,
    }  # fmt: skip
    assert again["nhs_trusts.csv"]["changed"][0]["after"].startswith("University of Manchester")
    assert Organisation.objects.get(kind="trust", code="R0A").name.startswith("University of Manchester")


def test_it_tells_people_too(folder: Path) -> None:
    load(folder)
    edit(folder, "populations.csv", "178702", "178000")
    said = StringIO()
    call_command("load_reference", "--from", str(folder), stdout=said)
    assert "population_all_ages, E06000033, 2015: from 178702 to 178000" in said.getvalue()
    assert "0 added, 1 changed, 0 removed, 2 unchanged" in said.getvalue()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("178702", "12x", r"populations.csv, line 3: column “population” says “12x”. Expected is a whole number"),
        ("2015,all ages", "2015,elders", r"populations.csv, line 3: column “age_band” says “elders”. Expected is all"),
        ("2015,all ages,178702,ONS", "2015,all ages,,ONS", r"line 3: column “population” is blank"),
        ("mid_year", "year", r"populations.csv, line 1: there is no column “mid_year”"),
        ("2015,all", "2014,all", r"line 3: population_all_ages, E06000033, 2014 is in line 2 already"),
    ],
)
def test_a_bad_file_changes_nothing(folder: Path, before: str, after: str, says: str) -> None:
    edit(folder, "populations.csv", before, after)
    with pytest.raises(CommandError, match=f"{says}.*Nothing was changed"):
        load(folder)
    assert not NationalFigure.objects.exists()
    assert not Organisation.objects.exists()


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    (folder / "ccg_hwb.csv").unlink()
    with pytest.raises(CommandError, match=r"ccg_hwb.csv is not in .*Nothing was changed"):
        load(folder)


def test_organisations_that_are_in_no_file_stay(folder: Path) -> None:
    made_up = factories.organisation("NHS Mere Valley CCG", "ccg", "MV1")
    load(folder)
    made_up.refresh_from_db()
    assert Organisation.objects.filter(kind="board").count() == 3


def test_a_new_plan_has_what_was_loaded(folder: Path) -> None:
    edit(folder, "populations.csv", "177931", "170000")
    load(folder)
    content = content_of(factories.plan(edition="july_2014"))
    assert content.get("p4p_population_baseline_q4") == "170000"
    assert content.get("dtoc_numerator_baseline_q1") == ""


def test_what_is_shipped_is_what_is_loaded(django_assert_num_queries: Any) -> None:
    """Before anything was loaded, plans are filled in from the files themselves."""
    kent = area("E10000016")
    with django_assert_num_queries(1):
        before = prefill(kent, national_of(kent))
    call_command("load_reference", stdout=StringIO())
    with django_assert_num_queries(1):
        after = prefill(kent, national_of(kent))
    assert NationalFigure.objects.filter(code="99G").count() == 60
    assert after.digest() == before.digest()
