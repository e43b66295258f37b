"""Is an uploaded file the office file that is expected, whole, and safe to open?

A .docx or .xlsx is a zip of XML parts. Nothing here trusts the sizes a zip claims: every part is unpacked in
small pieces and counted, before any library reads it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

from .found import Unusable

OfficeKind = Literal["docx", "xlsx"]

LARGEST_FILE = 25 * 1024**2
LARGEST_UNPACKED = 300 * 1024**2
LARGEST_XML = 100 * 1024**2
MOST_PARTS = 10_000
# Deflate reaches 1,032 to 1; forms full of empty formatted cells stay well under this.
STEEPEST = 250
STEEP_FROM = 20 * 1024**2
PIECE = 256 * 1024
# What the standard library raises on a zip that is damaged in one way or another.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class _Expected:
    what: str
    program: str
    main: bytes
    advice: str


_EXPECTED: dict[OfficeKind, _Expected] = {
    "docx": _Expected(
        "a Word document (.docx)",
        "Word",
        b"wordprocessingml.document.main+xml",
        "Open the plan in Word, choose “Save as”, then “Word Document (.docx)”, and upload that file.",
    ),
    "xlsx": _Expected(
        "an Excel workbook (.xlsx)",
        "Excel",
        b"spreadsheetml.sheet.main+xml",
        "Open the workbook in Excel, choose “Save as”, then “Excel Workbook (.xlsx)”, and upload that file.",
    ),
}


def check_office_file(data: bytes, kind: OfficeKind) -> None:
    """Raises Unusable (what is wrong, what is expected, what to do) unless `data` is safe to open."""
    expected = _EXPECTED[kind]
    if not data:
        raise _unusable("This file is empty.", expected)
    if len(data) > LARGEST_FILE:
        raise Unusable(
            f"This file is {len(data) / 1024**2:,.0f} MB. A file of {LARGEST_FILE // 1024**2} MB or less is "
            "expected. Make its pictures smaller or take them out (in Word and Excel: Picture Format, "
            "Compress Pictures), save it and upload it again."
        )
    if not data.startswith(b"PK\x03\x04"):
        raise _not_a_zip(data, expected)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, len(data), expected)
    except _BROKEN as error:
        if isinstance(error, Unusable):
            raise
        raise _damaged(expected) from error


def _unusable(wrong: str, expected: _Expected) -> Unusable:
    return Unusable(f"{wrong} Expected is {expected.what}. {expected.advice}")


def _damaged(expected: _Expected) -> Unusable:
    return Unusable(
        f"This file is damaged or cut short: part of it is missing. Expected is {expected.what} that "
        f"{expected.program} opens without repair. Open the original in {expected.program}, save it again "
        "and upload that copy."
    )


def _too_much(expected: _Expected) -> Unusable:
    return Unusable(
        f"This file unpacks to far more than a plan holds, so it was not opened. Expected is {expected.what} "
        f"of an ordinary size. Copy what it says into a new file in {expected.program}, save that and "
        "upload it."
    )


def _not_a_zip(data: bytes, expected: _Expected) -> Unusable:
    start = data[:1024].lstrip().lower()
    if data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _protected(expected)
        return _unusable(
            "This is a file of the old Office format (.doc or .xls), or another file of that time.", expected
        )
    if b"%pdf-" in start:
        return _unusable("This is a PDF.", expected)
    if start.startswith(b"{\\rtf"):
        return _unusable("This is a rich text file (.rtf).", expected)
    if start.startswith((b"<html", b"<!doctype html", b"<?xml")):
        return _unusable("This is a web page or an XML file.", expected)
    if b"\x00" not in data[:4096]:
        return _unusable("This is a plain text file.", expected)
    return _unusable(f"This is not a file that {expected.program} made.", expected)


def _protected(expected: _Expected) -> Unusable:
    return Unusable(
        f"This file is protected by a password, so it cannot be read. Expected is {expected.what} without "
        f"one. Open it in {expected.program}, choose File, Info, Protect, Encrypt with Password, clear the "
        "password, save it and upload it again."
    )


def _check_archive(archive: zipfile.ZipFile, size: int, expected: _Expected) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _too_much(expected)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _protected(expected)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise _damaged(expected)
    total = xml = 0
    for part in parts:
        is_xml = False
        for number, piece in enumerate(_pieces(archive, part)):
            if number == 0:
                is_xml = _is_xml(part.filename, piece)
            total += len(piece)
            xml += len(piece) if is_xml else 0
            if total > LARGEST_UNPACKED or xml > LARGEST_XML or (total > STEEP_FROM and total > STEEPEST * size):
                raise _too_much(expected)
        if is_xml:
            _check_prolog(archive, part, expected)
    _check_type(archive, expected)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _is_xml(name: str, head: bytes) -> bool:
    """A picture in SVG is drawn by no one here, and may have a document type of its own."""
    name = name.lower()
    if name.endswith(".svg"):
        return False
    starts = head.lstrip().startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    return starts or name.endswith((".xml", ".rels"))


class _RootReached(Exception):
    """The first element: a document type can only stand before it."""


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo, expected: _Expected) -> None:
    """No document type, hence no entities: office programs write none, attacks need one."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Unusable(
            f"This file has instructions inside (an XML document type) that no office program writes, so it "
            f"was not opened. Expected is {expected.what} as saved by {expected.program}. {expected.advice}"
        )

    def root(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        for piece in _pieces(archive, part):
            parser.Parse(piece)
    except _RootReached:
        return
    except expat.ExpatError as error:
        raise _damaged(expected) from error


def _check_type(archive: zipfile.ZipFile, expected: _Expected) -> None:
    names = set(archive.namelist())
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _unusable("This file can carry macros (small programs), which a plan does not need.", expected)
    if expected.main in types:
        return
    for other in _EXPECTED.values():
        if other.main in types:
            raise _unusable(f"This is {other.what}.", expected)
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise _unusable("This is an OpenDocument file (.odt or .ods).", expected)
    if types:
        raise _damaged(expected)
    raise _unusable("This is a zip file, not a document.", expected)
