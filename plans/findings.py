"""What was found in an uploaded file, for the page that shows it before anything is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bcf.definition import richtext
from bcf.definition.content import Content, Row
from bcf.definition.parts import Document, Edition, Field, Section
from bcf.pack.found import Found

from .compared import counted, full_label
from .places import row_name

_FIRST_WORDS = 140


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    label: str
    words: str
    characters: int


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The rows of a table, each by its name."""

    title: str
    noun: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """One row's copy of a section that repeats: how much of it is answered, and what is blank."""

    name: str
    answered: int
    asked: int
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundSection:
    """`sheet`: counts say enough; nobody wants the first words of a figure."""

    title: str
    sheet: bool
    answered: tuple[FoundAnswer, ...]
    blank: tuple[str, ...]
    tables: tuple[FoundTable, ...]
    copies: tuple[FoundCopy, ...]

    @property
    def asked(self) -> int:
        return len(self.answered) + len(self.blank)

    @property
    def summary(self) -> str:
        """ "35 of 36 answered, 15 risks"."""
        rows: Counter[str] = Counter()
        for table in self.tables:
            rows[table.noun] += len(table.names)
        parts = [f"{len(self.answered)} of {self.asked} answered"] if self.asked else []
        parts += [counted(number, noun) for noun, number in rows.items()]
        parts += [f"{len(self.copies)} found"] if self.copies else []
        return ", ".join(parts) or "nothing found"


def findings(edition: Edition, found: Found) -> list[FoundSection]:
    """The sections of the documents that the file holds anything of, in the official order."""
    return [
        _section(edition, document, section, found.content)
        for document in edition.documents
        if _holds(document, found.content)
        for section in document.sections
        if section.stands(found.content)
        and (any(field.typed for field in section.fields()) or any(True for _ in section.tables()))
    ]


def _holds(document: Document, content: Content) -> bool:
    keys = {field.key for section in document.sections if not section.each for field in section.fields()}
    tables = {table.key for section in document.sections for table in section.tables()}
    return any(content.get(key) for key in keys) or any(content.rows(table) for table in tables)


def _section(edition: Edition, document: Document, section: Section, content: Content) -> FoundSection:
    fields = [] if section.each else [field for field in section.fields() if field.typed]
    answered = [field for field in fields if content.get(field.key)]
    return FoundSection(
        f"{section.number} {section.title}".strip(),
        document.format == "excel",
        tuple(_answer(field, content.get(field.key)) for field in answered),
        tuple(full_label(field) for field in fields if _wanting(field) and not content.get(field.key)),
        tuple(_tables(edition, section, content)),
        tuple(_copy(edition, section, row) for row in content.rows(section.each)) if section.each else (),
    )


def _wanting(field: Field) -> bool:
    """Whether its blank is worth telling: not a note beside a figure, nor a figure inside an answer."""
    return field.official and not field.note_to and not field.default_from


def _answer(field: Field, value: str) -> FoundAnswer:
    words = " ".join(field.kind.plain(value).split())
    return FoundAnswer(full_label(field), first_words(words), len(words))


def _tables(edition: Edition, section: Section, content: Content) -> Iterator[FoundTable]:
    for table in section.tables():
        if rows := content.rows(table.key):
            names = tuple(row_name(edition, table.key, row.values) for row in rows)
            yield FoundTable(table.title or table.row_noun.capitalize(), table.row_noun, names)


def _copy(edition: Edition, section: Section, row: Row) -> FoundCopy:
    fields = [field for field in section.fields() if field.typed and _wanting(field)]
    blank = tuple(field.label for field in fields if not row.get(field.key))
    name = row_name(edition, section.each, row.values)
    return FoundCopy(name, len(fields) - len(blank), len(fields), blank)


def first_words(text: str) -> str:
    """The start of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _FIRST_WORDS:
        return text
    cut = text[:_FIRST_WORDS]
    return (cut.rpartition(" ")[0] or cut) + " …"


def first_words_of(html: str) -> str:
    return first_words(richtext.plain(html))
