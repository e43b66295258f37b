"""What a file that was read would change in a plan, edit by edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bcf.definition.changes import Edit, edits
from bcf.definition.content import Content, Row
from bcf.definition.parts import Edition
from bcf.definition.references import bare
from bcf.definition.restored import restored
from bcf.definition.spelling import fold
from bcf.editions import edition as edition_of

from .copies import known
from .models import Intake, Upload
from .places import row_title, spot

_ROWS = {"added": "new row", "removed": "removed row", "restored": "row brought back"}


@dataclass(frozen=True)
class Incoming:
    """A file beside what it was made from. `taken` and `left`: what was decided before, and has not been undone.

    Both contents are bare: a figure that moved is nobody's change of the narrative that shows it.
    `left`: key of an edit -> what stood in the plan when it was left.
    """

    upload: Upload
    edition: Edition
    base: Content
    mine: Content
    taken: frozenset[str]
    left: dict[str, str]

    @cached_property
    def compared(self) -> bool:
        """Whether what changed in the file is known: then a cell that nobody touched is no change."""
        return known(self.upload)

    def edits(self, now: Content) -> list[Edit]:
        """What can still be taken, where the plan says `now`."""
        found = edits(self.base, bare(self.edition, now), self.mine)
        return [edit for edit in found if edit.key not in self.taken and _is_asked(self.edition, edit)]

    def waits(self, edit: Edit) -> bool:
        """Whether someone has yet to choose between the file and the plan."""
        return edit.conflict and self.left.get(edit.key) != edit.seen


def incoming(upload: Upload) -> Incoming:
    """The file of a plan that is there. Two queries at most."""
    assert upload.base is not None
    form = edition_of(upload.edition_id)
    base, found = Content.from_plain(upload.base), Content.from_plain(upload.found["content"])
    mine = in_place(form, base, found) if known(upload) else restored(form, base, overlaid(base, found))
    taken, left = set[str](), dict[str, str]()
    for intake in Intake.objects.filter(upload=upload, undone_at=None):
        taken.update(intake.taken)
        left.update(intake.left)
    sides = (bare(form, base), bare(form, mine))
    return Incoming(upload, form, *sides, frozenset(taken), {k: v for k, v in left.items() if k not in taken})


def _is_asked(edition: Edition, edit: Edit) -> bool:
    """Whether people type there, or may add, remove and move rows there."""
    if edit.kind == "changed":
        found = spot(edition.id, edit.place)
        return bool(found and found.field and found.field.typed)
    table = edition.tables.get(edit.place.partition("/")[0])
    return bool(table and not table.fixed)


def said(edition: Edition, keys: Sequence[str]) -> str:
    """How many edits of which sort: "23 cells, 2 new rows and the order of 1 table"."""
    counts = Counter(_noun(edition, *key.split(" ", 1)) for key in keys)
    parts = [_counted(number, noun) for noun, number in counts.items()]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) or "nothing"


def _noun(edition: Edition, kind: str, place: str) -> str:
    if kind != "changed":
        return _ROWS.get(kind, "table")
    found = spot(edition.id, place)
    return "cell" if found and (found.document.format == "excel" or "/" in place) else "answer"


def _counted(number: int, noun: str) -> str:
    first, _, rest = noun.partition(" brought")
    words = f"{number:,} {first}{'' if number == 1 else 's'}{' brought' + rest if rest else ''}"
    return f"the order of {words}" if noun == "table" else words


def of_workbook(edition: Edition, content: Content) -> Content:
    """What the workbook of the forms asks for, of a content."""
    answers, tables = _keys_of_workbook(edition)
    return replace(
        content,
        answers={key: value for key, value in content.answers.items() if key in answers},
        tables={table: rows for table, rows in content.tables.items() if table in tables},
    )


def in_place(edition: Edition, base: Content, found: Content) -> Content:
    """`base` with all that the workbook asks for as `found` says, blanks and rows that have gone too."""
    answers, tables = _keys_of_workbook(edition)
    return replace(
        base,
        answers={**{k: v for k, v in base.answers.items() if k not in answers}, **found.answers},
        tables={**{k: v for k, v in base.tables.items() if k not in tables}, **found.tables},
    )


def _keys_of_workbook(edition: Edition) -> tuple[set[str], set[str]]:
    sections = [section for document, section in edition.sections() if document.format == "excel"]
    return (
        {field.key for section in sections for field in section.fields()},
        {table.key for section in sections for table in section.tables()},
    )


def overlaid(base: Content, found: Content) -> Content:
    """What the plan would say: the file's answers and tables over what is there, blanks left as they are."""
    content = base.with_answers({key: value for key, value in found.answers.items() if value})
    for table, rows in found.tables.items():
        if rows:
            merged = _typed_over if edition_of(base.edition).tables[table].fixed else _known
            content = content.with_rows(table, tuple(merged(base, table, rows)))
    return content


def _typed_over(base: Content, table: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """A fixed table's rows as they are, with what was typed into the file's; where there are none, that alone."""
    fields = edition_of(base.edition).row_fields[table]
    typed = {
        row.uid: Row(row.uid, {key: text for key, text in row.values.items() if fields[key].typed}) for row in rows
    }
    known = base.rows(table)
    return (_over(row, typed.get(row.uid, row)) for row in known) if known else iter(typed.values())


def _known(base: Content, table: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """The file's rows, each as the plan's row of the same title where there is one: the file may know no uids.

    Such a row keeps what the file is silent about. Another one never takes the uid of a row that it is not.
    """
    old = {row.uid: row for row in base.rows(table)}
    titles = {row.uid: _title(base, table, row) for row in old.values()}
    same = {row.uid for row in rows if titles.get(row.uid) == _title(base, table, row)}
    titled = {title: uid for uid, title in titles.items() if title and uid not in same}
    taken = set(old)
    for row in rows:
        uid = row.uid if row.uid in same else titled.pop(_title(base, table, row), None)
        if uid:
            yield _over(old[uid], row)
        else:
            yield replace(row, uid=_free(row.uid, taken))


def _over(old: Row, new: Row) -> Row:
    return replace(old, values={**old.values, **{key: value for key, value in new.values.items() if value}})


def _free(uid: str, taken: set[str]) -> str:
    while uid in taken:
        uid += "x"
    taken.add(uid)
    return uid


def _title(base: Content, table: str, row: Row) -> str:
    return fold(row_title(edition_of(base.edition), table, row.values))
