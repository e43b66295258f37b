"""The words of a Word paragraph as runs: emphasis, links, fields, tracked changes, footnotes, text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import nsmap, qn

from bcf.definition.richtext import Run

from .word_marks import FIGURE
from .word_numbering import Styles, is_on, value

Element = Any

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = qn("w:txbxContent")
_DROPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:instrText", "w:rt")}
_CHARACTERS = {
    qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:ptab"): " ",
}  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_SYMBOLS = {"f0b7": "•", "f0a7": "•", "f0fc": "✓", "f0fb": "✗", "f0e0": "→", "f02d": "-", "f0a8": "☐", "f0fe": "☒"}


@dataclass
class _Fields:
    """The open complex fields, innermost last: [instruction, result reached]."""

    stack: list[list[Any]] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        if kind == "begin":
            self.stack.append(["", False])
        elif kind == "separate" and self.stack:
            self.stack[-1][1] = True
        elif kind == "end" and self.stack:
            self.stack.pop()

    @property
    def in_instruction(self) -> bool:
        return any(not reached for _, reached in self.stack)

    @property
    def href(self) -> str:
        return next((link for code, _ in reversed(self.stack) if (link := _field_link(code))), "")


def _field_link(instruction: str) -> str:
    match = re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction, re.IGNORECASE)
    return safe_link(match[1]) if match else ""


def safe_link(target: str) -> str:
    """The address if it is one that rich text may hold, else ""."""
    return target.strip() if _LINK.fullmatch(target.strip()) else ""


class Runs:
    """Reads runs of paragraphs of one document; `text_boxes` gathers those met in the last paragraph read.

    `figure_in`: the tag of a content control and its words -> the figure that it refers to.
    """

    def __init__(self, document: Any, styles: Styles, figure_in: Callable[[str, str], Run | None]) -> None:
        self._rels = document.part.rels
        self._styles = styles
        self._notes = _notes(document)
        self._figure_in = figure_in
        self.text_boxes: list[Element] = []

    def of(self, paragraph: Element) -> tuple[Run, ...]:
        """Insertions kept, deletions dropped; a footnote's words follow its mark in square brackets."""
        self.text_boxes = []
        return tuple(self._inside(paragraph, Run(""), _Fields()))

    def _inside(self, element: Element, style: Run, fields: _Fields) -> Iterator[Run]:
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child, style, fields)
            elif tag == qn("w:hyperlink"):
                yield from self._inside(child, replace(style, href=self._target(child)), fields)
            elif tag == qn("w:fldSimple"):
                link = _field_link(child.get(qn("w:instr")) or "")
                yield from self._inside(child, replace(style, href=link or style.href), fields)
            elif tag == qn("w:sdt"):
                yield from self._control(child, style, fields)
            elif tag == _M_TEXT:
                yield replace(style, text=child.text or "")
            elif isinstance(tag, str) and tag not in _DROPPED:
                yield from self._inside(child, style, fields)

    def _control(self, control: Element, style: Run, fields: _Fields) -> Iterator[Run]:
        """The runs of a content control: one where they are a figure that it refers to, none where that was emptied."""
        properties = control.find(qn("w:sdtPr"))
        tag, runs = value(properties, "w:tag"), list(self._inside(control, style, fields))
        words = " ".join("".join(run.text for run in runs).split())
        if tag.startswith(FIGURE) and properties.find(qn("w:showingPlcHdr")) is not None:
            return
        figure = self._figure_in(tag, words) if runs else None
        yield from [replace(figure, marks=runs[0].marks, href=runs[0].href)] if figure else runs

    def _target(self, hyperlink: Element) -> str:
        relation = self._rels.get(hyperlink.get(qn("r:id")) or "")
        return safe_link(relation.target_ref) if relation is not None and relation.is_external else ""

    def _run(self, run: Element, style: Run, fields: _Fields) -> Iterator[Run]:
        properties = run.find(qn("w:rPr"))
        if is_on(properties, "w:vanish"):
            return
        href = style.href or fields.href
        marked = replace(style, marks=self._marks(properties, bool(href)), href=href)
        for child in run:
            yield from self._piece(child, marked, fields)

    def _piece(self, child: Element, style: Run, fields: _Fields) -> Iterator[Run]:
        tag = child.tag
        if tag == qn("w:fldChar"):
            fields.mark(child.get(qn("w:fldCharType")) or "")
        elif tag == qn("w:instrText") and fields.stack:
            fields.stack[-1][0] += child.text or ""
        elif fields.in_instruction or not isinstance(tag, str):
            return
        elif tag == qn("w:t"):
            yield replace(style, text=child.text or "")
        elif tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column"):
            yield replace(style, text=" ")
        elif tag in _CHARACTERS:
            yield replace(style, text=_CHARACTERS[tag])
        elif tag == qn("w:sym"):
            code = (child.get(qn("w:char")) or "").lower()
            yield replace(style, text=_SYMBOLS.get(code, "•" if code.startswith("f0") else ""))
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            note = self._notes.get((tag, child.get(qn("w:id")) or ""), "")
            yield Run(f" [{note}]" if note else "")
        elif tag == qn("w:ruby"):
            yield from self._inside(child, style, fields)
        else:
            self.text_boxes.extend(_boxes(child))

    def _marks(self, properties: Element | None, linked: bool) -> frozenset[str]:
        if properties is None:
            return frozenset()
        style_id = value(properties, "w:rStyle")
        marks = set()
        for mark, name in (("strong", "w:b"), ("em", "w:i")):
            said = is_on(properties, name)
            if said or (said is None and style_id and self._styles.toggled(style_id, name)):
                marks.add(mark)
        underline = value(properties, "w:u")
        if underline not in ("", "none") and not (linked and underline == "single"):
            marks.add("u")
        if (vertical := value(properties, "w:vertAlign")) in ("superscript", "subscript"):
            marks.add("sup" if vertical == "superscript" else "sub")
        return frozenset(marks)


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing; of a drawing written twice (for old Words) the first writing."""
    if element.tag == _TEXT_BOX:
        yield element
        return
    for child in element:
        if isinstance(child.tag, str) and not (
            child.tag == f"{_MC}Fallback" and element.find(f"{_MC}Choice") is not None
        ):
            yield from _boxes(child)


def _notes(document: Any) -> dict[tuple[str, str], str]:
    """(Reference tag, id) -> words of the footnotes and endnotes."""
    from lxml import etree

    found: dict[tuple[str, str], str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        for note in root.iterfind(f"w:{kind[:-1]}", nsmap):
            words = " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in note.iter(qn("w:p")))
            found[qn(f"w:{kind[:-1]}Reference"), note.get(qn("w:id")) or ""] = " ".join(words.split())
    return found
