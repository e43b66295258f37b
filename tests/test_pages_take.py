"""The pages by which a copy of the workbook goes out and comes back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bcf.models import User
from bcf.pack.found import Unusable
from plans.actions import adopt, read_upload, remove_row
from plans.content import content_of
from plans.models import Intake, Plan, Upload, WorkingCopy

from . import factories
from .cast import Cast, assemble
from .colleague import Colleague
from .test_pages_of_a_plan import OFFICIAL, at, page

pytestmark = pytest.mark.django_db
WORKBOOKS = Path(__file__).parent / "workbooks"
TICK = re.compile(r'name="take" value="([^"]+)"[^>]*?( checked)?>')
RADIO = re.compile(r'name="(choose [^"]+)" value="(file|here) (\w+)"[^>]*?( checked)?>')


@pytest.fixture
def cast() -> Cast:
    cast = assemble(OFFICIAL)
    for name, amount in (("Teams", "10"), ("Beds", "20"), ("Falls", "30")):
        factories.row(cast.plan, "expenditure", {"scheme": name, "year_1": amount})
    return cast


def cell(plan: Plan, number: int, column: str = "year_1") -> str:
    return f"expenditure/{content_of(plan).rows('expenditure')[number].uid}/{column}"


def found_at(upload: Upload) -> str:
    assert upload.plan
    return at(upload.plan, "import_found", str(upload.pk))


def ticks(html: str) -> dict[str, bool]:
    return {key: bool(checked) for key, checked in TICK.findall(html)}


def conflicting(cast: Cast) -> Upload:
    """A copy with two changes, one of which collides."""
    colleague = Colleague(cast.plan, cast.finance).put(cell(cast.plan, 0), 15).put(cell(cast.plan, 1), 25)
    factories.say(cast.plan, {cell(cast.plan, 0): "12"}, by=cast.contributor)
    return colleague.bring_back()


def test_a_copy_in_one_press(cast: Cast, client: Client) -> None:
    assert at(cast.plan, "copy") in page(client, cast.finance, at(cast.plan, "plan"))
    assert "Take a copy (Excel)" in page(client, cast.finance, at(cast.plan, "section", "expenditure_plan"))
    response = client.post(at(cast.plan, "copy"))
    assert response["Content-Disposition"].startswith('attachment; filename="part-2-southend-on-sea-')
    assert "3. HWB Expenditure Plan" in load_workbook(io.BytesIO(response.content)).sheetnames
    assert WorkingCopy.objects.get().taken_by == cast.finance
    assert "by Fatima Noor" in page(client, cast.reader, at(cast.plan, "copy"))


@pytest.mark.parametrize("name", ["import_found", "import_taken", "import_problems"])
def test_a_workbook_is_for_those_who_fill_in_the_sheets(cast: Cast, client: Client, name: str) -> None:
    upload = conflicting(cast)
    adopt(upload=upload, by=cast.finance)
    people = {cast.finance: 200, cast.contributor: 200, cast.reader: 403, cast.hospital: 403, cast.stranger: 404}
    for person, status in people.items():
        client.force_login(person)
        assert client.get(at(cast.plan, name, str(upload.pk))).status_code == status


def test_those_who_fill_in_the_sheets_alone_bring_no_other_files(cast: Cast, client: Client) -> None:
    client.force_login(cast.finance)
    where = at(cast.plan, "import_plan")
    answer = client.post(where, {"file": SimpleUploadedFile("plan.txt", b"Vision")}).content.decode()
    assert "“plan.txt” is not a workbook. You take part in this plan as finance lead" in answer
    response = client.post(where, {"file": SimpleUploadedFile("x.xlsx", Colleague(cast.plan).file())})
    assert response["Location"] == found_at(Upload.objects.get())


def test_a_workbook_of_another_area_is_refused_on_the_page(cast: Cast, client: Client) -> None:
    other = factories.plan(cast.lead, OFFICIAL, "E06000045")
    client.force_login(cast.finance)
    file = SimpleUploadedFile("x.xlsx", Colleague(other).file())
    answer = client.post(at(cast.plan, "import_plan"), {"file": file}).content.decode()
    assert "This workbook was taken from the plan of Southampton on" in answer
    assert "You are importing for Southend-on-Sea." in answer


def test_three_columns_and_who_changed_what_is_here(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    html = page(client, cast.finance, found_at(upload))
    assert "the copy of this plan that Fatima Noor took on" in html
    assert ticks(html) == {f"changed {cell(cast.plan, 1)}": True}
    radios = RADIO.findall(html)
    assert {(name, side) for name, side, _, _ in radios} == {
        (f"choose changed {cell(cast.plan, 0)}", side) for side in ("file", "here")
    }
    assert not any(checked for *_, checked in radios), "nobody chooses for the person"
    assert "Take what the file says: 15" in html
    assert "Keep what is here now: 12" in html
    assert "Colin Bright" in html
    assert "Expenditure line 2: Beds" in html


def test_the_rest_is_taken_and_the_conflict_waits(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    keys = ticks(page(client, cast.finance, found_at(upload)))
    answer = client.post(found_at(upload), {"take": list(keys)}, follow=True)
    html = unescape(answer.content.decode())
    assert answer.redirect_chain[-1][0] == at(cast.plan, "import_taken", str(upload.pk))
    assert "Fatima Noor took 1 cell on" in html
    assert "1 conflict still waits for a choice" in html
    html = page(client, cast.finance, found_at(upload))
    assert ticks(html) == {}
    name, _, seen, _ = RADIO.findall(html)[0]
    answer = client.post(found_at(upload), {name: f"file {seen}"}, follow=True)
    assert "still waits" not in answer.content.decode()
    assert content_of(cast.plan).value(cell(cast.plan, 0)) == "15"
    assert "Nothing more" in page(client, cast.finance, found_at(upload))


def test_pressing_with_nothing_ticked_says_so(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    client.force_login(cast.finance)
    html = client.post(found_at(upload), {}).content.decode()
    assert "There is a problem" in html
    assert "Nothing is ticked and nothing is chosen." in html
    assert set(ticks(html).values()) == {False}
    assert not Intake.objects.exists()


def test_a_whole_table_is_ticked_or_not_without_taking_it(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    html = page(client, cast.finance, found_at(upload))
    name, _, seen, _ = RADIO.findall(html)[0]
    for press, ticked in (("none expenditure", False), ("all expenditure", True)):
        html = client.post(found_at(upload), {"tick": press, name: f"here {seen}"}).content.decode()
        assert set(ticks(html).values()) == {ticked}
        assert [side for _, side, _, checked in RADIO.findall(html) if checked] == ["here"], "what was chosen stays"
    assert content_of(cast.plan).value(cell(cast.plan, 1)) == "20"


def test_undo_from_the_receipt(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    adopt(upload=upload, by=cast.finance)
    intake = Intake.objects.get()
    where = at(cast.plan, "import_taken", str(upload.pk))
    html = page(client, cast.finance, where)
    assert "Undo this" in html
    html = unescape(client.post(where, {"undo": intake.pk}, follow=True).content.decode())
    assert "Undone" in html
    assert "All of it is as it was before." in html
    assert content_of(cast.plan).value(cell(cast.plan, 1)) == "20"
    assert client.post(where, {"undo": "999"}).status_code == 404


def test_what_undo_left_is_named(cast: Cast, client: Client) -> None:
    upload = conflicting(cast)
    adopt(upload=upload, by=cast.finance)
    factories.say(cast.plan, {cell(cast.plan, 1): "26"})
    where = at(cast.plan, "import_taken", str(upload.pk))
    client.force_login(cast.finance)
    html = unescape(client.post(where, {"undo": Intake.objects.get().pk}, follow=True).content.decode())
    assert "These had been changed again and were left as they are" in html
    assert "Beds: 2014/15 (£000)" in html


def test_an_upload_of_another_plan_is_not_found(cast: Cast, client: Client) -> None:
    other = factories.plan(cast.lead, OFFICIAL)
    upload = Colleague(other).put("p4p_unit_cost", 2118).bring_back()
    adopt(upload=upload, by=cast.lead)
    client.force_login(cast.lead)
    for name in ("import_found", "import_taken", "import_problems"):
        assert client.get(at(cast.plan, name, str(upload.pk))).status_code == 404


def test_every_problem_at_once_and_as_a_list(cast: Cast, client: Client) -> None:
    colleague = Colleague(cast.plan).put(cell(cast.plan, 0), "lots").put(cell(cast.plan, 1), -5)
    upload = colleague.put(cell(cast.plan, 2), 33).bring_back()
    html = page(client, cast.finance, found_at(upload))
    for words in ("Tab", "What is wrong", "What is expected", "3. HWB Expenditure Plan", "“lots” is not an amount"):
        assert words in html
    assert "Fix these and upload again" in html
    assert list(ticks(html)) == [f"changed {cell(cast.plan, 2)}"], "what can be read can be taken"
    answer = client.get(at(cast.plan, "import_problems", str(upload.pk)))
    heads, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads == ["Tab", "Section", "Cell", "What is wrong", "What is expected"]
    assert len(lines) == 2
    assert all(line[0] == "3. HWB Expenditure Plan" for line in lines)


def test_no_line_of_the_list_is_a_formula(cast: Cast, client: Client) -> None:
    upload = Colleague(cast.plan).put(cell(cast.plan, 0), "lots").bring_back()
    upload.found["problems"][0]["wrong"] = '=HYPERLINK("http://example.org")'
    upload.save()
    client.force_login(cast.finance)
    answer = client.get(at(cast.plan, "import_problems", str(upload.pk))).content.decode("utf-8-sig")
    assert "\"'=HYPERLINK" in answer


def test_an_unknown_copy_is_told_as_such(cast: Cast, client: Client) -> None:
    colleague = Colleague(cast.plan).put(cell(cast.plan, 0), 15).add("expenditure", scheme="Carers")
    colleague.put("p4p_planned_q1", 900)
    WorkingCopy.objects.all().delete()
    html = page(client, cast.finance, found_at(colleague.bring_back()))
    assert "what it said when it was taken is not known any more" in html
    assert "When the copy was taken" not in html
    assert list(ticks(html).values()) == [False, False, True], "nothing is ticked beside what the plan has already"


def test_rows_that_moved_came_and_went_are_told(cast: Cast, client: Client) -> None:
    uids = [row.uid for row in content_of(cast.plan).rows("expenditure")]
    colleague = Colleague(cast.plan).swap("expenditure", uids[1], uids[2]).remove("expenditure", uids[0])
    html = page(client, cast.finance, found_at(colleague.add("expenditure", scheme="Carers").bring_back()))
    for words in ("Order of the rows", "Removed in the file", "Added in the file", "<b>Expenditure line 2: Beds:</b>"):
        assert words in html
    assert sorted(key.partition(" ")[0] for key in ticks(html)) == ["added", "moved", "removed"]


def test_who_removed_a_row_that_the_file_changed_is_told(cast: Cast, client: Client) -> None:
    place = cell(cast.plan, 0)
    colleague = Colleague(cast.plan).put(place, 15)
    remove_row(plan=cast.plan, by=cast.contributor, table="expenditure", uid=place.split("/")[1])
    html = page(client, cast.finance, found_at(colleague.bring_back()))
    assert "Changed in the file, removed here" in html
    assert "Colin Bright" in html
    assert "Bring the row back as the file has it" in html


def test_a_row_added_in_the_file_and_here_too_is_not_ticked(cast: Cast, client: Client) -> None:
    colleague = Colleague(cast.plan).add("expenditure", scheme="Carers", year_1=40)
    factories.row(cast.plan, "expenditure", {"scheme": "Carers", "year_1": "40"})
    upload = colleague.bring_back()
    html = page(client, cast.finance, found_at(upload))
    assert "The same row was added here too" in html
    assert list(ticks(html).values()) == [False]


def queries(client: Client, addresses: Iterable[str], user: User) -> list[int]:
    client.force_login(user)
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    return counts


def test_queries_do_not_grow_with_what_changed(cast: Cast, client: Client) -> None:
    def addresses(upload: Upload) -> list[str]:
        adopt(upload=upload, by=cast.finance, take=[f"changed {cell(cast.plan, 1)}"])
        return [found_at(upload), at(cast.plan, "import_taken", str(upload.pk)), at(cast.plan, "import_plan")]

    few = queries(client, addresses(conflicting(cast)), cast.finance)
    for number in range(12):
        factories.row(cast.plan, "expenditure", {"scheme": f"Scheme {number}", "year_1": str(number)})
    colleague = Colleague(cast.plan, cast.finance)
    for number in range(15):
        colleague.put(cell(cast.plan, number), 100 + number).put(cell(cast.plan, number, "year_2"), 200 + number)
    factories.say(cast.plan, {cell(cast.plan, number): "7" for number in range(3, 9)})
    assert queries(client, addresses(colleague.bring_back()), cast.finance) == few
    assert max(few) <= 12


@pytest.mark.parametrize("name", ["with_a_password.xlsx", "an_old_excel_file.xls", "an_opendocument_file.ods"])
def test_a_workbook_that_cannot_be_opened_is_spoken_of_as_a_workbook(cast: Cast, name: str) -> None:
    data = (WORKBOOKS / "should_fail" / name).read_bytes()
    with pytest.raises(Unusable, match="Excel") as refused:
        read_upload(by=cast.finance, name=name, data=data, plan=cast.plan)
    assert "Word" not in str(refused.value)
