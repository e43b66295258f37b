"""Comparing contents and merging them: what one side alone changed survives, what both changed is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .content import Content, Row, Values


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a value at a place, or a row ("table/uid") that came, went or moved.

    `kind` is "changed", "added", "removed" or "moved"; the texts are "" for rows.
    """

    place: str
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed differently. `mine` was kept out of the merged content."""

    place: str
    base: str
    theirs: str
    mine: str


def diff(a: Content, b: Content) -> list[Change]:
    """Every difference from `a` to `b`, answers first, then tables in key order."""
    changes = list(_diff_values("", a.answers, b.answers))
    for table in sorted({*a.tables, *b.tables}):
        changes.extend(_diff_rows(table, a.rows(table), b.rows(table)))
    return changes


def _diff_values(prefix: str, a: Values, b: Values) -> Iterator[Change]:
    for key in sorted({*a, *b}):
        before, after = a.get(key, ""), b.get(key, "")
        if before != after:
            yield Change(prefix + key, "changed", before, after)


def _diff_rows(table: str, a: Sequence[Row], b: Sequence[Row]) -> Iterator[Change]:
    old, new = {row.uid: row for row in a}, {row.uid: row for row in b}
    for uid in old:
        if uid not in new:
            yield Change(f"{table}/{uid}", "removed")
    for row in b:
        if row.uid not in old:
            yield Change(f"{table}/{row.uid}", "added")
        before = old[row.uid].values if row.uid in old else {}
        yield from _diff_values(f"{table}/{row.uid}/", before, row.values)
    stayed_before = [row.uid for row in a if row.uid in new]
    stayed_after = [row.uid for row in b if row.uid in old]
    for uid, was in zip(stayed_after, stayed_before, strict=True):
        if uid != was:
            yield Change(f"{table}/{uid}", "moved")


def merge(base: Content, theirs: Content, mine: Content) -> tuple[Content, list[Conflict]]:
    """Three-way merge. Where both sides changed one place differently, `theirs` stands and a Conflict says so.

    A row removed on one side but changed on the other is kept and reported; a row removed on one side and
    left alone on the other is gone. Rows added by either side are kept beside the row they were put after.
    """
    conflicts: list[Conflict] = []
    answers = _merge_values("", base.answers, theirs.answers, mine.answers, conflicts)
    tables = {
        table: _merge_rows(table, base.rows(table), theirs.rows(table), mine.rows(table), conflicts)
        for table in sorted({*base.tables, *theirs.tables, *mine.tables})
    }
    return Content(theirs.edition, answers, tables), conflicts


def _merge_values(prefix: str, base: Values, theirs: Values, mine: Values, conflicts: list[Conflict]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for key in sorted({*base, *theirs, *mine}):
        was, their, my = base.get(key, ""), theirs.get(key, ""), mine.get(key, "")
        if my not in (was, their) and their != was:
            conflicts.append(Conflict(prefix + key, was, their, my))
        value = my if their == was else their
        if value:
            merged[key] = value
    return merged


def _merge_rows(
    table: str, base: Sequence[Row], theirs: Sequence[Row], mine: Sequence[Row], conflicts: list[Conflict]
) -> tuple[Row, ...]:
    old, their, my = ({row.uid: row for row in rows} for rows in (base, theirs, mine))
    kept: dict[str, Row] = {}
    for uid in _merged_order(base, theirs, mine):
        was, they, me = old.get(uid), their.get(uid), my.get(uid)
        if was and (they is None or me is None):
            survivor = they or me
            if survivor is None or _same(survivor, was):
                continue
            conflicts.append(Conflict(f"{table}/{uid}", _spell(was), _spell(they), _spell(me)))
            kept[uid] = survivor
            continue
        sides = (_values(was), _values(they), _values(me))
        kept[uid] = Row(uid, _merge_values(f"{table}/{uid}/", *sides, conflicts))
    return tuple(kept.values())


def _merged_order(base: Sequence[Row], theirs: Sequence[Row], mine: Sequence[Row]) -> list[str]:
    """Every row of either side: in my order if only I moved rows, else in theirs; new rows after their neighbour."""
    known = {row.uid for row in base}
    they_moved = [r.uid for r in theirs if r.uid in known] != [r.uid for r in base if r.uid in {t.uid for t in theirs}]
    first, second = (theirs, mine) if they_moved or theirs == mine else (mine, theirs)
    order = [row.uid for row in first]
    for index, row in enumerate(second):
        if row.uid not in order:
            before = next((r.uid for r in reversed(second[:index]) if r.uid in order), None)
            order.insert(order.index(before) + 1 if before else 0, row.uid)
    return order


def _values(row: Row | None) -> Values:
    return row.values if row else {}


def _same(a: Row, b: Row) -> bool:
    return {k: v for k, v in a.values.items() if v} == {k: v for k, v in b.values.items() if v}


def _spell(row: Row | None) -> str:
    return "; ".join(f"{key}: {value}" for key, value in sorted(row.values.items()) if value) if row else ""
