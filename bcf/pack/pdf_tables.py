"""Mends the tags of tables before a PDF is written.

WeasyPrint tags each page's part of a table as a table of its own, so that a cell which reached over the page break
leaves both parts irregular; and it leaves cells beside spanning headers without any header.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Tag = Any  # a pydyf.Dictionary that describes a structure element


def mend_tables(document: Any, pdf: Any) -> None:
    """A `finisher` for WeasyPrint's write_pdf."""
    for tag in list(pdf.objects):
        if _kind(tag) == "/Table":
            _Table(pdf, tag).mend()


def _kind(tag: Any) -> str:
    return str(tag.get("S", "")) if isinstance(tag, dict) else ""


@dataclass
class _Cell:
    tag: Tag
    row: int
    column: int
    across: int
    down: int


@dataclass
class _Table:
    pdf: Any
    tag: Tag
    cells: list[_Cell] = field(default_factory=list)
    taken: dict[tuple[int, int], _Cell] = field(default_factory=dict)

    def mend(self) -> None:
        rows = list(self._tags(self.tag, "/TR"))
        for number, row in enumerate(rows):
            self._place(number, row, len(rows))
        width = max((column for _, column in self.taken), default=-1) + 1
        for number, row in enumerate(rows):
            self._fill(number, row, width)
        self._name_headers(width)

    def _kids(self, tag: Tag) -> Iterator[Tag]:
        for reference in tag.get("K", ()):
            if isinstance(reference, bytes):
                yield self.pdf.objects[int(reference.split()[0])]

    def _tags(self, tag: Tag, *kinds: str) -> Iterator[Tag]:
        """The nearest tags of those kinds below a tag, not those of tables within."""
        for kid in self._kids(tag):
            if _kind(kid) in kinds:
                yield kid
            elif _kind(kid) not in ("/Table", "/TD", "/TH"):
                yield from self._tags(kid, *kinds)

    def _place(self, number: int, row: Tag, height: int) -> None:
        column = 0
        for tag in self._tags(row, "/TD", "/TH"):
            while (number, column) in self.taken:
                column += 1
            looks = tag["A"]
            across, down = looks.get("ColSpan", 1), min(looks.get("RowSpan", 1), height - number)
            if down < looks.get("RowSpan", 1):
                looks["RowSpan"] = down
            cell = _Cell(tag, number, column, across, down)
            self.cells.append(cell)
            self.taken.update({(number + y, column + x): cell for y in range(down) for x in range(across)})

    def _fill(self, number: int, row: Tag, width: int) -> None:
        """Gives a row an empty cell for each place that none covers."""
        for column in range(width):
            if (number, column) not in self.taken:
                kids, looks = type(row["K"])(), type(row)({"O": "/Table"})
                tag = type(row)(
                    {"Type": "/StructElem", "S": "/TD", "K": kids, "Pg": row["Pg"], "P": row.reference, "A": looks}
                )
                self.pdf.add_object(tag)
                row["K"].append(tag.reference)
                self.cells.append(_Cell(tag, number, column, 1, 1))
                self.taken[number, column] = self.cells[-1]

    def _name_headers(self, width: int) -> None:
        """Tells each cell its headers: those above it and those at the start of its rows."""
        from pydyf import Array, String  # type: ignore[import-untyped]

        headers = [cell for cell in self.cells if _kind(cell.tag) == "/TH"]
        for index, cell in enumerate(headers):
            across = all(_kind(self.taken[cell.row, column].tag) == "/TH" for column in range(width))
            cell.tag["A"]["Scope"] = "/Column" if across and width > 1 else "/Row"
            cell.tag["ID"] = String(f"{self.tag.number}-{index}")
        for cell in self.cells:
            if _kind(cell.tag) == "/TD":
                named = [header.tag["ID"] for header in headers if _heads(header, cell)]
                cell.tag["A"]["Headers"] = Array(named)


def _heads(header: _Cell, cell: _Cell) -> bool:
    if header.tag["A"]["Scope"] == "/Row":
        return header.row < cell.row + cell.down and cell.row < header.row + header.down
    above = header.row < cell.row
    return above and header.column < cell.column + cell.across and cell.column < header.column + header.across
