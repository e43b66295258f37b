"""Made-up contents of the Part 2 workbook for tests."""

from __future__ import annotations

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Choice, Kind
from bcf.definition.parts import Document, Edition, Field
from bcf.editions import edition as load
from bcf.pack.stamp import Stamp

EDITION: Edition = load("july_2014")
PART_2: Document = EDITION.document("part_2")
STAMP = Stamp("plan-1", "Anytown & District", version=3, digest="ab" * 32)
FIELDS: dict[str, Field] = {
    asked.key: asked for section in PART_2.sections for asked in section.fields() if asked.typed
}
TABLES = [table for section in PART_2.sections for table in section.tables()]

WORDS = (
    "=1+1",
    "+44 1702",
    "@home",
    "-119 spells",
    "Ünïcode £ – “quoted” & <tagged> 'word'",
    "漢字 and 🙂",
    "_x000D_ and _x005F_ as typed",
    "_x000D_",
    "#N/A",
    "0012",
    '=HYPERLINK("http://example.org","x")',
)


def content(answers: dict[str, str] | None = None, **tables: list[dict[str, str]]) -> Content:
    """Content of the answers and of rows given as values; their uids are a1, a2 and so on."""
    rows = {
        key: tuple(Row(f"{key[0]}{number}", values) for number, values in enumerate(lines, 1))
        for key, lines in tables.items()
    }
    return Content(EDITION.id, answers or {}, rows)


def rich(words: tuple[str, ...] = WORDS) -> Content:
    """Every typed cell filled, three rows in every table."""
    answers = {key: value(asked.kind, number, words) for number, (key, asked) in enumerate(FIELDS.items())}
    tables = {
        table.key: tuple(
            Row(
                f"{table.key}-{row}",
                {
                    column.key: value(column.kind, 7 * row + number, words)
                    for number, column in enumerate(table.columns)
                    if column.typed
                },
            )
            for row in range(3)
        )
        for table in TABLES
    }
    return Content(EDITION.id, answers, tables)


def value(kind: Kind, number: int, words: tuple[str, ...] = WORDS) -> str:
    """A canonical value of the kind, another for each number."""
    if isinstance(kind, Choice):
        return kind.options[number % len(kind.options)]
    if kind.numeric:
        return kind.parse(f"{(number * 37) % 97 + 2}")
    text = words[number % len(words)]
    return kind.parse(f"{text} {number}" if number % 3 else text)


def admissions(baseline: tuple[int, ...], planned: tuple[int, ...], **answers: str) -> Content:
    """A plan for non-elective admissions: four quarters each of the one CCG, all of it in the area."""
    quarters = ("q4", "q1", "q2", "q3")
    line = {"ccg": "NHS Anytown CCG", "percent_of_ccg": "100", "percent_of_hwb": "100"}
    line |= {f"baseline_{quarter}": str(n) for quarter, n in zip(quarters, baseline, strict=True)}
    plan = {f"p4p_planned_{quarter}": str(n) for quarter, n in zip(quarters, planned, strict=True)}
    return content(plan | answers, ccg_activity=[line])
