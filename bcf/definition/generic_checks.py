"""Checks that read only the vocabulary, so that every edition can list them."""

from __future__ import annotations

from collections.abc import Iterator

from . import richtext, spelling
from .checks import Finding, Plan
from .content import Row
from .parts import Field, Section, Table


def required(plan: Plan) -> Iterator[Finding]:
    """Every question that the form requires is answered."""
    for _, section in plan.edition.sections():
        if section.each:
            yield from _required_in_rows(plan, section.each, list(section.fields()), section)
            continue
        for field in section.fields():
            if field.required and not plan.content.get(field.key):
                yield field.key, _unanswered(field)
        for table in section.tables():
            yield from _required_in_table(plan, table, section)


def _required_in_table(plan: Plan, table: Table, section: Section) -> Iterator[Finding]:
    rows = plan.content.rows(table.key)
    if len(rows) < table.least:
        yield table.key, f"“{table.title or section.title}” has no {table.row_noun} yet. Add at least {table.least}."
    yield from _required_in_rows(plan, table.key, table.columns, table)


def _required_in_rows(
    plan: Plan, table: str, fields: list[Field] | tuple[Field, ...], part: Table | Section
) -> Iterator[Finding]:
    for row in plan.content.rows(table):
        for field in fields:
            if field.required and field.typed and not row.get(field.key):
                yield f"{table}/{row.uid}/{field.key}", f"{row_name(part, row)}: {_unanswered(field)}"


def _unanswered(field: Field) -> str:
    return f"“{field.called}” has no answer yet."


def row_name(part: Table | Section, row: Row) -> str:
    """How a row is called in a sentence: its title, or "One risk" when it has none."""
    named = {name: row.get(name) for name in _names_in(part.row_title)}
    if any(named.values()):
        text = " ".join(richtext.plain(part.row_title.format(**named)).split())
        return text if len(text) <= 80 else text[:77] + "…"
    return f"One {part.row_noun or 'row'}"


def _names_in(template: str) -> list[str]:
    return [piece.partition("}")[0] for piece in template.split("{")[1:]]


def no_placeholders(plan: Plan) -> Iterator[Finding]:
    """No answer is still the placeholder of the blank form."""
    for place, value in plan.content.places():
        field = plan.edition.field_at(place)
        if field.placeholder.startswith("<") and _same_words(field.kind.plain(value), field.placeholder):
            yield (
                place,
                f"“{field.called}” is still as on the blank form, {field.placeholder}. Replace it.",
            )


def _same_words(text: str, placeholder: str) -> bool:
    return spelling.fold(text) == spelling.fold(placeholder)
