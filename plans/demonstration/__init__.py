"""The demonstration: a made-up area's whole plan, in our own words, as files that people can read.

answers_*.md    narrative answers, "## key" each        answers.toml   its edition, short answers
                {{agreed_year_2 m}} shows a figure of the plan
schemes.md      "# uid | ref | name", "## field" each   tables.toml    rows of Part 1 and Annex 2
sheets.toml     Part 2: cells, and tables with their columns named once
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from bcf.definition.content import Content, Row
from bcf.definition.kinds import RichText
from bcf.definition.parts import Edition, Field
from bcf.definition.references import filled
from bcf.editions import edition
from bcf.reference import Area, Ccg

AREA = Area(
    code="E06000999",
    name="Mere Valley",
    kind="unitary",
    region="Demonstration",
    ccgs=(Ccg("MV1", "NHS Mere Valley CCG"), Ccg("MV2", "NHS Upper Mere CCG")),
)

_FOLDER = Path(__file__).parent
_FIGURE = re.compile(r"\{\{(.+?)\}\}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def demonstration() -> Content:
    """What the demonstration plan says, every value read by its kind as if somebody had typed it."""
    forms = edition(_toml("answers")["edition"])
    answers = {key: _value(forms.fields[key], text) for key, text in _answers()}
    tables = {table: _rows(forms, table, rows) for table, rows in _tables().items()}
    return filled(forms, Content(forms.id, answers, tables))


def _answers() -> Iterator[tuple[str, str]]:
    for path in sorted(_FOLDER.glob("answers_*.md")):
        yield from _chapters(path.read_text(), "## ")
    yield from _toml("answers")["answers"].items()
    yield from _toml("sheets")["answers"].items()


def _chapters(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """(heading, text) of a Markdown file whose headings begin with `mark`."""
    for part in re.split(f"^{mark}", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        yield heading.strip(), body.strip()


def _tables() -> dict[str, list[dict[str, str]]]:
    sheets = {name: part for name, part in _toml("sheets").items() if name != "answers"}
    listed = {
        name: [dict(zip(part["columns"], row, strict=True)) for row in part["rows"]] for name, part in sheets.items()
    }
    return {**_toml("tables"), **listed, "schemes": list(_schemes())}


def _schemes() -> Iterator[dict[str, str]]:
    for heading, text in _chapters((_FOLDER / "schemes.md").read_text(), "# "):
        uid, ref, name = (part.strip() for part in heading.split("|"))
        yield {"uid": uid, "ref": ref, "name": name, **dict(_chapters(text, "## "))}


def _rows(forms: Edition, table: str, rows: list[dict[str, str]]) -> tuple[Row, ...]:
    fields = forms.row_fields[table]
    return tuple(
        Row(
            row.get("uid", f"row{number}"),
            {key: _value(fields[key], text) for key, text in row.items() if key != "uid"},
        )
        for number, row in enumerate(rows, 1)
    )


def _value(field: Field, text: str) -> str:
    if not isinstance(field.kind, RichText):
        return field.kind.parse(text)
    return field.kind.parse(_FIGURE.sub(r'<data value="\1"></data>', _MARKDOWN.render(text)))


def _toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text())
