"""Filled-in forms as other hands make them: printed from an edition in our own made-up words, then damaged."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Choice, Count, Date, Money, Names, RichText
from bcf.definition.parts import Document, Echo, Edition, Field, Heading, Note, Section, Table
from bcf.definition.richtext import plain
from bcf.definition.spelling import fold

from .made_up import sentence


@dataclass(frozen=True)
class Damage:
    """What happened to the form on its way. `letters`: one official letter of so many is lost."""

    letters: int = 0
    numbers: str = "kept"
    prompts: str = "kept"
    annex_title_once: bool = False
    bullets_deleted: bool = False
    local_chapters: bool = False
    contents: bool = False
    boxes_as_lines: bool = False
    risk_columns: tuple[str, ...] = ()
    seed: int = 1


@dataclass
class Printed:
    """Paragraphs (texts) and tables (lists of rows) in order; which texts are official is known to nobody."""

    items: list[str | list[list[str]]] = field(default_factory=list)

    def text(self) -> bytes:
        lines: list[str] = []
        for item in self.items:
            lines += [item] if isinstance(item, str) else ["\t".join(cells) for cells in item]
            lines.append("")
        return "\n".join(lines).encode()

    def word(self) -> bytes:
        document = docx.Document()
        for item in self.items:
            if isinstance(item, str):
                style = "List Bullet" if item.startswith("- ") else None
                document.add_paragraph(item.removeprefix("- "), style=style)
            else:
                _add_table(document, item)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text
    document.add_paragraph()


def made_up(edition: Edition, schemes: int = 3, risks: int = 4, providers: int = 2) -> Content:
    """A plan in words that no two answers share at their start and end."""
    numbers = iter(range(1, 10_000))
    counts = {"schemes": schemes, "risks": risks, "providers": providers, "related_documents": 2, "sign_off_ccgs": 2}
    answers: dict[str, str] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    for section in edition.document("part_1").sections:
        if not section.each:
            answers |= {item.key: _value(item, next(numbers)) for item in section.fields() if _printed(item)}
        for table in section.tables():
            columns = list(table.columns)
            if table.key == "schemes":
                columns += edition.row_fields["schemes"].values()
            tables[table.key] = _rows(columns, counts.get(table.key, 1), numbers)
    tables["providers"] = _rows(edition.row_fields["providers"].values(), providers, numbers)
    for number, row in enumerate(tables["schemes"]):
        row.values.update({"ref": f"0{number}{'ab'[number % 2]}", "annex_name": ""})  # type: ignore[attr-defined]
    return Content(edition.id, answers, tables)


def _rows(columns, count: int, numbers: Iterator[int]) -> tuple[Row, ...]:  # type: ignore[no-untyped-def]
    columns = list(columns)
    return tuple(
        Row(f"r{n}", {item.key: _value(item, next(numbers)) for item in columns if _printed(item)})
        for n in range(1, count + 1)
    )


def _printed(item: Field) -> bool:
    return not (item.within or item.note_to or item.hidden or item.formula)


def _value(item: Field, number: int) -> str:
    kind = item.kind
    if isinstance(kind, RichText):
        words = f"Begin{number} {sentence(number, 20)}</p><ul><li><p>point{number} {sentence(number + 1, 6)}</p></li>"
        return f"<p>{words}<li><p>{sentence(number + 2, 7)}</p></li></ul><p>{sentence(number + 3, 12)} End{number}</p>"
    if isinstance(kind, Date):
        return f"1914-0{number % 9 + 1}-1{number % 9}"
    if isinstance(kind, Money):
        return str(number * 1_250_000)
    if isinstance(kind, Choice):
        return ""
    if isinstance(kind, Count):
        return str(number % 5 + 1 if kind.most == 5 else number * 101)
    if isinstance(kind, Names):
        return f"Council{number} of the North\nSouthshire{number} Council"
    return f"Name{number} {sentence(number, 3).rstrip('.')}"


class Printer:
    """Prints a content on the Word form of an edition, with damage."""

    def __init__(self, edition: Edition, content: Content, damage: Damage) -> None:
        self._edition = edition
        self._content = content
        self._damage = damage
        self._random = random.Random(damage.seed)
        self._out = Printed()

    def print(self) -> Printed:
        document = self._edition.document("part_1")
        if self._damage.contents:
            self._contents(document)
        for text in document.cover:
            self._paragraph(self._worn(text))
        for section in document.sections:
            rows = self._content.rows(section.each) if section.each else (None,)
            for number, row in enumerate(rows):
                self._section(section, row, first=number == 0)
            if self._damage.local_chapters:
                self._paragraph(f"Local chapter after {section.key}")
        return self._out

    def _contents(self, document: Document) -> None:
        self._paragraph("Contents")
        for page, section in enumerate(document.sections, 3):
            self._paragraph(f"{section.number}) {section.title} ........ {page}")

    def _paragraph(self, text: str) -> None:
        self._out.items.append(text)

    def _worn(self, text: str) -> str:
        """Official words with every so-many-th letter lost."""
        if not self._damage.letters or len(text) < 12:
            return text
        return "".join(c for c in text if not c.isalpha() or self._random.randrange(self._damage.letters))

    def _numbered(self, number: str, text: str) -> str:
        if not number or self._damage.numbers == "lost":
            return text
        return f"{number}{'.' if self._damage.numbers == 'dotted' else ')'} {text}"

    def _section(self, section: Section, row: Row | None, first: bool) -> None:
        if first or not (row and self._damage.annex_title_once):
            self._paragraph(self._numbered(section.number, self._worn(section.title)))
        box: list[list[str]] = []
        group = ""
        for item in section.items:
            label = item.label if isinstance(item, Field | Echo) else ""
            if isinstance(item, Field) and (item.within or item.note_to or item.hidden):
                continue
            if isinstance(item, Echo) or (isinstance(item, Field) and _boxed(item)):
                if isinstance(item, Field) and item.group != group:
                    group = item.group
                    if not label.startswith(group):
                        self._box(box)
                        box = []
                        self._paragraph(group)
                box.append([self._worn(label), self._shown(item, row)])
                continue
            self._box(box)
            box = []
            self._item(section, item, row)
        self._box(box)

    def _shown(self, item: Field | Echo, row: Row | None) -> str:
        field = item if isinstance(item, Field) else Field(item.key, Names(), item.label)
        if isinstance(item, Field) and item.formula:
            return ""
        value = (row.get(item.key) if row else self._content.get(item.key)) or ""
        if not value and row and isinstance(item, Field) and item.default_from:
            return row.get(item.default_from)
        shown = field.kind.plain(value)
        return shown.replace("\n", "; ") if isinstance(field.kind, Names) else shown.replace("\n", "   ")

    def _box(self, rows: list[list[str]]) -> None:
        if not rows:
            return
        if self._damage.boxes_as_lines:
            for label, value in rows:
                self._paragraph(f"{label.rstrip(':')}: {value}")
        else:
            self._out.items.append(rows)

    def _item(self, section: Section, item: object, row: Row | None) -> None:
        if isinstance(item, Heading):
            self._paragraph(self._numbered(item.ref.rpartition(".")[2], self._worn(item.text)))
        elif isinstance(item, Note):
            self._paragraph(self._worn(item.text))
        elif isinstance(item, Table):
            self._table(item)
        elif isinstance(item, Field):
            self._prompt(item, row)

    def _prompt(self, item: Field, row: Row | None) -> None:
        number = item.ref.rpartition(".")[2] if "." in item.ref else ""
        bullets = self._damage.bullets_deleted
        wording = [self._worn(text) for text in item.wording if not (bullets and text.startswith("- "))]
        if item.titled or not wording:
            wording.insert(0, self._worn(item.label))
        wording[0] = self._numbered(number, wording[0])
        answer = _lines(row.get(item.key) if row else self._content.get(item.key))
        style = self._damage.prompts
        if style == "joined":
            self._out.items += [*wording[:-1], f"{wording[-1]}   {answer[0]}", *answer[1:]]
        elif style == "merged":
            self._out.items += ["   ".join(wording), *answer]
        elif style == "split":
            for text in wording:
                middle = text.find(" ", len(text) // 2)
                self._out.items += [text] if middle < 0 or len(text) < 40 else [text[:middle], text[middle + 1 :]]
            self._out.items += answer
        elif style == "boxed":
            self._out.items.append([[text, ""] for text in (*wording, "   ".join(answer))])
        else:
            self._out.items += [*wording, *answer]

    def _table(self, table: Table) -> None:
        if table.layout == "blocks":
            for row in self._content.rows(table.key):
                lines = [[self._worn(c.label), c.kind.show(row.get(c.key))] for c in table.columns if _printed(c)]
                self._box([*lines, ["Signed", ""]])
            return
        self._paragraph(self._numbered(table.ref.rpartition(".")[2], self._worn(table.title)))
        for text in table.intro:
            self._paragraph(self._worn(text))
        columns = [column for column in table.columns if not (column.within or column.note_to)]
        headings = [" ".join((column.label, *column.wording)) for column in columns]
        extra = self._damage.risk_columns if table.key == "risks" else ()
        if extra:
            headings = list(extra)
        rows = [[self._worn(text) if not extra else text for text in headings]]
        for row in self._content.rows(table.key):
            cells = [self._shown(column, row) for column in columns]
            rows.append(cells + [f"Keeper{row.uid}"] * (len(headings) - len(cells)))
        self._out.items.append(rows)


def _boxed(item: Field) -> bool:
    return not isinstance(item.kind, RichText) or bool(item.group or item.placeholder)


def _lines(html: str) -> list[str]:
    return [f"- {line[2:]}" if line.startswith("• ") else line for line in plain(html).splitlines()]


def differences(edition: Edition, wanted: Content, got: Content) -> list[str]:
    """The places whose words are not those wanted, letter for letter; and tables with other numbers of rows."""
    found = [
        f"{table}: {len(rows)} rows, not {len(got.rows(table))}"
        for table, rows in wanted.tables.items()
        if len(rows) != len(got.rows(table))
    ]
    for place, value in wanted.places():
        kind = edition.field_at(place).kind
        if fold(kind.plain(value)) != fold(kind.plain(got.value(place))):
            found.append(f"{place}: {kind.plain(value)[:60]!r} is {kind.plain(got.value(place))[:90]!r}")
    return found


def sample(  # type: ignore[no-untyped-def]
    vision="A vision.", agreed="£1", date_agreed="3 September 2014", likelihood="3", impact="4", factor="12",
    mitigation="Act", overview="The overview.", schemes="", annexes="", change="(567)", prevented="850",
    agreement="Yes",
) -> str:  # fmt: skip
    """A short form of the July 2014 edition by hand, with the words asked for in their places."""
    listed = schemes or "Ref no.\tScheme\n1\tPeople first\n1b.\tPeople second\n3c\tHomes\n4\tInfrastructure"
    described = "\n".join(_annex(line, overview) for line in (annexes or "1|People first|A").splitlines())
    return f"""Updated July 2014
1) PLAN DETAILS
a) Summary of Plan
Local Authority\tNorthport City Council
Date agreed at Health and Well-Being Board:\t{date_agreed}
Total agreed value of pooled budget: 2014/15\t{agreed}
2015/16\t£2m
2) VISION FOR HEALTH AND CARE SERVICES
a) Drawing on your JSNA, JHWS and patient and service user feedback, please describe the vision for health and social \
care services for this community for 2019/20
{vision}
b) What difference will this make to patient and service user outcomes?
A difference.
4) PLAN OF ACTION
d) List of planned BCF schemes
Please list below the individual projects or changes which you are planning as part of the Better Care Fund. Please \
complete the Detailed Scheme Description template (Annex 1) for each of these schemes.
{listed}
5) RISKS AND CONTINGENCY
a) Risk log
There is a risk that:\tHow likely is the risk to materialise? Please rate on a scale of 1-5 with 1 being very unlikely \
and 5 being very likely\tPotential impact\tOverall risk factor (likelihood *potential impact)\tMitigating Actions
It goes wrong\t{likelihood}\t{impact}\t{factor}\t{mitigation}
ANNEX 1 – Detailed Scheme Description
{described}
ANNEX 2 – Provider commentary
Name of Health & Wellbeing Board\tNorthport
Name of Provider organisation\tNorthport Hospital
Name of Provider CEO\tA Person
For HWB to populate:
Total number of non-elective FFCEs in general & acute\t2013/14 Outturn\t28,431
\t2014/15 Plan\t28,335
\t2015/16 Plan\t27,768
\t14/15 Change compared to 13/14 outturn\t(96)
\t15/16 Change compared to planned 14/15 outturn\t{change}
\tHow many non-elective admissions is the BCF planned to prevent in 14-15?\t380
\tHow many non-elective admissions is the BCF planned to prevent in 15-16?\t{prevented}
For Provider to populate:
\tQuestion\tResponse
1.\tDo you agree with the data above relating to the impact of the BCF in terms of a reduction in non-elective \
(general and acute) admissions in 15/16 compared to planned 14/15 outturn?\t{agreement}
"""


def _annex(line: str, overview: str) -> str:
    ref, name, objective = line.split("|")
    return f"""Scheme ref no.
{ref}
Scheme name
{name}
What is the strategic objective of this scheme?
{objective}
Overview of the scheme
Please provide a brief description of what you are proposing to do including:
- What is the model of care and support?
- Which patient cohorts are being targeted?
{overview}"""
