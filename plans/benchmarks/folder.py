"""The files that are measured on, by name."""

from __future__ import annotations

from pathlib import Path

from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.editions import edition
from bcf.pack.stamp import Stamp

PLAN = "plan.json"
OWN_WORD = "plan.docx"
OTHER_WORD = "other.docx"
TEXT = "plan.txt"
EXCEL = "plan.xlsx"
CELLS = "cells.json"


def plan_in(folder: Path) -> tuple[Edition, Content]:
    content = Content.from_canonical((folder / PLAN).read_bytes())
    return edition(content.edition), content


def stamp(content: Content) -> Stamp:
    return Stamp("bench", "Mere Valley", version=1, digest=content.digest())
