"""The Excel document of an edition, filled in: live formulas with their values, open and locked cells.

A pure function of what it is given. What a person typed is always written as text or as a number, never as a
formula or a link. Our own importer finds everything again by defined names, the uids in the hidden column A and
the facts in a very hidden sheet.
"""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bcf.definition.content import Content
from bcf.definition.figures import Figures
from bcf.definition.parts import Edition

from . import xlsx_facts
from .stamp import Stamp
from .xlsx_formulas import Speller
from .xlsx_layout import Layout, address, excel_document, in_tab, lay_out, names
from .xlsx_sheet import Book, write_tab
from .xlsx_writer import Sheet


def xlsx(edition: Edition, content: Content, stamp: Stamp) -> bytes:
    """The workbook as bytes; the same for the same arguments. Raises TooLong where Excel cannot hold a text."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as workbook:
        _describe(workbook, edition, stamp)
        layout = lay_out(edition, content)
        book = Book(workbook, layout, Figures(edition, content), Speller(layout), content, stamp)
        sheets = {tab.name: workbook.add_worksheet(tab.name, Sheet) for tab in layout.tabs}
        facts = workbook.add_worksheet(xlsx_facts.SHEET)
        book.offered = _write_suggestions(facts, edition, content, layout)
        for tab in layout.tabs:
            write_tab(book, sheets[tab.name], tab)
        for name, meaning in names(layout):
            workbook.define_name(name, f"={meaning}")
        _write_facts(facts, edition, content, stamp)
    return stream.getvalue()


def _describe(workbook: Workbook, edition: Edition, stamp: Stamp) -> None:
    title = excel_document(edition).title
    workbook.set_properties(
        {
            "title": f"{title}: {stamp.area}",
            "subject": stamp.line,
            "created": edition.dates.opens.replace(tzinfo=None),
        }
    )
    workbook.set_size(2400, 1400)


def _write_suggestions(facts: Worksheet, edition: Edition, content: Content, layout: Layout) -> dict[str, str]:
    """A column of the hidden sheet for each list of suggestions; source -> its range."""
    places = {}
    sources = {column.suggest for rows in layout.tables.values() for column in rows.table.columns}
    for number, source in enumerate(sorted(sources - {""})):
        values = suggestions(content, source)
        if values:
            column = 5 + number
            facts.write_string(0, column, source)
            for row, value in enumerate(values, 1):
                facts.write_string(row, column, value)
            places[source] = "=" + in_tab(xlsx_facts.SHEET, f"{address(1, column)}:{address(len(values), column)}")
    return places


def suggestions(content: Content, source: str) -> list[str]:
    """The values of "table/column", or the lines of an answer, each once, in order."""
    table, _, column = source.partition("/")
    values = [row.get(column) for row in content.rows(table)] if column else content.get(table).split("\n")
    return [value for value in dict.fromkeys(values) if value and len(value) <= 255]


def _write_facts(facts: Worksheet, edition: Edition, content: Content, stamp: Stamp) -> None:
    for row, line in enumerate(xlsx_facts.lines(edition, content, stamp)):
        for column, text in enumerate(line):
            facts.write_string(row, column, text)
    facts.very_hidden()
    facts.protect()
