"""What is measured. A job gets ready (imports, reads its input) and gives the work, which alone is timed.

Only the jobs that read the database start Django: the files are made by pure functions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bcf.definition.content import Content

from . import folder as files
from .folder import plan_in, stamp

if TYPE_CHECKING:
    from bcf.models import User
    from plans.models import Plan

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


def checks(folder: Path) -> Work:
    """The list of problems of a stored plan."""
    plan, _ = _stored(plan_in(folder)[1])
    from plans.checklist import problems_of

    return lambda: problems_of(plan)


def seal(folder: Path) -> Work:
    """The action: reads the plan, checks it again, writes its canonical form and digest."""
    plan, by = _stored(plan_in(folder)[1])
    from plans import actions

    return lambda: actions.seal(plan=plan, by=by, reason="Measured")


def _stored(content: Content) -> tuple[Plan, User]:
    """A new plan in the database, and its author."""
    import django

    django.setup()
    from bcf.models import User
    from plans.actions.beginning import begin_with
    from plans.demonstration import AREA

    by = User.objects.get()
    return begin_with(by=by, where=AREA, said=content), by


def word_out(folder: Path) -> Work:
    from bcf.pack.word import word

    forms, content = plan_in(folder)
    return lambda: word(forms, content, stamp(content))


def excel_out(folder: Path) -> Work:
    from bcf.pack.xlsx import xlsx

    forms, content = plan_in(folder)
    return lambda: xlsx(forms, content, stamp(content))


def excel_in(folder: Path) -> Work:
    from bcf.pack.read_xlsx import read_xlsx

    forms, data = plan_in(folder)[0], (folder / files.EXCEL).read_bytes()
    return lambda: read_xlsx(forms, data)


def pdf_out(folder: Path) -> Work:
    import weasyprint  # noqa: F401  # the site's worker loads it once

    from bcf.pack.pdf import pdf

    forms, content = plan_in(folder)
    return lambda: pdf(forms, content, stamp(content))


def bare_xlsxwriter(folder: Path) -> Work:
    from .bare import with_xlsxwriter

    sheets = json.loads((folder / files.CELLS).read_text(encoding="utf-8"))
    return lambda: with_xlsxwriter(sheets)


def bare_openpyxl(folder: Path) -> Work:
    from .bare import with_openpyxl

    sheets = json.loads((folder / files.CELLS).read_text(encoding="utf-8"))
    return lambda: with_openpyxl(sheets)


JOBS: dict[str, Job] = {
    job.__name__: job
    for job in (
        word_in,
        other_word_in,
        text_in,
        checks,
        seal,
        word_out,
        excel_out,
        excel_in,
        pdf_out,
        bare_xlsxwriter,
        bare_openpyxl,
    )
}
