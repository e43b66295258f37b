"""Files that cannot be taken: each is told what is wrong, what is expected and what to do; nothing is kept of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bcf.editions import edition
from bcf.models import Event
from bcf.pack.stamp import Stamp
from bcf.pack.word import word
from bcf.pack.xlsx import xlsx
from plans.content import content_of
from plans.models import Plan, Unplaced, Upload

from . import made_up
from .cast import Cast, assemble

pytestmark = pytest.mark.django_db

EDITION = "july_2014"
MEGABYTE = 1024**2


@pytest.fixture
def cast() -> Cast:
    return assemble(EDITION)


@pytest.fixture
def refused(client: Client, cast: Cast) -> Callable[[str, bytes], str]:
    """Uploads a file onto the plan and as a new one; gives the message, after proving that nothing was kept."""
    client.force_login(cast.lead)
    new = {"edition": EDITION, "hwb_code": cast.plan.hwb_code}

    def upload(name: str, data: bytes) -> str:
        said, revision, events = content_of(cast.plan), cast.plan.revision, Event.objects.count()
        messages = [
            _message(client.post(address, {**fields, "file": SimpleUploadedFile(name, data)}))
            for address, fields in ((f"/plans/{cast.plan.ref}/import/", {}), ("/import/", new))
        ]
        assert messages[0] == messages[1]
        cast.plan.refresh_from_db()
        assert (content_of(cast.plan), cast.plan.revision, Event.objects.count()) == (said, revision, events)
        assert not Upload.objects.exists()
        assert not Unplaced.objects.exists()
        assert Plan.objects.count() == 1
        return messages[0]

    return upload


def _message(response: object) -> str:
    assert getattr(response, "status_code", None) == 200, "the form comes back"
    form = response.context["form"]  # type: ignore[attr-defined]
    page = response.content.decode()  # type: ignore[attr-defined]
    assert "There is a problem" in page
    assert 'href="#id_file"' in page
    (message,) = form.errors["file"]
    return str(message)


def word_file(*paragraphs: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def workbook(*titles: str) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for title in titles:
        book.create_sheet(title)
    book.save(file)
    return file.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def plan_file() -> bytes:
    form = edition(EDITION)
    return word(form, made_up.filled(form, size=200, rows=1), Stamp("ref", "Area"))


def test_a_file_is_asked_for_when_none_is_chosen(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    response = client.post(f"/plans/{cast.plan.ref}/import/", {})
    assert "Choose a file:" in _message(response)


@pytest.mark.parametrize("name", ["plan.docx", "part-2.xlsx", "plan.txt"])
def test_an_empty_file(refused: Callable[[str, bytes], str], name: str) -> None:
    assert refused(name, b"") == (
        f"“{name}” is empty: there is nothing in it. Choose a Word document (.docx), an Excel workbook (.xlsx) "
        "or a plain text file (.txt)."
    )


def test_a_text_of_spaces(refused: Callable[[str, bytes], str]) -> None:
    assert "empty" in refused("plan.txt", b" \r\n\t" * 50)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("plan.pdf", "save the PDF as text"),
        ("plan.doc", "“Word Document (.docx)”"),
        ("figures.xls", "“Excel Workbook (.xlsx)”"),
        ("picture.png", "Choose a Word document (.docx)"),
        ("plan", "without an ending"),
    ],
)
def test_the_wrong_kind_of_file_by_its_name(refused: Callable[[str, bytes], str], name: str, advice: str) -> None:
    message = refused(name, b"something")
    assert "cannot be read" in message
    assert advice in message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n" + b"1" * 5000, "This is a PDF."),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), "old Office format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(5000), "not a file that Word made"),
        (zipped({"readme.txt": b"words"}), "This is a zip file, not a document."),
        (
            zipped({"[Content_Types].xml": b"<Types>macroEnabled</Types>", "word/vbaProject.bin": b"1"}),
            "macros",
        ),
    ],
)
def test_the_wrong_kind_of_file_in_spite_of_its_name(
    refused: Callable[[str, bytes], str], data: bytes, what: str
) -> None:
    message = refused("plan.docx", data)
    assert what in message
    assert "Expected is a Word document (.docx)" in message
    assert "Save as" in message


@pytest.mark.parametrize("kept", [30, 400, 0.5, 0.9, 0.999])
def test_a_truncated_word_file(refused: Callable[[str, bytes], str], kept: float) -> None:
    data = plan_file()
    cut = data[: int(kept * len(data)) if kept < 1 else int(kept)]
    message = refused("plan.docx", cut)
    assert "damaged or cut short" in message
    assert "save it again" in message


def test_a_truncated_workbook(refused: Callable[[str, bytes], str]) -> None:
    form = edition(EDITION)
    data = xlsx(form, made_up.filled(form, "part_1", size=50, rows=1), Stamp("ref", "Area"))
    assert "damaged or cut short" in refused("part-2.xlsx", data[: len(data) * 3 // 4])


def test_a_word_file_with_a_part_damaged_inside(refused: Callable[[str, bytes], str]) -> None:
    data = zipfile.ZipFile(io.BytesIO(plan_file()))
    parts = {name: data.read(name) for name in data.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:2000]
    assert "damaged" in refused("plan.docx", zipped(parts))


def test_a_zip_bomb(refused: Callable[[str, bytes], str]) -> None:
    data = zipfile.ZipFile(io.BytesIO(plan_file()))
    parts = {name: data.read(name) for name in data.namelist()}
    parts["word/media/image1.bin"] = bytes(320 * MEGABYTE)
    message = refused("plan.docx", zipped(parts))
    assert "unpacks to far more than a plan holds" in message
    assert "Copy what it says into a new file" in message


def test_a_file_of_50_mb(refused: Callable[[str, bytes], str]) -> None:
    message = refused("plan.docx", b"PK\x03\x04" + bytes(50 * MEGABYTE))
    assert message == (
        "“plan.docx” is 50 MB. A file of 25 MB or less is expected. Make its pictures smaller or take them out "
        "(in Word and Excel: Picture Format, Compress Pictures), save it and choose it again."
    )


def test_a_plan_on_another_form(refused: Callable[[str, bytes], str]) -> None:
    other = edition(EDITION).other_forms[0]
    message = refused("plan.docx", word_file(*(text for line in other.wordings for text in (line, "An answer."))))
    assert f"This plan is on another form: {other.title}" in message
    assert "Copy its answers into that form" in message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.docx", word_file("Dear colleague,", "The meeting is at ten.")),
        ("blank.docx", word_file()),
        ("letter.txt", "Dear colleague,\nThe café is at £10.\n".encode()),
    ],
)
def test_a_document_with_none_of_the_prompts(refused: Callable[[str, bytes], str], name: str, data: bytes) -> None:
    message = refused(name, data)
    assert "None of the form's questions were found" in message
    assert "Check that this is the right file" in message


def test_a_workbook_of_something_else(refused: Callable[[str, bytes], str]) -> None:
    message = refused("budget.xlsx", workbook("Rota", "Leave"))
    assert "none of the sheets of Part 2" in message
    assert "Rota" in message


def test_a_name_of_tags_is_only_a_name(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    file = SimpleUploadedFile("<b>plan<b>.pdf", b"x")
    page = client.post(f"/plans/{cast.plan.ref}/import/", {"file": file}).content.decode()
    assert "<b>plan" not in page


def test_a_form_of_ours_is_taken(client: Client, cast: Cast) -> None:
    """That the checks let a good file through."""
    client.force_login(cast.lead)
    response = client.post(
        f"/plans/{cast.plan.ref}/import/", {"file": SimpleUploadedFile("plan.docx", plan_file())}, follow=True
    )
    assert "What would change in the plan" in response.content.decode()


def test_a_text_that_windows_calls_unicode_is_taken(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    prompts = [" ".join(field.wording) for field in edition(EDITION).fields.values() if field.wording]
    data = "\n".join(line for prompt in prompts for line in (prompt, "An answer.")).encode("utf-16")
    file = SimpleUploadedFile("plan.txt", data)
    response = client.post(f"/plans/{cast.plan.ref}/import/", {"file": file}, follow=True)
    assert "What would change in the plan" in response.content.decode()
