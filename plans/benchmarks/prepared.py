"""What the jobs need, made once: an empty database, and the plan as each kind of file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from django.core.management import call_command
from docx.opc.constants import RELATIONSHIP_TYPE

from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.definition.richtext import text_of
from bcf.editions import edition
from bcf.models import User
from bcf.pack.word import word
from bcf.pack.word_blocks import blocks_of
from bcf.pack.xlsx import xlsx

from .bare import cells_of
from .folder import CELLS, EXCEL, OTHER_WORD, OWN_WORD, PLAN, TEXT, stamp
from .grown import Size, characters, grown
from .site_jobs import NAME


def prepare(folder: Path, size: Size) -> dict[str, int]:
    """Fills the folder and the database; says what the plan's size came to."""
    content = grown(size)
    forms = edition(content.edition)
    (folder / PLAN).write_bytes(content.canonical())
    _write_files(folder, forms, content)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0)
    User.objects.get_or_create(username=NAME, full_name="Bench")
    return {
        "characters": characters(forms, content),
        "answers": sum(1 for _ in content.places()),
        "schemes": len(content.rows("schemes")),
        "expenditure": len(content.rows("expenditure")),
    }


def _write_files(folder: Path, forms: Edition, content: Content) -> None:
    written, sheets = word(forms, content, stamp(content)), xlsx(forms, content, stamp(content))
    (folder / OWN_WORD).write_bytes(written)
    (folder / OTHER_WORD).write_bytes(_of_other_hands(written))
    file = docx.Document(BytesIO(written))
    (folder / TEXT).write_text(text_of(blocks_of(file.element.body, file)), encoding="utf-8")
    (folder / EXCEL).write_bytes(sheets)
    (folder / CELLS).write_text(cells_of(sheets), encoding="utf-8")


def _of_other_hands(data: bytes) -> bytes:
    """The same form without our marks, so that it is found by its words."""
    file = docx.Document(BytesIO(data))
    relations = file.part.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_XML]:
        del relations[key]
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()
