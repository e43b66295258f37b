"""A form laid out: what stands on it in order, for Word and for the reading view and PDF alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bcf.definition.charts import Chart, Outcome
from bcf.definition.content import Content, Row
from bcf.definition.kinds import RichText
from bcf.definition.parts import Document, Echo, Edition, Field, Grid, GridRow, Heading, Item, Note, Section, Table
from bcf.definition.pictures import Picture, Sentence, picture, sentences

from .answers import Answer, Answers, computed, stands_alone

# characters in a box for each per cent of the page's width: about a quarter of a page
_SHORT = 18


@dataclass(frozen=True, slots=True)
class Title:
    """A heading. `level` 1 is a section; `asks`: it is itself the prompt; `listed` in the contents, as `short`."""

    level: int
    text: str
    anchor: str
    short: str
    asks: bool = False
    listed: bool = True
    subtitle: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Official words that are not a heading; "- " begins a bullet. `asks`: they are a prompt."""

    paragraphs: tuple[str, ...]
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its box; with no answer, words that head the lines below."""

    label: str
    answer: Answer | None = None
    echo: str = ""

    @property
    def heads(self) -> bool:
        return self.answer is None and not self.echo


@dataclass(frozen=True, slots=True)
class Box:
    """A two-column table of short answers. `caption` names it for those who hear it; `together`: on one page."""

    caption: str
    lines: tuple[Line, ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """The answer to the prompt just printed."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of rows under column headings. `rows`: (uid, boxes); `totals`: column key -> text."""

    table: Table
    columns: tuple[Field, ...]
    rows: tuple[tuple[str, tuple[Answer, ...]], ...]
    totals: dict[str, str]
    after: str = ""

    @property
    def numbers_only(self) -> bool:
        """Whether boxes of figures hold nothing else, so that figures can stand under one another."""
        return not any(column.within for column in self.table.columns)

    def is_short(self, answers: tuple[Answer, ...], shares: Sequence[int]) -> bool:
        """Whether a row is small enough to be kept on one page. `shares`: of the columns, in per cent."""
        lines = (len(answer.words) / share for answer, share in zip(answers, shares, strict=True))
        return max(lines, default=0) < _SHORT


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid with its cells filled in."""

    grid: Grid
    rows: tuple[tuple[GridRow, tuple[Answer | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the table of its figures; ours, on no official form."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class Told:
    """What figures come to, in our sentences."""

    sentences: tuple[Sentence, ...]


Piece = Title | Words | Box | Narrative | Rows | Matrix | Drawn | Told
OURS = (Drawn, Told)


def layout(edition: Edition, document: Document, content: Content) -> Iterator[Piece]:
    """The pieces of a form after its cover, filled in; sections that repeat for rows once for each.

    A picture of several sections stands in the first of them.
    """
    answers = Answers(edition, content)
    drawn: set[str] = set()
    for section in document.sections:
        if not section.stands(content):
            continue
        rows: Iterable[Row | None] = (content.rows(section.each) or (None,)) if section.each else (None,)
        for row in rows:
            yield from _Layout(edition, answers, section, row, drawn).pieces()


class _Layout:
    """One section, or one copy of it."""

    def __init__(self, edition: Edition, answers: Answers, section: Section, row: Row | None, drawn: set[str]) -> None:
        self._drawn = drawn
        self._edition = edition
        self._answers = answers
        self._section = section
        self._row = row
        self._fields = tuple(section.fields())
        self._level = 1

    def pieces(self) -> Iterator[Piece]:
        yield self._section_title()
        for boxed, items in groupby(self._standing(), key=self._boxed):
            if boxed:
                yield from self._boxes(list(items))
            else:
                for item in items:
                    yield from self._piece(item)

    def _standing(self) -> Iterator[Item]:
        return (item for item in self._section.items if not isinstance(item, Field) or stands_alone(item))

    def _boxed(self, item: Item) -> bool:
        """Short answers, and long ones that stand among them, go into two-column boxes."""
        if isinstance(item, Field):
            return not isinstance(item.kind, RichText) or bool(item.group or item.placeholder)
        return isinstance(item, Echo)

    def _section_title(self) -> Title:
        section, row = self._section, self._row
        number = f"{section.number}) " if section.number else ""
        called = row_title(self._edition, section.each, row) if row else ""
        anchor = anchor_of(f"{section.each}/{row.uid}/{section.key}" if row else section.key)
        return Title(
            1,
            number + section.title,
            anchor,
            number + (section.tab or section.title) + (f": {called}" if called else ""),
            subtitle=called,
            new_page=bool(section.each),
        )

    def _piece(self, item: Item) -> Iterator[Piece]:
        if isinstance(item, Heading):
            yield self._title(item.ref, item.text, item.text, anchor=item.ref or item.text)
        elif isinstance(item, Note):
            yield Words((item.text,), asks=False)
        elif isinstance(item, Field):
            yield from self._prompt(item)
        elif isinstance(item, Table):
            yield from self._table(item)
        elif isinstance(item, Grid):
            yield from self._grid(item)
        elif isinstance(item, Outcome):
            yield Told(sentences(item, self._answers.figures))
        elif isinstance(item, Chart) and item.key not in self._drawn:
            self._drawn.add(item.key)
            yield Drawn(picture(item, self._answers.figures))

    def _title(self, ref: str, text: str, short: str, anchor: str, asks: bool = False) -> Title:
        unnumbered = max(self._level, 2) if asks else 2
        self._level = (3 if ref.count(".") > 1 else 2) if ref else unnumbered
        letter = _letter(ref)
        listed = self._level == 2 and not self._section.each
        return Title(self._level, letter + text, anchor_of(anchor), letter + short, asks, listed)

    def _prompt(self, field: Field) -> Iterator[Piece]:
        answer = self._answer(field)
        if field.titled or not field.wording:
            yield self._title(field.ref, field.label, field.label, answer.place or field.key)
            if field.wording:
                yield Words(field.wording)
        else:
            first, *rest = field.wording
            yield self._title(field.ref, first, field.label, answer.place or field.key, asks=True)
            if rest:
                yield Words(tuple(rest))
        yield Narrative(answer)

    def _answer(self, field: Field) -> Answer:
        return self._answers.of(field, self._fields, self._section.each, self._row)

    def _boxes(self, items: list[Item]) -> Iterator[Piece]:
        """A box for each run of lines of one group; a group named in its own first label needs no line above."""
        lines: list[Line] = []
        group = ""
        for item in items:
            if isinstance(item, Echo):
                lines.append(Line(item.label, echo=self._row.get(item.key) if self._row else " "))
            elif isinstance(item, Field):
                if item.group != group and item.group and not item.label.startswith(item.group):
                    lines.append(Line(item.group))
                group = item.group
                lines.append(Line(f"{item.ref} {item.label}".strip(), self._answer(item)))
        yield Box(self._section.title, tuple(lines))

    def _table(self, table: Table) -> Iterator[Piece]:
        if table.ref or (table.layout == "rows" and table.title):
            yield self._title(table.ref, table.title, table.title, anchor=table.key)
        if table.intro:
            yield Words(table.intro)
        columns = tuple(column for column in table.columns if stands_alone(column))
        rows = tuple(self._rows(table, columns))
        if table.layout == "blocks":
            for _, boxes in rows:
                yield Box(table.title, tuple(Line(box.field.label, box) for box in boxes), together=True)
            if table.repeat_note:
                yield Words((table.repeat_note,), asks=False)
        else:
            yield Rows(table, columns, rows, self._totals(table), table.repeat_note)

    def _rows(self, table: Table, columns: tuple[Field, ...]) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        filled = self._answers.content.rows(table.key)
        for row in filled or (None,) * max(table.least, 1):
            boxes = (self._answers.of(column, table.columns, table.key, row) for column in columns)
            yield (row.uid if row else "", tuple(boxes))

    def _totals(self, table: Table) -> dict[str, str]:
        figures = self._answers.figures
        return {key: computed(table.column(key), figures.total(table.key, key)) for key in table.totals}

    def _grid(self, grid: Grid) -> Iterator[Piece]:
        if grid.title:
            yield self._title("", grid.title, grid.title, anchor=grid.key)
        rows = ((row, tuple(self._answer(cell) if cell else None for cell in row.cells)) for row in grid.rows)
        yield Matrix(grid, tuple(rows))
        if grid.notes:
            yield Words(grid.notes, asks=False)


def _letter(ref: str) -> str:
    """ "7.a.iii" is printed as "iii) "; a bare number belongs to the section and is not printed again."""
    last = ref.rpartition(".")[2] if "." in ref else ""
    return f"{last}) " if last else ""


def anchor_of(place: str) -> str:
    """The id under which a place ("vision", "schemes/UID/overview") stands in the reading view."""
    return "".join(character if character.isalnum() or character == "_" else "-" for character in place)


def row_title(edition: Edition, table: str, row: Row) -> str:
    """How a row is called, with the words of its columns: "001 Reablement"."""
    pattern = edition.tables[table].row_title
    fields = edition.row_fields[table]
    values = {key: " ".join(field.kind.plain(row.get(key)).split()) for key, field in fields.items() if row.get(key)}
    return " ".join(pattern.format_map(_Blanks(values)).split())


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def cover_notes(document: Document) -> tuple[str, ...]:
    """The words of the first page; the one equal to the form's title is its heading."""
    return document.cover if document.title in document.cover else (document.title, *document.cover)
