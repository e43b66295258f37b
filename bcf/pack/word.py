"""The official Word form, filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from bcf.definition.content import Content
from bcf.definition.figure_names import name_of
from bcf.definition.parts import Document, Edition
from bcf.definition.richtext_figures import reference

from . import layout, word_styles, word_xml
from .files import fixed_zip
from .stamp import Stamp
from .word_boxes import BoxWriter
from .word_marks import Marks
from .word_richtext import RichTextWriter

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="567" w:footer="567" w:gutter="0"/>'
)


def word(edition: Edition, content: Content, stamp: Stamp, document: str = "part_1") -> bytes:
    """The .docx of a form, signatures printed in their blocks. The same input gives the same bytes.

    read_own_word gives the content of this form back exactly, or as people have edited it in Word since.
    """
    form = edition.document(document)
    content = stamp.apply(content)
    file = docx.Document()
    marks = Marks(edition.id, document, _rows(edition, form, content), name_of=_namer(edition, content))
    walker = _Walker(file, marks)
    pieces = [piece for piece in layout.layout(edition, form, content) if not isinstance(piece, layout.OURS)]
    body = "".join([*walker.cover(form, stamp.line), *walker.contents(pieces), *walker.form(pieces)])
    _fill(file, body, walker.writer)
    _furnish(file, f"{form.title}: {stamp.area}", form.title, stamp)
    marks.attach(file)
    buffer = BytesIO()
    file.save(buffer)
    return fixed_zip(buffer.getvalue())


def _namer(edition: Edition, content: Content) -> Callable[[str], str]:
    """The name of the figure that a reference shows, for people who point at it in Word."""

    def name(value: str) -> str:
        one = reference(value)
        return name_of(edition, content, one.place) if one else value

    return name


def _rows(edition: Edition, form: Document, content: Content) -> dict[str, list[str]]:
    """The rows of each table that the form prints, by uid."""
    keys = {table.key for section in form.sections for table in section.tables()}
    keys |= {section.each for section in form.sections if section.each}
    return {key: [row.uid for row in content.rows(key)] for key in sorted(keys) if content.rows(key)}


class _Walker:
    """Writes the pieces of one form in order."""

    def __init__(self, file: Any, marks: Marks) -> None:
        self._links: dict[str, str] = {}
        self._part = file.part
        self.writer = RichTextWriter(self._link, marks.figure)
        self._boxes = BoxWriter(marks, self.writer)
        self._bookmarks = 0

    def _link(self, href: str) -> str:
        if href not in self._links:
            address = word_xml.legal(href)
            self._links[href] = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[href]

    def cover(self, form: Document, line: str) -> Iterator[str]:
        for words in layout.cover_notes(form):
            style = "Title" if words == form.title else "BCFCover"
            yield word_xml.paragraph(style, word_xml.run(words))
            if words == form.title:
                yield word_xml.paragraph("Subtitle", word_xml.run(line))

    def contents(self, pieces: Iterable[layout.Piece]) -> Iterator[str]:
        """The list of contents: entries that lead to their headings, each with a field for its page.

        Not one contents field: LibreOffice prints such a field as it stands, without working out the pages.
        """
        yield word_xml.paragraph("BCFContents", word_xml.run("Contents"), "<w:pageBreakBefore/>")
        titles = [piece for piece in pieces if isinstance(piece, layout.Title)]
        entries = [(number, title) for number, title in enumerate(titles, 1) if title.listed]
        for number, title in entries:
            yield word_xml.paragraph(f"TOC{title.level}", _contents_entry(number, title))
        yield word_xml.paragraph("BCFAfterTable", '<w:r><w:br w:type="page"/></w:r>')

    def form(self, pieces: Iterable[layout.Piece]) -> Iterator[str]:
        return (self._piece(piece) for piece in pieces)

    @singledispatchmethod
    def _piece(self, piece: layout.Piece) -> str:
        raise TypeError(f"no Word for {piece!r}")

    @_piece.register
    def _(self, piece: layout.Title) -> str:
        self._bookmarks += 1
        style = f"BCFPromptHeading{piece.level}" if piece.asks else f"Heading{piece.level}"
        number = self._bookmarks
        inner = (
            f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>{word_xml.run(piece.text)}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        heading = word_xml.paragraph(style, inner, "<w:pageBreakBefore/>" if piece.new_page else "")
        return heading + (word_xml.paragraph("Subtitle", word_xml.run(piece.subtitle)) if piece.subtitle else "")

    @_piece.register
    def _(self, piece: layout.Words) -> str:
        return "".join(_official(words, piece.asks) for words in piece.paragraphs)

    @_piece.register
    def _(self, piece: layout.Box) -> str:
        return self._boxes.box(piece)

    @_piece.register
    def _(self, piece: layout.Narrative) -> str:
        return self._boxes.narrative(piece.answer)

    @_piece.register
    def _(self, piece: layout.Rows) -> str:
        return self._boxes.rows(piece) + (_official(piece.after, False) if piece.after else "")

    @_piece.register
    def _(self, piece: layout.Matrix) -> str:
        return self._boxes.matrix(piece)


def _official(words: str, asks: bool) -> str:
    if words.startswith("- "):
        return word_xml.paragraph("BCFPromptBullet", word_xml.run(words[2:]))
    return word_xml.paragraph("BCFPrompt" if asks else "BCFNote", word_xml.run(words))


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def _contents_entry(number: int, title: layout.Title) -> str:
    name = _bookmark(number)
    page = word_xml.field(f"PAGEREF {name} \\h", "")
    words = word_xml.run(f"{title.short}\t")
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}{page}</w:hyperlink>'


def _fill(file: Any, body: str, writer: RichTextWriter) -> None:
    """Puts the body, the styles and the lists into the file, whose own it replaces."""
    old = file.element.body
    old.getparent().replace(old, parse_xml(f"<w:body {nsdecls('w', 'r')}>{body}<w:sectPr>{_PAGE}</w:sectPr></w:body>"))
    for relation in file.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.STYLES:
            relation.target_part._element = parse_xml(word_styles.styles())
        elif relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            relation.target_part._element = parse_xml(word_styles.numbering(writer.lists.found))


def _furnish(file: Any, title: str, form: str, stamp: Stamp) -> None:
    """Header, footer and properties. No time of making: the version says more, and equal input gives equal bytes."""
    section = file.sections[0]
    for place, xml in (
        (section.header, word_styles.header(stamp.line, stamp.draft)),
        (section.footer, word_styles.footer(form)),
    ):
        place.is_linked_to_previous = False
        place.part._element = parse_xml(xml)
    properties = file.core_properties
    properties.title, properties.subject = word_xml.legal(title)[:255], word_xml.legal(stamp.line)[:255]
    properties.author, properties.comments, properties.keywords = "BCF Planner", "", word_xml.legal(stamp.digest)
    properties.language = "en-GB"
    for name in ("dcterms:created", "dcterms:modified"):
        for child in properties._element.findall(qn(name)):
            properties._element.remove(child)
    _drop(file.part.package, "thumbnail")


def _drop(package: Any, kind: str) -> None:
    """Takes the parts of a kind that the template brought along out of the package."""
    for name in [key for key, relation in package.rels.items() if relation.reltype.endswith(f"/{kind}")]:
        del package.rels[name]
