"""What is measured on files. A job gets ready (imports, reads its input) and gives the work, which alone is timed.

None of these starts Django: they are pure functions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bcf.definition.content import Content
from bcf.definition.figures import Figures
from bcf.definition.parts import Edition

from . import folder as files
from .folder import plan_in, stamp

Work = Callable[[], object]
Job = Callable[[Path], Work]


def word_in(folder: Path) -> Work:
    """Our own Word file, read back by its marks."""
    return _read_word(folder, files.OWN_WORD)


def other_word_in(folder: Path) -> Work:
    """The same form without our marks, found by its official words."""
    return _read_word(folder, files.OTHER_WORD)


def _read_word(folder: Path, name: str) -> Work:
    from bcf.pack.read_word import read_word

    forms, data = plan_in(folder)[0], (folder / name).read_bytes()
    return lambda: read_word(forms, data)


def text_in(folder: Path) -> Work:
    """The same form as plain text."""
    from bcf.pack.read_text import read_text

    forms, data = plan_in(folder)[0], (folder / files.TEXT).read_bytes()
    return lambda: read_text(forms, data)


def recompute(folder: Path) -> Work:
    """Every computed cell, every computed cell of a row and every total, of a plan that has just been read."""
    forms, content = plan_in(folder)
    return lambda: figured(Figures(forms, content), forms, content)


def figured(figures: Figures, forms: Edition, content: Content) -> None:
    for key, field in forms.fields.items():
        if not field.typed:
            figures.cell(key)
    for table, fields in forms.row_fields.items():
        computed = [key for key, field in fields.items() if not field.typed]
        for row in content.rows(table):
            for key in computed:
                figures.row_cell(table, row, key)
        for key in forms.tables[table].totals:
            figures.total(table, key)


def word_out(folder: Path) -> Work:
    from bcf.pack.word import word

    forms, content = plan_in(folder)
    mark = stamp(content)
    return lambda: word(forms, content, mark)


def excel_out(folder: Path) -> Work:
    from bcf.pack.xlsx import xlsx

    forms, content = plan_in(folder)
    mark = stamp(plan_in(folder)[1])
    return lambda: xlsx(forms, content, mark)


def excel_in(folder: Path) -> Work:
    from bcf.pack.read_xlsx import read_xlsx

    forms, data = plan_in(folder)[0], (folder / files.EXCEL).read_bytes()
    return lambda: read_xlsx(forms, data)


def pdf_out(folder: Path) -> Work:
    import weasyprint  # noqa: F401  # the site's worker loads it once

    from bcf.pack.pdf import pdf

    forms, content = plan_in(folder)
    mark = stamp(content)
    return lambda: pdf(forms, content, mark)


def bare_xlsxwriter(folder: Path) -> Work:
    from .bare import with_xlsxwriter

    sheets = json.loads((folder / files.CELLS).read_text(encoding="utf-8"))
    return lambda: with_xlsxwriter(sheets)


def bare_openpyxl(folder: Path) -> Work:
    from .bare import with_openpyxl

    sheets = json.loads((folder / files.CELLS).read_text(encoding="utf-8"))
    return lambda: with_openpyxl(sheets)


FILE_JOBS: tuple[Job, ...] = (
    word_in,
    other_word_in,
    text_in,
    recompute,
    word_out,
    excel_out,
    excel_in,
    pdf_out,
    bare_xlsxwriter,
    bare_openpyxl,
)
