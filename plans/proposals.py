"""What an uploaded file would change in a plan, for the page where it is taken or left line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from bcf.definition.changes import Edit, edits
from bcf.definition.content import Content, Row
from bcf.definition.kinds import Money
from bcf.definition.parts import Edition, Field
from bcf.definition.references import Change, bare, filled, filler

from .compared import Shown, section_title, shown, shown_row
from .content import Reading
from .incoming import Incoming
from .models import TableRow
from .places import row_title, spot, spots
from .titles import headline

_SHORT = 120
_CHOICES = {
    "added": ("Take the row of the file", "Leave it out"),
    "removed": ("Remove the row, as the file does", "Keep the row as it is here now"),
    "restored": ("Bring the row back as the file has it", "Leave it removed"),
    "moved": ("Put the rows in the order of the file", "Keep the order that is here now"),
}

Gone = Mapping[str, tuple[str, datetime]]


class Sides(NamedTuple):
    """What the file was made from, what it says, and what the plan says now."""

    was: tuple[Shown, ...]
    mine: tuple[Shown, ...]
    here: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One edit.

    `note` says of a row what happens to it. `by`, `at`: who wrote what the plan says now, where that is another text
    than the file was made from. `chosen`: "file", "here" or "" of a conflict; `ticked` of the others. `waits`: no
    choice has been made yet.
    """

    edit: Edit
    what: str
    note: str
    sides: Sides
    by: str = ""
    at: datetime | None = None
    ticked: bool = False
    chosen: str = ""
    waits: bool = False

    @property
    def choices(self) -> tuple[str, str]:
        """The words beside the two radio buttons of a conflict: for the file, and for what is here."""
        if self.edit.kind != "changed":
            return _CHOICES[self.edit.kind]
        mine, here = (f": {side[0].text}" if side and not self.long else "" for side in self.sides[1:])
        return f"Take what the file says{mine}", f"Keep what is here now{here}"

    @property
    def long(self) -> bool:
        """Whether its texts are better looked at one by one."""
        return any(one.rich or len(one.text) > _SHORT for side in self.sides for one in side)


@dataclass(frozen=True, slots=True)
class RowLines:
    """The lines of one row of a table, under its name; of answers, under none."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one table, or of a section's answers (`title` "")."""

    key: str
    title: str
    rows: tuple[RowLines, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for line in row.lines]

    @property
    def ticked(self) -> int:
        return sum(line.ticked for line in self.lines)


@dataclass(frozen=True, slots=True)
class Tab:
    """One section of the forms."""

    title: str
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(len(part.lines) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Proposals:
    """Conflicts are chosen one by one; the others are taken together."""

    conflicts: tuple[tuple[str, Line], ...]
    tabs: tuple[Tab, ...]

    @property
    def count(self) -> int:
        return sum(tab.count for tab in self.tabs)

    @property
    def waiting(self) -> int:
        return sum(line.waits for _, line in self.conflicts)

    def part(self, key: str) -> Part | None:
        return next((part for tab in self.tabs for part in tab.parts if part.key == key), None)


def proposals(
    coming: Incoming,
    reading: Reading,
    ticked: Collection[str] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Proposals:
    """What can be taken, in the order of the forms. `ticked` and `chosen`: as a person has the page before them."""
    found = coming.edits(reading.content)
    names = _Names(coming, reading, _gone(coming, found))
    lines = [names.line(edit, ticked, chosen or {}) for edit in sorted(found, key=names.order)]
    quiet = [line for line in lines if not line.edit.conflict]
    return Proposals(
        tuple((names.path(line.edit), line) for line in lines if line.edit.conflict),
        tuple(
            Tab(title, tuple(names.parts(list(of_tab))))
            for title, of_tab in groupby(quiet, key=lambda line: names.tab(line.edit.place))
        ),
    )


def _gone(coming: Incoming, found: list[Edit]) -> Gone:
    """ "table/uid" -> who removed the row here and when, of rows that the file changed. One query, if any."""
    uids = [edit.place.partition("/")[2] for edit in found if edit.kind == "restored"]
    if not uids:
        return {}
    rows = TableRow.objects.filter(plan=coming.upload.plan_id, uid__in=uids, removed_at__isnull=False)
    columns = rows.values_list("table", "uid", "removed_by__full_name", "removed_at")
    return {f"{table}/{uid}": (name or "", at) for table, uid, name, at in columns if at}


@dataclass(frozen=True)
class _Names:
    """How people call what the edits are of, looked up once."""

    coming: Incoming
    reading: Reading
    gone: Gone

    @property
    def edition(self) -> Edition:
        return self.coming.edition

    @cached_property
    def _asked(self) -> dict[tuple[str, str], int]:
        return {key: number for number, key in enumerate(spots(self.edition.id))}

    @cached_property
    def _fill(self) -> Change:
        """Puts the present figures into narrative that refers to them."""
        return filler(self.edition, self.reading.content)

    @cached_property
    def _sections(self) -> dict[str, int]:
        return {section.key: number for number, (_, section) in enumerate(self.edition.sections())}

    @cached_property
    def _contents(self) -> Sequence[Content]:
        """What the file was made from, what it says, what the plan says."""
        fill = (filled(self.edition, one, by=self.reading.content) for one in (self.coming.base, self.coming.mine))
        return (*fill, self.reading.content)

    @cached_property
    def _rows(self) -> dict[str, tuple[int, Row]]:
        """ "table/uid" -> the number of the row, and the row; as it is here, else as in the file or in the copy."""
        found: dict[str, tuple[int, Row]] = {}
        for content in (self.reading.content, self.coming.mine, self.coming.base):
            for table, rows in content.tables.items():
                for number, row in enumerate(rows, 1):
                    found.setdefault(f"{table}/{row.uid}", (number, row))
        return found

    @cached_property
    def _here(self) -> set[str]:
        """ "table/uid" of the rows of the plan."""
        return {f"{table}/{row.uid}" for table, rows in self.reading.content.tables.items() for row in rows}

    @cached_property
    def _new_here(self) -> dict[str, set[str]]:
        """Table -> what rows say that were added here since the file was made."""
        found: dict[str, set[str]] = defaultdict(set)
        for edit in edits(self.coming.base, self.coming.base, bare(self.edition, self.reading.content)):
            if edit.kind == "added":
                found[edit.place.partition("/")[0]].add(edit.mine)
        return found

    def order(self, edit: Edit) -> tuple[int, int, int, str, int]:
        """The section, its answers and then each table, the row, the cell."""
        table, _, rest = edit.place.partition("/")
        uid, _, column = rest.partition("/")
        found = spot(self.edition.id, edit.place)
        section = self._sections[found.section.key] if found else 0
        in_table = self._asked.get((table, ""), 0) if table in self.edition.tables else -1
        number = self._rows[f"{table}/{uid}"][0] if uid else 0
        return section, in_table, number, uid, self._asked.get((table, column), 0)

    def tab(self, place: str) -> str:
        found = spot(self.edition.id, place)
        if not found:
            return section_title(self.edition, place)
        return found.section.tab or f"{found.section.number} {headline(found.section.title)}".strip()

    def parts(self, lines: list[Line]) -> Iterator[Part]:
        for key, of_part in groupby(lines, key=lambda line: self._part(line.edit.place)):
            table = self.edition.tables.get(key)
            rows = groupby(of_part, key=lambda line: self.row(line.edit.place))
            yield Part(key, table.title if table else "", tuple(RowLines(name, tuple(ones)) for name, ones in rows))

    def _part(self, place: str) -> str:
        """The table; for answers, the section."""
        key = place.partition("/")[0]
        found = spot(self.edition.id, place)
        return found.section.key if found and key not in self.edition.tables else key

    def row(self, place: str) -> str:
        """ "Expenditure line 3: Teams", or "Teams" where the row is not here; "" where the place is in no row."""
        table, _, rest = place.partition("/")
        return self._row_called(table, rest.partition("/")[0]) if rest else ""

    def _row_called(self, table: str, uid: str) -> str:
        number, row = self._rows[f"{table}/{uid}"]
        noun = self.edition.tables[table].row_noun
        named = row_title(self.edition, table, row.values)
        called = f"{noun[:1].upper()}{noun[1:]}"
        if f"{table}/{uid}" not in self._here:
            return named or called
        return f"{called} {number}: {named}" if named else f"{called} {number}"

    def path(self, edit: Edit) -> str:
        """Where a conflict is: its tab and its row."""
        return ", ".join(part for part in (self.tab(edit.place), self.row(edit.place)) if part)

    def line(self, edit: Edit, ticked: Collection[str] | None, chosen: Mapping[str, str]) -> Line:
        what, note, sides = self._of_value(edit) if edit.kind == "changed" else self._of_row(edit)
        by, at = self._author(edit)
        waits = self.coming.waits(edit)
        usual = "" if waits else "here"
        tick = self._tick(edit) if ticked is None else edit.key in ticked
        return Line(edit, what, note, sides, by, at, tick, chosen.get(edit.key, usual), waits)

    def _tick(self, edit: Edit) -> bool:
        """At first: all that only the file changed; where that is not known, what takes the place of nothing."""
        if edit.conflict or edit.key in self.coming.left:
            return False
        if self.coming.compared:
            return not self._twice(edit)
        if edit.kind == "added":
            return not self.reading.content.rows(edit.place.partition("/")[0])
        return edit.kind == "changed" and not edit.theirs

    def _twice(self, edit: Edit) -> bool:
        """Whether a row that says the same was added here too since."""
        return edit.kind == "added" and edit.mine in self._new_here[edit.place.partition("/")[0]]

    def _of_value(self, edit: Edit) -> tuple[str, str, Sides]:
        found = spot(self.edition.id, edit.place)
        field = found.field if found else None
        texts = (self._fill(edit.place, text) for text in (edit.was, edit.mine, edit.theirs))
        note = "" if edit.mine else "Emptied in the file"
        return _called(field), note, Sides(*(shown(field, text) for text in texts))

    def _of_row(self, edit: Edit) -> tuple[str, str, Sides]:
        if edit.kind == "moved":
            orders = Sides(*(self._moved(edit, one) for one in (edit.was, edit.mine, edit.theirs)))
            return "Order of the rows", "Rows moved in the file", orders
        table, _, uid = edit.place.partition("/")
        sides = Sides(*(shown_row(self.edition, table, content.row(table, uid)) for content in self._contents))
        added = "The same row was added here too" if self._twice(edit) else "Added in the file"
        return {
            "added": ("New row", added, sides),
            "removed": ("Whole row", "Removed in the file", sides),
            "restored": ("Whole row", "Changed in the file, removed here", sides),
        }[edit.kind]

    def _moved(self, edit: Edit, order: str) -> tuple[Shown, ...]:
        """The rows that were moved in the file, each with the row it comes after in this order."""
        uids = order.split("\n")
        return tuple(
            Shown(
                f"after {self._row_called(edit.place, before)}" if before else "first",
                label=self._row_called(edit.place, uid),
            )
            for before, uid in zip(["", *uids], uids, strict=False)
            if uid in _moved(edit.was.split("\n"), edit.mine.split("\n"))
        )

    def _author(self, edit: Edit) -> tuple[str, datetime | None]:
        if edit.kind == "restored":
            return self.gone.get(edit.place, ("", None))
        stored = self.reading.stored.get(edit.place)
        if edit.kind == "changed" and stored and (edit.conflict or not self.coming.compared):
            return stored.saved_by, stored.saved_at
        if edit.kind == "removed" and edit.conflict:
            prefix = edit.place + "/"
            cells = [one for place, one in self.reading.stored.items() if place.startswith(prefix)]
            last = max(cells, key=lambda one: one.saved_at, default=None)
            return (last.saved_by, last.saved_at) if last else ("", None)
        return "", None


def _called(field: Field | None) -> str:
    """The name of a cell with its unit, where that is more than pounds."""
    if not field:
        return ""
    unit = field.kind.label if isinstance(field.kind, Money) and field.kind.unit != 1 else ""
    return f"{field.called} ({unit})" if unit and unit not in field.called else field.called


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The fewest rows that were moved: all but the longest run of rows that are still in order."""
    number = {uid: index for index, uid in enumerate(before)}
    runs: list[list[str]] = [[]]
    for uid in after:
        before_it = [run for run in runs if not run or number[run[-1]] < number[uid]]
        runs.append([*_longest(before_it), uid])
    return set(after) - set(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len)
