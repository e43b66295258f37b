"""Attached files: known by what is in them, kept once."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bcf.definition.kinds import Attachment
from plans.actions import BadFile, attach
from plans.actions.attaching import LARGEST
from plans.content import content_of
from plans.media import media_type_of
from plans.models import AttachedFile, Plan
from plans.packs import attachments

from . import factories

PDF = b"%PDF-1.7\nhello"


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.fixture
def plan(db: None) -> Plan:
    return factories.plan()


def attached(plan: Plan, data: bytes = PDF, name: str = "letter.pdf") -> str:
    return attach(plan=plan, by=plan.begun_by, upload=SimpleUploadedFile(name, data))


def test_the_value_is_one_that_an_answer_takes(plan: Plan) -> None:
    value = attached(plan)
    assert Attachment().parse(value) == value
    assert Attachment().show(value) == "letter.pdf"


def test_the_same_file_is_kept_once(plan: Plan) -> None:
    assert attached(plan) == attached(plan)
    assert AttachedFile.objects.count() == 1
    assert attached(plan, name="same words.pdf") != attached(plan)


def test_a_half_written_file_is_written_again(plan: Plan) -> None:
    attached(plan)
    row = AttachedFile.objects.get()
    with row.data.storage.open(row.data.name, "wb") as file:
        file.write(PDF[:4])
    attached(plan)
    with row.data.open() as file:
        assert file.read() == PDF


def test_a_pack_takes_the_files_that_answers_name(plan: Plan) -> None:
    value = attached(plan)
    attached(plan, b"notes", "notes.txt")
    factories.say(plan, {"cover_letter": value})
    assert attachments(plan, content_of(plan)) == {value: PDF}


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\plans\\letter.pdf", "a\x00b\n.pdf", "..", "x" * 300])
def test_names_lose_what_no_file_should_have(plan: Plan, name: str) -> None:
    upload = SimpleUploadedFile("x", PDF)
    upload._name = name  # type: ignore[attr-defined]
    value = attach(plan=plan, by=plan.begun_by, upload=upload)
    assert Attachment().parse(value) == value


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00\x03", b"\x00\x01", zipped("a.exe"), b"<\x00s\x00"])
def test_other_kinds_of_file_are_refused(plan: Plan, data: bytes) -> None:
    with pytest.raises(BadFile):
        attached(plan, data, "plan.pdf")
    assert not AttachedFile.objects.exists()


def test_a_file_that_is_too_large_says_how_large_it_may_be(plan: Plan) -> None:
    upload = SimpleUploadedFile("big.pdf", PDF)
    upload.size = LARGEST + 1
    with pytest.raises(BadFile, match=r"This file is 26 MB\. Choose a file of 25 MB or less"):
        attach(plan=plan, by=plan.begun_by, upload=upload)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("Plan – £1m\n".encode(), "text/plain"),
        (zipped("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml.sheet"),
        (zipped("[Content_Types].xml", "other/x.xml"), None),
        (zipped("word/document.xml"), None),
        (b"caf\xe9", None),
        (b"   ", None),
    ],
)
def test_a_file_is_known_by_its_bytes(data: bytes, kind: str | None) -> None:
    found = media_type_of(data)
    assert found is None if kind is None else found and found.endswith(kind)
