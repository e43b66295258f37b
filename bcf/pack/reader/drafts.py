"""What is known of a plan while its file is read: rows without a name yet, and places in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bcf.definition.parts import Field

from .pieces import Slice


@dataclass(eq=False)
class Draft:
    """A row being read; the answers outside tables are one without a table.

    uid     given when its table is complete
    parts   field key -> what answers it
    boxed   keys whose answers stood in the cells beside their labels
    joined  the row that this annex became part of
    """

    table: str
    uid: str = ""
    parts: dict[str, list[Slice]] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    boxed: set[str] = field(default_factory=set)
    joined: Draft | None = None

    def add(self, item: Field, parts: list[Slice], boxed: bool = False) -> None:
        self.parts.setdefault(item.key, []).extend(parts)
        self.fields[item.key] = item
        if boxed:
            self.boxed.add(item.key)

    @property
    def filled(self) -> bool:
        return any(self.parts.values())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place whose row may have no name yet."""

    key: str = ""
    draft: Draft | None = None

    @property
    def place(self) -> str:
        row = self.draft.joined or self.draft if self.draft else None
        if row is None or not row.table:
            return self.key
        if not row.uid:
            return row.table
        return "/".join(part for part in (row.table, row.uid, self.key) if part)


@dataclass(frozen=True, slots=True)
class Left:
    """Parts that answer nothing, after a place; or `words` cut out of the paragraph `at`."""

    parts: tuple[Slice, ...]
    after: Spot
    words: str = ""
    at: int = -1

    @property
    def order(self) -> int:
        return self.parts[0].piece if self.parts else self.at
