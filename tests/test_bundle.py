"""The pack and its manifest."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from bcf.definition.content import Content, Row
from bcf.editions import edition as edition_of
from bcf.editions import names
from bcf.pack.bundle import bundle, zip_of
from bcf.pack.stamp import Signed, Stamp

EDITION = edition_of(names()[0])
CONTENT = Content(EDITION.id, {"vision": "<p>Home</p>"}, {"sign_off_boards": (Row("b", {"organisation": "Board"}),)})
STAMP = Stamp("plan", "Northtown", 3, CONTENT.digest(), False, (Signed("sign_off_boards", "b", {"name": "Chair"}),))
FILES = {f"{'0' * 64}/Plan.pdf": b"%PDF-1", f"{'1' * 64}/Plan.pdf": b"%PDF-2", "..\\../x?.txt": b"x"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return bundle(EDITION, CONTENT, STAMP, FILES)


def test_it_holds_every_official_file_and_the_attachments(files: dict[str, bytes]) -> None:
    assert list(files) == [
        "part-1.docx", "part-1.pdf", "part-2.xlsx", "part-2.pdf", "attachments/x-.txt", "attachments/Plan.pdf",
        "attachments/Plan (2).pdf", "manifest.json",
    ]  # fmt: skip


def test_the_manifest_says_what_each_file_is(files: dict[str, bytes]) -> None:
    told = json.loads(files["manifest.json"])
    assert (told["edition"], told["plan"], told["area"], told["version"]) == (EDITION.id, "plan", "Northtown", 3)
    assert (told["digest"], told["draft"]) == (CONTENT.digest(), False)
    assert told["signatures"] == [{"table": "sign_off_boards", "row": "b", "name": "Chair"}]
    for file in told["files"]:
        data = files[file["name"]]
        assert (file["bytes"], file["sha256"]) == (len(data), sha256(data).hexdigest())
    assert told["files"][1]["media_type"] == "application/pdf"
    assert {file["name"] for file in told["files"]} == set(files) - {"manifest.json"}


def test_the_zip_holds_the_same_bytes_and_is_the_same_each_time(files: dict[str, bytes]) -> None:
    packed = zip_of(files)
    assert packed == zip_of(files)
    with ZipFile(BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_the_same_plan_makes_the_same_pack(files: dict[str, bytes]) -> None:
    assert bundle(EDITION, CONTENT, STAMP, FILES) == files
