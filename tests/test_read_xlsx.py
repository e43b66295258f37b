"""The workbook that comes in: our own exactly, others by their words, and everything that is not one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bcf.definition.content import Content, Row
from bcf.definition.kinds import LongText, Money
from bcf.pack.found import Facts, Found, SheetProblem, Unusable
from bcf.pack.read_xlsx import read_xlsx
from bcf.pack.read_xlsx_told import cells
from bcf.pack.xlsx import xlsx
from bcf.pack.xlsx_layout import UID_COLUMN, Rows, Spot, lay_out
from bcf.pack.zip_guard import check_office_file
from tests.part_2 import EDITION, STAMP, TABLES, WORDS, content, rich

Change = Callable[[Any], None]
EXPENDITURE = "3. HWB Expenditure Plan"


def exported(plan: Content) -> bytes:
    return xlsx(EDITION, plan, STAMP)


def read(data: bytes, current: Content | None = None) -> Found:
    return read_xlsx(EDITION, data, current)


def changed(plan: Content, change: Change) -> bytes:
    """The exported workbook after someone changed it."""
    book = load_workbook(io.BytesIO(exported(plan)))
    change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_problems(found: Found, place: str) -> list[SheetProblem]:
    return [one for one in found.problems if isinstance(one, SheetProblem) and one.place == place]


def without_uids(plan: Content) -> dict[str, Any]:
    tables = {key: [dict(row.values) for row in rows] for key, rows in plan.tables.items() if rows}
    return {"answers": plan.plain()["answers"], "tables": tables}


def rows_of(plan: Content, table: str) -> Rows:
    return lay_out(EDITION, plan).tables[table]


def lines(*amounts: str) -> Content:
    return content(expenditure=[{"scheme": f"Scheme {n}", "year_2": amount} for n, amount in enumerate(amounts, 1)])


def test_our_own_workbook_comes_back_exactly() -> None:
    found = read(exported(rich()))
    assert found.problems == ()
    assert found.content.canonical() == rich().canonical()


def test_an_empty_plan_comes_back_empty() -> None:
    assert read(exported(content())).content.canonical() == content().canonical()


def test_a_row_with_nothing_in_it_comes_back() -> None:
    plan = Content(EDITION.id, {}, {"expenditure": (Row("r1"), Row("r2", {"scheme": "GP hub"}), Row("r3"))})
    assert read(exported(plan)).content.canonical() == plan.canonical()


def test_what_the_sheets_do_not_ask_stays_as_it_is() -> None:
    current = content({"vision": "<p>Better care</p>", "p4p_unit_cost": "2118"}, schemes=[{"name": "GP hub"}])
    assert read(exported(current), current).content.canonical() == current.canonical()


@settings(max_examples=15)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=30))
def test_any_text_comes_back(texts: list[str]) -> None:
    kind = LongText(limit=32_767)
    words = [kind.parse(text) for text in texts]
    plan = content(benefits_year_1=[{"scheme": "x", "how_monitored": text} for text in words])
    assert read(exported(plan)).content.canonical() == plan.canonical()


@settings(max_examples=15)
@given(st.lists(st.decimals(0, 10**9, allow_nan=False), min_size=1, max_size=30))
def test_any_amount_comes_back_to_the_last_digit(amounts: list[Any]) -> None:
    values = [Money(unit=1000).parse(f"{amount:f}") for amount in amounts]
    assert read(exported(lines(*values))).content.canonical() == lines(*values).canonical()


@settings(max_examples=10)
@given(st.lists(st.decimals(0, 100, places=6), min_size=1, max_size=30))
def test_any_percentage_comes_back(shares: list[Any]) -> None:
    kind = EDITION.row_fields["expenditure"]["percent_nhs"].kind
    plan = content(expenditure=[{"scheme": "x", "percent_nhs": kind.parse(f"{share:f}")} for share in shares])
    assert read(exported(plan)).content.canonical() == plan.canonical()


def test_spare_lines_filled_in_become_new_rows() -> None:
    plan = lines("10")
    rows = rows_of(plan, "expenditure")

    def fill(book: Any) -> None:
        sheet = book[EXPENDITURE]
        sheet.cell(rows.first + 3, rows.columns["scheme"] + 1, "New scheme")
        sheet.cell(rows.first + 3, rows.columns["year_2"] + 1, 12.5)
        sheet.cell(rows.first + 3, rows.columns["percent_nhs"] + 1, 0.6)

    old, new = read(changed(plan, fill)).content.rows("expenditure")
    assert old == plan.rows("expenditure")[0]
    assert new.uid not in ("", old.uid)
    assert {key: text for key, text in new.values.items() if text} == {
        "scheme": "New scheme", "year_2": "12.5", "percent_nhs": "60",
    }  # fmt: skip


def test_an_emptied_row_is_gone() -> None:
    plan = lines("10", "20")
    rows = rows_of(plan, "expenditure")

    def empty(book: Any) -> None:
        for column in rows.columns.values():
            book[EXPENDITURE].cell(rows.first + 1, column + 1).value = None

    assert [row.uid for row in read(changed(plan, empty), plan).content.rows("expenditure")] == ["e2"]


def test_rows_keep_their_uids_when_they_move() -> None:
    plan = lines("10", "20")
    first = rows_of(plan, "expenditure").first + 1

    def swap(book: Any) -> None:
        sheet = book[EXPENDITURE]
        for column in range(1, 12):
            above, below = sheet.cell(first, column), sheet.cell(first + 1, column)
            above.value, below.value = below.value, above.value

    assert [row.uid for row in read(changed(plan, swap)).content.rows("expenditure")] == ["e2", "e1"]


def test_a_copied_line_is_a_row_of_its_own() -> None:
    plan = lines("10")
    first = rows_of(plan, "expenditure").first + 1

    def copy(book: Any) -> None:
        sheet = book[EXPENDITURE]
        for column in (UID_COLUMN + 1, 2, 11):
            sheet.cell(first + 1, column).value = sheet.cell(first, column).value

    one, other = read(changed(plan, copy)).content.rows("expenditure")
    assert one.uid == "e1"
    assert other.uid not in ("", "e1")
    assert other.get("scheme") == "Scheme 1"


def test_amounts_are_read_as_people_write_them() -> None:
    plan = lines("1", "2", "3")
    rows = rows_of(plan, "expenditure")

    def write(book: Any) -> None:
        for number, typed in enumerate(("1 200", "1,200.00", " 1200\u00a0")):
            book[EXPENDITURE].cell(rows.first + 1 + number, rows.columns["year_2"] + 1, typed)

    assert [row.get("year_2") for row in read(changed(plan, write)).content.rows("expenditure")] == ["1200"] * 3


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        ("year_2", "lots", "cell K9 (2015/16 (£000)): “lots” is not an amount. Enter an amount in thousands"),
        ("year_2", "£1.2m", "cell K9 (2015/16 (£000)): “£1.2m” may be meant in pounds or in thousands of pounds."),
        ("year_2", "£1,200", "cell K9 (2015/16 (£000)): “£1,200” may be meant in pounds or in thousands of pounds."),
        ("year_2", -5, "cell K9 (2015/16 (£000)): −5 is too small. Enter an amount in thousands of"),
        ("year_2", "#REF!", "cell K9 (2015/16 (£000)): The cell shows the error #REF!"),
        ("area_of_spend", "Dentistry", "cell C9 (Area of Spend): “Dentistry” is not one of the options. Choose Acute"),
        ("percent_nhs", 1234, "cell F9 (if Joint % NHS): 1,234 is too large. Enter a percentage"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_the_rest_is_taken(column: str, typed: Any, says: str) -> None:
    plan = lines("10", "20", "30")
    rows = rows_of(plan, "expenditure")
    spoilt = rows.first + 2

    def spoil(book: Any) -> None:
        book[EXPENDITURE].cell(spoilt, rows.columns[column] + 1, typed)

    found = read(changed(plan, spoil), plan)
    (problem,) = found.problems
    assert problem.place == f"expenditure/e2/{column}"
    assert problem.message.startswith(f"Tab “{EXPENDITURE}”, {says.replace('9 (', f'{spoilt} (', 1)}")
    assert found.content.canonical() == plan.canonical()
    assert found.characters_in == found.characters_placed + found.characters_unplaced
    assert found.characters_unplaced > 0


def test_a_sheet_taken_out_leaves_what_the_plan_says() -> None:
    plan = rich()
    found = read(changed(plan, lambda book: book.remove(book[EXPENDITURE])), plan)
    assert found.content.canonical() == plan.canonical()
    assert [problem.place for problem in found.problems] == ["expenditure_plan"]


def test_of_national_figures_only_the_reason_is_read() -> None:
    facts = {"what": "People", "figure": "177931", "source": "ONS", "dated": "mid-2014"}
    plan = content().with_rows("national_figures", (Row("p4p_population_baseline_q4", facts), Row("gone", facts)))

    def edit(book: Any) -> None:
        sheet = book["National figures"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 177931:
                    cell.value = 5
                if cell.value == "People":
                    cell.value = "Persons"
        last = max(cell.row for cell in sheet["A"] if cell.value == "p4p_population_baseline_q4")
        sheet.cell(last, 6).value = "The council’s own count"
        sheet.cell(last + 1, 1).value = None

    found = read(changed(plan, edit), plan)
    assert found.problems == ()
    first, second = found.content.rows("national_figures")
    assert first.values == {**facts, "reason": "The council’s own count"}
    assert second == plan.rows("national_figures")[1]


def test_a_workbook_of_the_official_shape_is_read_by_its_words() -> None:
    plan = rich(tuple(text for text in WORDS if "_x" not in text and text != "#N/A")).with_rows("national_figures", ())

    def forget(book: Any) -> None:
        book.remove(book["_bcf"])
        book.defined_names.clear()
        for sheet in book:
            sheet.insert_rows(1, 2)

    found = read(changed(plan, forget))
    assert found.problems == ()
    assert without_uids(found.content) == without_uids(plan)


def test_an_official_sheet_laid_out_by_hand_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "HWB Expenditure Plan"
    sheet["C4"] = "Health and Wellbeing Board Expenditure Plan"
    heads = ["Scheme name", "Area of spend", "Commissioner", "If Joint, % NHS", "Source of Funding", "2015/16 (£000)"]
    for column, head in enumerate(heads, 3):
        sheet.cell(8, column, head)
    sheet.append([])
    sheet.append([None, None, "Reablement", "social care", "Joint", 0.4, "CCG minimum contribution", 1431])
    sheet.append([None, None, "GP hub", "Primary Care", "CCG", None, "Additional CCG Contribution", 50])
    sheet["C14"], sheet["H14"] = "Total", 1481
    found = read(saved(book))
    first, second = found.content.rows("expenditure")
    assert {key: text for key, text in first.values.items() if text} == {
        "scheme": "Reablement", "area_of_spend": "Social Care", "commissioner": "Joint", "percent_nhs": "40",
        "source": "CCG Minimum Contribution", "year_2": "1431",
    }  # fmt: skip
    assert second.get("scheme") == "GP hub"
    (column,), (tabs,) = sheet_problems(found, "expenditure_plan"), sheet_problems(found, "")
    assert "“Please specify if Other”, “Provider”, “2014/15 (£000)” were not found" in column.wrong
    assert "“1. HWB Funding Sources”, “2. Summary”, “4. HWB Benefits Plan”" in tabs.wrong


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def types(main: str) -> bytes:
    return f'<?xml version="1.0"?><Types><Override ContentType="{main}"/></Types>'.encode()


EXCEL = types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
WORD = types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BILLION_LAUGHS = b'<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'

WRONG = {
    "empty": (b"", "This file is empty"),
    "50 MB": (b"PK\x03\x04" + bytes(50 * 1024**2), "This file is 50 MB. A file of 25 MB or less is expected"),
    "pdf": (b"%PDF-1.7\n", "This is a PDF"),
    "csv": (b"scheme,amount\n", "This is a plain text file"),
    "html": (b"<!DOCTYPE html><html></html>", "This is a web page"),
    "rtf": (b"{\\rtf1 x}", "This is a rich text file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is not a file that Excel made"),
    "old": (OLD_OFFICE, "This is a file of the old Office format (.doc or .xls)"),
    "password": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "This file is protected by a password"),
    "zip": (zipped({"a.txt": b"x"}), "This is a zip file, not a document"),
    "word": (zipped({"[Content_Types].xml": WORD}), "This is a Word document (.docx)"),
    "odf": (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "This is an OpenDocument"),
    "macros": (zipped({"[Content_Types].xml": EXCEL, "xl/vbaProject.bin": b"x"}), "This file can carry macros"),
    "entities": (
        zipped({"[Content_Types].xml": EXCEL, "xl/workbook.xml": BILLION_LAUGHS}),
        "This file has instructions inside",
    ),
    "entities in UTF-16": (
        zipped({"[Content_Types].xml": EXCEL, "a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
        "This file has instructions inside",
    ),
    "bomb": (
        zipped({"[Content_Types].xml": EXCEL, "a.xml": b"<a>" + b" " * (60 * 1024**2)}),
        "This file unpacks to far more than a plan holds",
    ),
    "no workbook": (zipped({"[Content_Types].xml": EXCEL}), "This workbook cannot be read"),
}


@pytest.mark.parametrize(("data", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(data)
    assert str(refused.value).startswith(says)
    assert "expected" in str(refused.value).lower()
    assert any(word in str(refused.value) for word in ("save", "upload"))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.999])
def test_a_file_cut_short_is_refused(share: float) -> None:
    data = exported(content())
    with pytest.raises(Unusable, match="damaged or cut short"):
        read(data[: int(len(data) * share)])


def test_a_damaged_part_is_refused() -> None:
    data = bytearray(exported(rich()))
    middle = len(data) // 3
    data[middle : middle + 50] = bytes(50)
    with pytest.raises(Unusable):
        read(bytes(data))


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = zipped({"[Content_Types].xml": EXCEL, "a.xml": b"<a>" + b" " * 1_000_000 + b"</a>"})
    size = (1_000_007).to_bytes(4, "little")
    with pytest.raises(Unusable):
        check_office_file(data.replace(size, (10).to_bytes(4, "little")), "xlsx")


def test_another_workbook_is_refused_with_its_sheets_and_ours() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Holiday rota"
    with pytest.raises(Unusable, match=r"“Holiday rota”.*“1\. HWB Funding Sources”"):
        read(saved(book))


def test_a_workbook_of_another_edition_is_refused() -> None:
    def rename(book: Any) -> None:
        book["_bcf"]["C2"] = "another_one"

    with pytest.raises(Unusable, match="of another edition"):
        read(changed(content(), rename))


def test_our_workbook_says_what_it_was_made_from() -> None:
    assert read(exported(lines("10"))).facts == Facts(
        EDITION.id, STAMP.plan, STAMP.area, STAMP.version, lines("10").digest()
    )


def test_a_cell_that_cannot_be_read_says_what_the_file_was_made_from() -> None:
    """Not what the plan says by now: the cell would look like a change that somebody made."""
    made, now = lines("10", "20"), lines("10", "99")
    known = {made.digest(): made, now.digest(): now}

    def spoil(book: Any) -> None:
        rows = rows_of(made, "expenditure")
        book[EXPENDITURE].cell(rows.first + 2, rows.columns["year_2"] + 1, "lots")

    found = read_xlsx(EDITION, changed(made, spoil), now, lambda facts: known.get(facts.digest))
    assert found.content.canonical() == made.canonical()


def test_many_cells_are_named_in_runs_and_the_rest_counted() -> None:
    spots = [Spot("Tab", row, column) for column in range(1, 14) for row in (3, 4, 9)]
    assert cells(spots[:3]) == "B4 to B5, B10"
    assert cells(spots).endswith(", G4 to G5, G10 and 21 more")


def test_every_table_is_tried() -> None:
    """rich() leaves no table out, so the exact round trip above covers them all."""
    assert {table.key for table in TABLES} == set(rich().tables)
