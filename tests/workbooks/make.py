"""Makes every workbook of the corpus anew from our own export of a small made-up plan.

Run it by hand when the layout of the workbook changes: `python -m tests.workbooks.make`. LibreOffice (soffice) must be
installed. The same code makes the same files, but for what LibreOffice writes.

What reading a file should come to stands beside it in NAME.json. Where there is none, it is proposed from what the
reader says now; read it before you keep it, for from then on it is what the reader is held to. To have one proposed
anew, delete it.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bcf.pack.files import zip_of
from bcf.pack.xlsx import xlsx
from tests.office import change

from . import with_office, with_openpyxl, with_xml
from .outcome import FOLDERS, HERE, outcome
from .plan import EDITION, PLAN, STAMP

STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
A_DAY = rb"\g<1>2000-01-01T00:00:00Z"


def settled(data: bytes) -> bytes:
    """The same file without the times at which it was made."""
    if not data.startswith(b"PK"):
        return data
    parts = with_xml.parts_of(data)
    return zip_of(
        {name: STAMPED.sub(A_DAY, part) if name.endswith("core.xml") else part for name, part in parts.items()}
    )


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_openpyxl_changed(base: bytes, edit: with_openpyxl.Change) -> bytes:
    book = load_workbook(io.BytesIO(base))
    edit(book)
    return saved(book)


def make(passing: bool, base: bytes) -> dict[str, bytes]:
    """File name -> bytes of one folder."""
    which = "PASS" if passing else "FAIL"
    changes = getattr(with_openpyxl, which)
    files = {f"{name}.xlsx": with_openpyxl_changed(base, edit) for name, edit in changes.items()}
    files |= {f"{name}.xlsx": with_xml.made(base, edit) for name, edit in getattr(with_xml, which).items()}
    if passing:
        pasted = with_openpyxl.pasted(load_workbook(io.BytesIO(base)))
        files["one_sheet_in_a_foreign_workbook.xlsx"] = saved(pasted)
    else:
        files["cut_short.xlsx"] = base[: len(base) * 3 // 4]
        files["with_a_password.xlsx"] = with_xml.locked(base)
    with tempfile.TemporaryDirectory() as folder:
        office = with_office.PASS if passing else with_office.FAIL
        files |= change(base, Path(folder), office, with_office.FILTERS)
    return {name: settled(data) if name != "cut_short.xlsx" else data for name, data in files.items()}


def main() -> None:
    base = xlsx(EDITION, PLAN, STAMP)
    for folder in FOLDERS:
        files = make(folder == "should_pass", base)
        where = HERE / folder
        for old in where.glob("*"):
            if old.suffix != ".json":
                old.unlink()
        for name, data in files.items():
            (where / name).write_bytes(data)
            expected = (where / name).with_suffix(".json")
            if not expected.exists():
                text = json.dumps(outcome(data), indent=1, ensure_ascii=False)
                expected.write_text(text + "\n")
                print(f"proposed: {folder}/{expected.name}")
        stale = {path.stem for path in where.glob("*.json")} - {name.rpartition(".")[0] for name in files}
        for name in stale:
            (where / f"{name}.json").unlink()


if __name__ == "__main__":
    main()
