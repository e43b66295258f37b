"""What differs between two contents, in the words of the forms: one entry an answer, and one a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcf.definition.changes import Change, diff
from bcf.definition.content import Content, Row
from bcf.definition.kinds import RichText
from bcf.definition.parts import Edition, Field

from .content import row_key
from .places import row_name, spot


@dataclass(frozen=True, slots=True)
class Shown:
    """A value for people. `rich`: the text is rich text; `label` is "" where the entry's own title says it."""

    text: str
    rich: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is "New", "Changed" or "Cleared" of answers, and "Added", "Removed" or "Moved" of rows."""

    place: str
    section: str
    title: str
    what: str
    before: tuple[Shown, ...] = ()
    after: tuple[Shown, ...] = ()


def differences(edition: Edition, before: Content, after: Content) -> list[Difference]:
    """Every difference from `before` to `after`; what was typed into a new row belongs to that row's entry."""
    changes = diff(before, after)
    added = {change.place for change in changes if change.kind == "added"}
    return [_difference(edition, change, before, after) for change in changes if not _inside(change, added)]


def _inside(change: Change, rows: set[str]) -> bool:
    key = row_key(change.place)
    return change.kind == "changed" and key is not None and "/".join(key) in rows


def _difference(edition: Edition, change: Change, before: Content, after: Content) -> Difference:
    if change.kind == "changed":
        return _of_answer(edition, change, before, after)
    table, _, uid = change.place.partition("/")
    old, new = before.row(table, uid), after.row(table, uid)
    name = row_name(edition, table, (new or old or Row(uid)).values)
    moved = change.kind == "moved"
    return Difference(
        change.place,
        section_title(edition, table),
        name,
        change.kind.capitalize(),
        () if moved else shown_row(edition, table, old),
        () if moved else shown_row(edition, table, new),
    )


def _of_answer(edition: Edition, change: Change, before: Content, after: Content) -> Difference:
    what = "New" if not change.before else "Cleared" if not change.after else "Changed"
    field = _field(edition, change.place)
    old, new = (shown(field, value) for value in (change.before, change.after))
    title = place_title(edition, change.place, after, before)
    return Difference(change.place, section_title(edition, change.place), title, what, old, new)


def place_title(edition: Edition, place: str, *contents: Content) -> str:
    """What a place is called: its prompt, after the name of its row in the first content that has it."""
    key = row_key(place)
    field = _field(edition, place)
    if key is None or not key[1]:
        return full_label(field) if field else section_title(edition, place)
    row = next((row for content in contents if (row := content.row(*key))), Row(key[1]))
    name = row_name(edition, key[0], row.values)
    return f"{name}: {field.label}" if field else name


def full_label(field: Field) -> str:
    """The label with the words that stand over it on the form, where it says little alone (a year)."""
    return field.label if not field.group or field.group in field.label else f"{field.group}: {field.label}"


def section_title(edition: Edition, place: str) -> str:
    """The section that asks for a place, with its number; "The plan as a whole" for none."""
    found = spot(edition.id, place)
    return f"{found.section.number} {found.section.title}".strip() if found else "The plan as a whole"


def _field(edition: Edition, place: str) -> Field | None:
    found = spot(edition.id, place)
    return found.field if found else None


def shown_row(edition: Edition, table: str, row: Row | None) -> tuple[Shown, ...]:
    """Every filled cell of a row, each with its label."""
    return tuple(_shown_cells(edition, table, row)) if row else ()


def _shown_cells(edition: Edition, table: str, row: Row) -> Iterator[Shown]:
    for key, field in edition.row_fields[table].items():
        for one in shown(field, row.get(key)):
            yield Shown(one.text, one.rich, field.label)


def shown(field: Field | None, value: str) -> tuple[Shown, ...]:
    """A value; nothing of a blank one."""
    if not value:
        return ()
    if field is None:
        return (Shown(value),)
    rich = isinstance(field.kind, RichText)
    return (Shown(value if rich else field.kind.show(value), rich),)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 answer", "2 answers"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
