"""Comparing contents, and merging them: each thing that one side would change in the other, to be taken or left."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
class Edit:
    """One thing that `mine` would change in `theirs`, where both began as `was`.

    kind      "changed": the value at `place`. Of the row "table/uid": "added" or "removed"; "restored" where mine
              changed a row that theirs removed. "moved": the order of the rows of the table `place`
    texts     values; rows spelled out ("" for none); uids a line for an order
    conflict  theirs was changed too, to something else
    """

    place: str
    kind: str
    was: str
    theirs: str
    mine: str
    conflict: bool = False

    @property
    def seen(self) -> str:
        """Names what stands in theirs, so that a choice between the two is only good for the two that were shown."""
        return hashlib.sha256(self.theirs.encode()).hexdigest()[:12]

    @property
    def key(self) -> str:
        """Tells it from every other edit of the same merge, and stays the same in the next one."""
        return f"{self.kind} {self.place}"


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


def edits(base: Content, theirs: Content, mine: Content) -> list[Edit]:
    """What `mine` changed since `base` and `theirs` does not have yet: answers first, then tables in key order.

    What `theirs` alone changed is in none of them, and so stays whatever is taken.
    """
    found = list(_edited_values("", base.answers, theirs.answers, mine.answers))
    for table in sorted({*base.tables, *mine.tables}):
        found.extend(_edited_rows(table, base.rows(table), theirs.rows(table), mine.rows(table)))
    return found


def _edited_values(prefix: str, base: Values, theirs: Values, mine: Values) -> Iterator[Edit]:
    for key in sorted({*base, *mine}):
        was, their, my = base.get(key, ""), theirs.get(key, ""), mine.get(key, "")
        if my not in (was, their):
            yield Edit(prefix + key, "changed", was, their, my, their != was)


def _edited_rows(table: str, base: Sequence[Row], theirs: Sequence[Row], mine: Sequence[Row]) -> Iterator[Edit]:
    old, their, my = ({row.uid: row for row in rows} for rows in (base, theirs, mine))
    for uid in (uid for uid in old if uid not in my and uid in their):
        yield _edited_row(table, "removed", old[uid], their[uid], None)
    for uid, row in my.items():
        if uid in their:
            yield from _edited_values(f"{table}/{uid}/", _values(old.get(uid)), their[uid].values, row.values)
        elif uid not in old:
            yield _edited_row(table, "added", None, None, row)
        elif not _same(row, old[uid]):
            yield _edited_row(table, "restored", old[uid], None, row)
    was, now, wanted = ([u for u in side if u in old and u in their and u in my] for side in (old, their, my))
    if wanted not in (was, now):
        yield Edit(table, "moved", "\n".join(was), "\n".join(now), "\n".join(wanted), now != was)


def _edited_row(table: str, kind: str, was: Row | None, their: Row | None, my: Row | None) -> Edit:
    changed = (was is None) != (their is None) or (was is not None and their is not None and not _same(was, their))
    uid = next(row.uid for row in (was, their, my) if row)
    return Edit(f"{table}/{uid}", kind, _spell(was), _spell(their), _spell(my), changed)


def applied(theirs: Content, mine: Content, taken: Iterable[Edit]) -> Content:
    """`theirs` with those edits towards `mine` in it. A new row stands after the row it was put after."""
    answers: dict[str, str] = {}
    rows: dict[str, list[Edit]] = defaultdict(list)
    for edit in taken:
        if edit.kind == "changed" and "/" not in edit.place:
            answers[edit.place] = edit.mine
        else:
            rows[edit.place.partition("/")[0]].append(edit)
    content = theirs.with_answers(answers)
    for table, of_table in rows.items():
        content = content.with_rows(table, _applied_rows(theirs.rows(table), mine.rows(table), of_table))
    return content


def _applied_rows(theirs: Sequence[Row], mine: Sequence[Row], taken: Sequence[Edit]) -> tuple[Row, ...]:
    rows, wanted = {row.uid: row for row in theirs}, {row.uid: row for row in mine}
    for edit in taken:
        _, _, rest = edit.place.partition("/")
        uid, _, key = rest.partition("/")
        if edit.kind == "removed":
            del rows[uid]
        elif edit.kind in ("added", "restored"):
            rows[uid] = wanted[uid]
        elif edit.kind == "changed":
            rows[uid] = replace(rows[uid], values={**rows[uid].values, key: edit.mine})
    first, second = (mine, theirs) if any(edit.kind == "moved" for edit in taken) else (theirs, mine)
    return tuple(rows[uid] for uid in _woven(first, second, rows))


def _woven(first: Sequence[Row], second: Sequence[Row], present: Mapping[str, Row]) -> list[str]:
    """Those present, in the first order; what is in the second alone stands after its neighbour there."""
    order = [row.uid for row in first if row.uid in present]
    others = [row.uid for row in second if row.uid in present]
    known = set(order)
    for index, uid in enumerate(others):
        if uid not in known:
            order.insert(order.index(others[index - 1]) + 1 if index else 0, uid)
            known.add(uid)
    return order


def _values(row: Row | None) -> Values:
    return row.values if row else {}


def _same(a: Row, b: Row) -> bool:
    return {k: v for k, v in a.values.items() if v} == {k: v for k, v in b.values.items() if v}


def _spell(row: Row | None) -> str:
    return "; ".join(f"{key}: {value}" for key, value in sorted(row.values.items()) if value) if row else ""
