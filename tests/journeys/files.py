"""The files of a pack as they were downloaded: each says what was sealed, with the signatures, and nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from pypdf import PdfReader

from bcf.definition.changes import diff
from bcf.definition.content import Content
from bcf.pack.read_word import read_word
from bcf.pack.read_xlsx import read_xlsx
from plans.actions import sending_of
from plans.models import SealedVersion
from plans.packs import stamp_from_plain
from tests.test_pdf import failed_rules

from .steps import Visitor

OFFICIAL = ("part-1.docx", "part-1.pdf", "part-2.xlsx", "part-2.pdf")
NAMES = (*OFFICIAL, "manifest.json", "pack.zip")


def download_all(visitor: Visitor, folder: Path) -> dict[str, bytes]:
    return {name: visitor.download(name, folder).read_bytes() for name in NAMES}


def check_files(version: SealedVersion, files: dict[str, bytes], folder: Path, said: str) -> None:
    """`said`: words that a person wrote on the way and that must be in what was sent."""
    edition, signed = version.plan.edition, _signed_content(version)
    narrative = read_word(edition, files["part-1.docx"]).content
    assert diff(signed, read_xlsx(edition, files["part-2.xlsx"], narrative).content) == []
    _check_words(version, folder, said)
    assert failed_rules(files["part-1.pdf"], folder) == ""
    _check_manifest(version, files, folder)


def _signed_content(version: SealedVersion) -> Content:
    sending = sending_of(version)
    assert sending is not None
    assert sending.build.stamp["draft"] is False
    return stamp_from_plain(sending.build.stamp).apply(version.content)


def _check_words(version: SealedVersion, folder: Path, said: str) -> None:
    """In Word and PDF: what was written, each signature with its day, and no draft."""
    dates = [f"{act.date.day} {act.date:%B %Y}" for act in version.signatures.all() if act.signed and act.date]
    assert dates
    for text in (_text_of_word(folder / "part-1.docx"), _text_of_pdf(folder / "part-1.pdf")):
        assert said in text
        assert "DRAFT" not in text
        for act, day in zip(version.signatures.all(), dates, strict=True):
            assert act.name in text
            assert day in text


def _text_of_word(path: Path) -> str:
    document: Any = Document(str(path))
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    words = ("".join(run.text or "" for run in part.iter("{*}t")) for part in parts)
    return "\n".join(words)


def _text_of_pdf(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def _check_manifest(version: SealedVersion, files: dict[str, bytes], folder: Path) -> None:
    told = json.loads(files["manifest.json"])
    assert (told["digest"], told["version"], told["draft"]) == (version.digest, version.number, False)
    digests = {one["name"]: one["sha256"] for one in told["files"]}
    assert {name: hashlib.sha256(files[name]).hexdigest() for name in OFFICIAL} == digests
    with ZipFile(folder / "pack.zip") as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == {
            name: data for name, data in files.items() if name != "pack.zip"
        }
