"""Reads a filled-in Word form as plain text, as it comes out of a PDF: tables are lines with tabs."""

from __future__ import annotations

from bcf.definition.parts import Edition

from .found import Found, Unusable
from .reader.form import read_form
from .reader.lines import blocks_of_text

LARGEST_FILE = 25 * 1024**2
_DO = "Open the plan, save it as plain text (UTF-8) or as a Word document (.docx), and upload that file."
_KNOWN = {
    b"%PDF-": "This is a PDF.",
    b"PK\x03\x04": "This is a Word document, a workbook or another zip file.",
    b"{\\rtf": "This is a rich text file (.rtf).",
    bytes.fromhex("d0cf11e0a1b11ae1"): "This is a file of the old Office format (.doc or .xls).",
}


def read_text(edition: Edition, data: bytes) -> Found:
    """What a text file says. Raises Unusable where it is no text, or not the edition's form."""
    return read_form(edition, blocks_of_text(decoded(data)))


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the old Windows encoding. Raises Unusable where it is none."""
    if len(data) > LARGEST_FILE:
        raise Unusable(
            f"This file is {len(data) / 1024**2:,.0f} MB. A text of {LARGEST_FILE // 1024**2} MB or less is expected; "
            "a plan is far smaller. Check that this is the right file."
        )
    if not data.strip():
        raise Unusable(f"This file is empty. Expected is a filled-in form as plain text. {_DO}")
    for start, what in _KNOWN.items():
        if data.startswith(start):
            raise Unusable(f"{what} Expected is plain text here. {_DO}")
    text = _wide(data) or _narrow(data)
    if "\x00" in text:
        raise Unusable(f"This is not a text file. Expected is a filled-in form as plain text. {_DO}")
    return text


def _wide(data: bytes) -> str:
    """The text of UTF-16, told by its mark or by the zeros between Latin letters; "" for anything else."""
    head = data[:4096]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif head.count(0) < len(head) // 4:
        return ""
    else:
        encoding = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _narrow(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
