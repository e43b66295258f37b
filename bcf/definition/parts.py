"""The parts of an edition of the official forms.

An Edition has Documents (a Word form or an Excel workbook), these have Sections (or Sheets), and these have
items in the official order: Heading, Note, Field, Echo, Table, Grid; and, ours, Chart and Outcome. The web form,
the task list, the checks, Word, PDF, Excel and the importers are all walks over these parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .charts import Against, Chart, Outcome
from .formulas import Formula
from .kinds import Kind

if TYPE_CHECKING:
    from .checks import Rule
    from .content import Content


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the official form inside a section, with its letter ("7.a") if it has one."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Official words that ask nothing: an introduction, a footnote, a lead-in."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked: a prompt, a column of a table, or a cell of a sheet.

    label     what it is called everywhere: the official words of a row, a column or a heading, else our own
    titled    there is a wording, and the label is an official heading that the form prints above it. Without
              `titled` a wording stands alone on the form; without a wording the label does
    wording   the official prompt, a paragraph each; "- " begins a bullet
    ref       the official number ("7.a.iii"); letter only the last part is printed on the form
    hint      our own words, shown on the page only
    required  blank is a problem (X06)
    formula   set for computed cells; nobody types in these
    official  False for what we add to make a prompt's figures usable: on the form it stands inside the answer
              of the field `within`
    note_to   this text field holds words that stood beside the amount or date of that key, in the same box
    default_from  when blank, the form prints the value of that field of the same row
    group         official words over a run of fields ("For Provider to populate:")
    hidden        a computed helper column: on the sheet, but hidden
    alarm         a computed figure that is bad news above 0, and then red
    given         a value that the system fills in and nobody types
    name          see `called`
    wanted_when   (column, value): wanted where that column of the same row has that value, and only there
    suggest       where the values offered come from, "table/column" or the key of names; others may be typed
    also          other wordings of the label that filled-in forms are known to have, for the importers
    explains      the ratings (keys) that this text gives the reasons for; asked for when one of them is not green
    """

    key: str
    kind: Kind
    label: str
    wording: tuple[str, ...] = ()
    titled: bool = False
    ref: str = ""
    hint: str = ""
    placeholder: str = ""
    required: bool = False
    formula: Formula | None = None
    within: str = ""
    note_to: str = ""
    default_from: str = ""
    group: str = ""
    hidden: bool = False
    alarm: bool = False
    given: bool = False
    wanted_when: tuple[str, str] | None = None
    suggest: str = ""
    name: str = ""
    also: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The field's name in a sentence, where the label alone may say too little (a bare year)."""
        return self.name or self.label.rstrip(":")

    @property
    def official(self) -> bool:
        return not self.within

    @property
    def typed(self) -> bool:
        return self.formula is None and not self.given

    def wanted(self, row: Mapping[str, str]) -> bool:
        """Whether a row with these values has a use for this column. The page and the workbook say so.

        What is missing where it is wanted, or said where it is not, stops no saving: checks of the edition tell it.
        """
        if not self.wanted_when:
            return True
        column, value = self.wanted_when
        return row.get(column, "") == value


@dataclass(frozen=True, slots=True)
class Echo:
    """Shows a field of the same row again, under another official label (Annex 1's "Scheme ref no.")."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the same columns, as many as are needed.

    layout       "rows": a row a line. "blocks": a two-column block a row (sign-off blocks)
    intro        official words above it, a paragraph each ("- " a bullet)
    least        rows that must be there (X06 speaks when fewer)
    spare        blank lines kept free on the exported sheet
    totals       columns summed in the footer, labelled total_label
    breakdowns   columns by whose values the totals are shown beside the table
    against      what these totals should come to elsewhere
    row_title    how one row is called on the page, with {column} in it
    repeat_note  official words below ("<Insert extra rows ...>")
    fixed        its rows are filled in by the system: nobody adds or removes them
    """

    key: str
    columns: tuple[Field, ...]
    title: str = ""
    ref: str = ""
    intro: tuple[str, ...] = ()
    layout: Literal["rows", "blocks"] = "rows"
    least: int = 0
    spare: int = 3
    totals: tuple[str, ...] = ()
    total_label: str = "Total"
    row_title: str = ""
    row_noun: str = "row"
    repeat_note: str = ""
    fixed: bool = False
    breakdowns: tuple[str, ...] = ()
    against: Against | None = None

    def column(self, key: str) -> Field:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A labelled line of cells; None is a place with nothing in it."""

    label: str
    cells: tuple[Field | None, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A fixed matrix of cells under column headings; `head` is the words over the labels.

    groups  headings over the column headings: (words, how many columns), from the first column on
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    title: str = ""
    head: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()


Item = Heading | Note | Field | Echo | Table | Grid | Chart | Outcome


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section, an annex or a sheet.

    each       key of a table: the section is filled in once for each of its rows
    row_title  how one of these is called on the page, with {field} in it
    tab        for a sheet: the name of its tab
    also       official words that some prints of the section have and that ask nothing, for the importers
    """

    key: str
    title: str
    number: str = ""
    items: tuple[Item, ...] = ()
    each: str = ""
    row_title: str = ""
    row_noun: str = ""
    tab: str = ""
    also: tuple[str, ...] = ()

    def fields(self) -> Iterator[Field]:
        """The fields directly in the section and in its grids; not the columns of tables."""
        for item in self.items:
            if isinstance(item, Field):
                yield item
            elif isinstance(item, Grid):
                yield from (cell for row in item.rows for cell in row.cells if cell)

    def tables(self) -> Iterator[Table]:
        return (item for item in self.items if isinstance(item, Table))

    def stands(self, content: Content) -> bool:
        """Whether this plan's forms have the section: not where all it has is a fixed table without rows."""
        tables = list(self.tables())
        alone = bool(tables) and all(table.fixed for table in tables) and not any(True for _ in self.fields())
        return not alone or any(content.rows(table.key) for table in tables)


@dataclass(frozen=True, slots=True)
class Document:
    """One official form. `cover` is its first page's words, a paragraph each, the title first in `title`."""

    key: str
    title: str
    format: Literal["word", "excel"]
    sections: tuple[Section, ...]
    cover: tuple[str, ...] = ()
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """Moments in UK time. `opens`: plans may be begun; `deadline`: shown and counted down to."""

    opens: datetime
    deadline: datetime


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs: a table of sign-off blocks, the role that may sign it, and the columns that hold the act."""

    table: str
    role: str
    organisation: str
    name: str
    position: str
    date: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: its document, section, item, field and row (uid, or "")."""

    document: Document
    section: Section
    item: Item | None
    field: Field | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form that people may send by mistake: its name, and words printed on it that ours does not have."""

    title: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everyday:
    """How people call a figure in their own words. `places`: the words for its year, "" for none -> the place."""

    names: tuple[str, ...]
    places: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Edition:
    """One issue of the official forms. `id` is the folder's name; `years` are the names of its financial years.

    `other_forms`: what a file may be instead, so that the importers can say so. `everyday`: other names of figures.
    """

    id: str
    title: str
    documents: tuple[Document, ...]
    dates: Dates
    rules: tuple[Rule, ...]
    sign_offs: tuple[SignOff, ...]
    guidance: dict[str, str] = field(default_factory=dict)
    other_forms: tuple[OtherForm, ...] = ()
    everyday: tuple[Everyday, ...] = ()

    def document(self, key: str) -> Document:
        return next(document for document in self.documents if document.key == key)

    def sections(self) -> Iterator[tuple[Document, Section]]:
        for document in self.documents:
            for section in document.sections:
                yield document, section

    def section(self, key: str) -> Section:
        return next(section for _, section in self.sections() if section.key == key)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Key -> field, for fields outside tables."""
        return {item.key: item for _, section in self.sections() if not section.each for item in section.fields()}

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Key -> table, for every table and every section that repeats for rows; their fields are `row_fields`."""
        found = {table.key: table for _, section in self.sections() for table in section.tables()}
        for _, section in self.sections():
            if section.each and section.each not in found:
                found[section.each] = Table(
                    section.each, (), section.title, row_title=section.row_title, row_noun=section.row_noun
                )
        return found

    @cached_property
    def row_fields(self) -> dict[str, dict[str, Field]]:
        """Table key -> field key -> field: the table's columns and the fields of the sections that repeat for it."""
        found = {key: {column.key: column for column in table.columns} for key, table in self.tables.items()}
        for _, section in self.sections():
            if section.each:
                found[section.each].update({item.key: item for item in section.fields()})
        return found

    def field_at(self, place: str) -> Field:
        """The field of "key" or "table/uid/field". Raises KeyError where nothing is asked."""
        table, _, rest = place.partition("/")
        return self.row_fields[table][rest.partition("/")[2]] if rest else self.fields[place]

    def locate(self, place: str) -> Place:
        """Where a place is asked. Raises KeyError where nothing is."""
        key, _, rest = place.partition("/")
        uid, _, column = rest.partition("/")
        candidates = list(self._holders(key, column))
        if not candidates:
            raise KeyError(place)
        document, section, item, found = candidates[0]
        return Place(document, section, item, found, uid)

    def _holders(self, key: str, column: str) -> Iterator[tuple[Document, Section, Item | None, Field | None]]:
        for document, section in self.sections():
            if section.key == key:
                yield document, section, None, None
            for item in section.items:
                if isinstance(item, Table) and item.key == key:
                    match = next((c for c in item.columns if c.key == column), None)
                    if match or not column:
                        yield document, section, item, match
                elif isinstance(item, Grid) and not section.each:
                    for cell in (cell for row in item.rows for cell in row.cells):
                        if cell and cell.key == key:
                            yield document, section, item, cell
                elif isinstance(item, Field) and (section.each, item.key) == ((key, column) if column else ("", key)):
                    yield document, section, item, item
            if section.each == key and not column:
                yield document, section, None, None
