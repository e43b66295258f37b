"""Marks that let a Word file of ours be read back: a content control round each value, and a note of the rows.

A control's tag is the place of its value ("vision", "schemes/UID/overview"), or a short stand-in where the place
is longer than Word allows. A reference to a figure has a control within the text, tagged "=" and the reference.
The note is a custom XML part: the edition, the rows of each table in order, the stand-ins, the values that cannot
be read off the page (a figure rounded for print, a file's digest), and the words that each reference showed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from bcf.definition.richtext import Run
from bcf.definition.richtext_figures import UNKNOWN

from . import word_xml

_NAMESPACE = "urn:bcf-planner:marks"
_LONGEST_TAG = 64
FIGURE = "="
# without a kind, LibreOffice drops the emphasis and line breaks of a control's first paragraph
_BLOCKS = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'


@dataclass
class Marks:
    """`rows`: table -> uids. `tags`: stand-in -> place. `kept`: place -> (as read off the page, the value).

    `name_of` names the cell of a reference, for people. `figures`: reference -> what it showed, in each place alike.
    """

    edition: str
    document: str
    rows: dict[str, list[str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    figures: dict[str, list[str]] = field(default_factory=dict)
    controls: int = 0
    name_of: Callable[[str], str] = str

    def control(self, place: str, label: str, inner: str, blank: bool) -> str:
        """`inner` (whole paragraphs, or runs) in a content control; just `inner` where there is no place."""
        if not place:
            return inner
        self.controls += 1
        hint = "<w:showingPlcHdr/>" if blank else _BLOCKS if inner.startswith(("<w:p>", "<w:tbl>")) else ""
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{word_xml.escaped(label[:_LONGEST_TAG])}"/>'
            f'<w:tag w:val="{word_xml.escaped(self._tag(place))}"/><w:id w:val="{self.controls}"/>{hint}</w:sdtPr>'
            f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )

    def figure(self, run: Run, inner: str) -> str:
        """A run that is a reference to a figure, in a control of its own."""
        self.figures[run.figure] = sorted({*self.figures.get(run.figure, ()), run.text})
        return self.control(f"{FIGURE}{run.figure}", self.name_of(run.figure), inner, blank=False)

    def figure_in(self, tag: str, words: str) -> Run | None:
        """The reference that a control holds; None for another control, and where its words were changed since."""
        reference = self.place(tag).removeprefix(FIGURE)
        texts = self.figures.get(reference, ())
        text = words if words in texts else next((text for text in texts if not text and words == UNKNOWN), None)
        return None if text is None else Run(text, figure=reference)

    def _tag(self, place: str) -> str:
        if len(place) <= _LONGEST_TAG:
            return place
        tag = f"bcf-{self.controls}"
        self.tags[tag] = place
        return tag

    def place(self, tag: str) -> str:
        return self.tags.get(tag, tag)

    def attach(self, document: Any) -> None:
        """Puts the note into the document's package."""
        note = {
            "edition": self.edition, "document": self.document, "rows": self.rows, "tags": self.tags,
            "kept": self.kept, "figures": self.figures,
        }  # fmt: skip
        root = etree.Element(f"{{{_NAMESPACE}}}marks", nsmap={"bcf": _NAMESPACE})
        root.text = json.dumps(note, sort_keys=True)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/customXml/item7.xml"), "application/xml", blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def marks_of(document: Any) -> Marks | None:
    """The note that a document carries; None where it carries none that can be read."""
    for blob in _custom_parts(document):
        try:
            root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False))
            if root.tag == f"{{{_NAMESPACE}}}marks":
                note = json.loads(root.text or "")
                kept = {place: (shown, value) for place, (shown, value) in note["kept"].items()}
                figures = note.get("figures", {})
                return Marks(note["edition"], note["document"], note["rows"], note["tags"], kept, figures)
        except (etree.XMLSyntaxError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def _custom_parts(document: Any) -> Iterator[bytes]:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external:
            yield relation.target_part.blob
