"""Workbooks whose XML was edited by hand, as programs write it that we do not have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from bcf.pack.files import zip_of

from .with_openpyxl import LAYOUT, SPEND

Parts = dict[str, bytes]
NUMBER = next(number for number, tab in enumerate(LAYOUT.tabs, 1) if tab.name == SPEND)
SHEET = f"xl/worksheets/sheet{NUMBER}.xml"
FIRST = LAYOUT.tables["expenditure"].first + 1
TYPES = "[Content_Types].xml"


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _cell(parts: Parts, cell: str, inside: str, kind: str = "") -> None:
    """Another inside for a cell, its style kept."""
    pattern = rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
    made, count = re.subn(pattern, rf'<c r="{cell}"\1{kind}>{inside}</c>', parts[SHEET].decode(), count=1)
    assert count, cell
    parts[SHEET] = made.encode()


def empty_formatted_rows(parts: Parts) -> None:
    rows = b'<row s="5"><c s="5"/><c s="5"/><c s="5"/></row>' * 100_000
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def values_pasted_over_formulas(parts: Parts) -> None:
    """What "Paste values" leaves: every figure as it was, and no formula."""
    for name in parts:
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(rb"<f>[^<]*</f>", b"", parts[name])


def words_inside_the_cells(parts: Parts) -> None:
    """Some programs keep no table of words beside the sheets."""
    words = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.DOTALL)

    def inline(match: re.Match[str]) -> str:
        return f'<c r="{match[1]}"{match[2]} t="inlineStr"><is>{words[int(match[3])]}</is></c>'

    pattern = r'<c r="([A-Z]+\d+)"((?: s="\d+")?) t="s"><v>(\d+)</v></c>'
    parts[SHEET] = re.sub(pattern, inline, parts[SHEET].decode()).encode()


def rows_and_cells_without_numbers(parts: Parts) -> None:
    """Both may be left out where nothing is skipped, and some programs do."""
    extra = b'<row><c t="inlineStr"><is><t></t></is></c></row>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", extra + b"</sheetData>")


def references_that_are_gone(parts: Parts) -> None:
    _cell(parts, f"K{FIRST}", "<f>#REF!*2</f><v>#REF!</v>", ' t="e"')
    _cell(parts, f"J{FIRST + 1}", "<v>#N/A</v>", ' t="e"')


def links_to_another_workbook(parts: Parts) -> None:
    _cell(parts, f"K{FIRST}", "<f>'[1]Budget 2015'!$C$4</f><v>2750</v>")
    _cell(parts, f"K{FIRST + 1}", "<f>[1]Summary!B2</f><v>3100</v>")


def a_value_far_below(parts: Parts) -> None:
    far = b'<row r="70000"><c r="C70000"><v>12</v></c></row></sheetData>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", far)


def _only(parts: Parts, *kept: str) -> None:
    """Files that are not opened need not be whole."""
    for name in set(parts) - {TYPES, "xl/workbook.xml", *kept}:
        del parts[name]


def a_macro_file(parts: Parts) -> None:
    _only(parts)
    parts[TYPES] = parts[TYPES].replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    parts["xl/vbaProject.bin"] = b"no real macro"


def a_zip_bomb(parts: Parts) -> None:
    _only(parts)
    parts["xl/media/image1.xml"] = b"<a>" + b" " * (24 * 1024**2) + b"</a>"


def an_attack_by_entities(parts: Parts) -> None:
    attack = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    parts[SHEET] = parts[SHEET].replace(b"<worksheet", attack, 1)
    _only(parts, SHEET)


def a_word_form_renamed(parts: Parts) -> None:
    from bcf.pack.word import word

    from .plan import EDITION, PLAN, STAMP

    parts.clear()
    parts.update(parts_of(word(EDITION, PLAN, STAMP)))


PASS: dict[str, Callable[[Parts], None]] = {
    change.__name__: change
    for change in (
        empty_formatted_rows,
        values_pasted_over_formulas,
        words_inside_the_cells,
        rows_and_cells_without_numbers,
    )
}
FAIL: dict[str, Callable[[Parts], None]] = {
    change.__name__: change
    for change in (
        references_that_are_gone,
        links_to_another_workbook,
        a_value_far_below,
        a_macro_file,
        a_zip_bomb,
        an_attack_by_entities,
        a_word_form_renamed,
    )
}


def locked(base: bytes) -> bytes:
    """The outside of a file with a password: a container of the old kind around a package nobody can read."""
    container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("EncryptionInfo", "EncryptedPackage"))
    return container + directory + bytes(byte ^ 0x5A for byte in base[:4096])


def made(base: bytes, change: Callable[[Parts], None]) -> bytes:
    parts = parts_of(base)
    change(parts)
    return zip_of(parts)
