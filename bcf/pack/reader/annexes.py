"""Puts each annex to the row that it describes: by its reference, else by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from bcf.definition import spelling
from bcf.definition.parts import Edition, Section, Table

from .drafts import Draft

# of 100: how like a name in the list the name of an annex must be
LIKE = 85
Report = Callable[[Draft, str], None]


def join(edition: Edition, section: Section, listed: list[Draft], annexes: Sequence[Draft], report: Report) -> None:
    """Moves what annexes say into the listed rows; an annex of an unlisted row makes a row. `report` gets problems."""
    joiner = _Joiner(edition, section, listed, report)
    as_many = len(annexes) == len(listed)
    for number, annex in enumerate(annexes):
        joiner.join(annex, number if as_many else -1)


class _Joiner:
    def __init__(self, edition: Edition, section: Section, listed: list[Draft], report: Report) -> None:
        self._listed = listed
        self._report = report
        self._taken: set[int] = set()
        self._table = edition.tables[section.each]
        self._ref, self._name = _reference(self._table), _name(self._table)
        self._own_name = next((item for item in section.fields() if item.default_from), None)
        self._rows = list(listed)

    def join(self, annex: Draft, number: int) -> None:
        ref = annex.values.get(self._ref, "")
        name = annex.values.get(self._own_name.key, "") if self._own_name else ""
        row = self._by_reference(ref) or self._by_name(name) or self._by_place(number, ref, name)
        if row is None:
            self._add(annex, ref, name)
            return
        self._taken.add(id(row))
        listed_ref = row.values.get(self._ref, "")
        if ref and listed_ref and _plain(ref) != _plain(listed_ref):
            self._report(row, f"Its annex has the number “{ref}”, the list has “{listed_ref}”. Check which is right.")
        annex.values.pop(self._ref, None)
        if self._own_name and name == row.values.get(self._name, ""):
            annex.values.pop(self._own_name.key, None)
        row.values.update(annex.values if listed_ref else {self._ref: ref, **annex.values})
        annex.joined = row

    def _free(self) -> list[Draft]:
        return [row for row in self._rows if id(row) not in self._taken]

    def _by_reference(self, ref: str) -> Draft | None:
        return next((row for row in self._free() if ref and _plain(row.values.get(self._ref, "")) == _plain(ref)), None)

    def _by_name(self, name: str) -> Draft | None:
        folded = spelling.fold(name)
        scored = [(fuzz.ratio(folded, spelling.fold(row.values.get(self._name, ""))), row) for row in self._free()]
        score, row = max(scored, key=lambda pair: pair[0], default=(0, None))
        return row if folded and score >= LIKE else None

    def _by_place(self, number: int, ref: str, name: str) -> Draft | None:
        """Where there are as many annexes as rows, one that says neither number nor name is that of its place."""
        if ref or name or number < 0 or id(self._rows[number]) in self._taken:
            return None
        self._report(self._rows[number], "Its annex has neither a number nor a name. Check that it is this one's.")
        return self._rows[number]

    def _add(self, annex: Draft, ref: str, name: str) -> None:
        if self._own_name:
            annex.values.pop(self._own_name.key, None)
            if name:
                annex.values[self._name] = name
        self._listed.append(annex)
        called = " ".join((ref, name)).strip() or "An annex without a number or a name"
        self._report(annex, f"“{called}” has an annex but is not in “{self._table.title}”. It was added to the list.")


def _reference(table: Table) -> str:
    return table.columns[0].key if table.columns else ""


def _name(table: Table) -> str:
    return table.columns[1].key if len(table.columns) > 1 else ""


def _plain(ref: str) -> str:
    """ "001", "1." and "Scheme 1" are one reference."""
    folded = spelling.fold(re.sub(r"(?i)^\s*scheme\s*(?:no\.?)?\s*", "", ref))
    return folded.lstrip("0") or folded
