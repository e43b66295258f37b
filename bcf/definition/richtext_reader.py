"""Reads any HTML, or text without tags, into the tree of richtext.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import unescape

import nh3
from lxml import html as lxml_html

from . import spelling
from .richtext_figures import is_shown, reference
from .richtext_tables import regular
from .richtext_tree import Block, Cell, ListBlock, Paragraph, Run

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "li", "table", "blockquote", "pre"}
_SECTIONS = {"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"}
_SAME_AS = {"b": "strong", "i": "em", "ins": "u"}
_INLINE = {"strong", "em", "u", "sub", "sup", "b", "i", "ins", "a", "br", "data"}
_LEVELS = {"h1": 3, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_DEPTH = 40


def read(html: str) -> tuple[Block, ...]:
    """Every word of the input is in the tree, bar those of scripts and styles."""
    text = spelling.tidy(html)
    if not text:
        return ()
    if not re.search(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z#0-9]+;", text):
        return _paragraphs_of(text)
    safe = nh3.clean(
        text,
        tags=_BLOCKS | _SECTIONS | _INLINE,
        attributes={"a": {"href"}, "data": {"value"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if not safe.strip():
        return ()
    # the usual parser drops what is nested more than 256 deep; this one gives up at 2,000
    parser = lxml_html.HTMLParser(huge_tree=True)
    found = _Reader().blocks(lxml_html.fragment_fromstring(safe, create_parent="div", parser=parser))
    return found or _paragraphs_of(unescape(nh3.clean(safe, tags=set())).strip())


def _paragraphs_of(text: str) -> tuple[Block, ...]:
    parts = re.split(r"\n\s*\n", text)
    lines = ("\n".join(" ".join(line.split()) for line in part.splitlines()) for part in parts)
    return tuple(Paragraph((Run(line),)) for line in lines if line)


@dataclass
class _Flow:
    """Blocks so far, and the runs of the paragraph being gathered."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def end_paragraph(self, level: int = 0) -> None:
        runs = tidy_runs(self.runs)
        if runs:
            self.blocks.append(Paragraph(runs, level))
        self.runs = []


class _Reader:
    def blocks(self, element: lxml_html.HtmlElement, depth: int = 0) -> tuple[Block, ...]:
        flow = _Flow()
        self._fill(flow, element, Run(""), depth)
        flow.end_paragraph()
        return tuple(flow.blocks)

    def _fill(self, flow: _Flow, element: lxml_html.HtmlElement, style: Run, depth: int) -> None:
        self._text(flow, element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self._child(flow, child, style, depth + 1)
            self._text(flow, child.tail, style)

    def _text(self, flow: _Flow, text: str | None, style: Run) -> None:
        if text:
            flow.runs.append(_saying(style, re.sub(r"\s+", " ", text)))

    def _child(self, flow: _Flow, child: lxml_html.HtmlElement, style: Run, depth: int) -> None:
        tag = child.tag
        if depth > _DEPTH:
            flow.runs.append(replace(style, text=re.sub(r"\s+", " ", child.text_content())))
        elif tag == "br":
            flow.runs.append(replace(style, text="\n"))
        elif tag == "a":
            self._fill(flow, child, replace(style, href=child.get("href", "").strip()), depth)
        elif tag == "data":
            self._data(flow, child, style, depth)
        elif tag in _INLINE:
            mark = _SAME_AS.get(tag, tag)
            # a letter is above the line or below it, never both
            kept = style.marks - ({"sub", "sup"} if mark in ("sub", "sup") else set())
            self._fill(flow, child, replace(style, marks=kept | {mark}), depth)
        elif tag in ("ul", "ol"):
            flow.end_paragraph()
            items = tuple(self._items(child, depth))
            if items:
                flow.blocks.append(ListBlock(tag == "ol", items))
        elif tag == "table":
            flow.end_paragraph()
            flow.blocks.extend(self._table(child, depth))
        else:
            flow.end_paragraph()
            self._fill(flow, child, style, depth)
            flow.end_paragraph(_LEVELS.get(tag, 0))

    def _data(self, flow: _Flow, element: lxml_html.HtmlElement, style: Run, depth: int) -> None:
        """A reference to a figure; where it is none, or was written over with words, what it holds."""
        value, words = element.get("value", ""), " ".join(element.text_content().split())
        if reference(value) and is_shown(words):
            flow.runs.append(replace(style, text=words, figure=value))
        else:
            self._fill(flow, element, style, depth)

    def _items(self, element: lxml_html.HtmlElement, depth: int) -> Iterable[tuple[Block, ...]]:
        """List items; a list put straight into a list belongs to the item before it."""
        if depth > _DEPTH:
            return [words] if (words := _paragraphs_of(spelling.tidy(element.text_content()))) else []
        items: list[tuple[Block, ...]] = [_paragraphs_of(spelling.tidy(element.text or ""))]
        for child in element:
            if child.tag in ("ul", "ol"):
                inner = tuple(self._items(child, depth + 1))
                items[-1] += (ListBlock(child.tag == "ol", inner),) if inner else ()
            else:
                items.append(self.blocks(child, depth + 1))
            if child.tail and child.tail.strip():
                items.append(_paragraphs_of(spelling.tidy(child.tail)))
        return [item for item in items if item]

    def _table(self, element: lxml_html.HtmlElement, depth: int) -> Iterable[Block]:
        rows: list[tuple[Cell, ...]] = []
        head = 0
        for caption in element.iterfind("caption"):
            yield from self.blocks(caption, depth + 1)
        for tr in element.iter("tr"):
            if next(tr.iterancestors("table")) is not element:
                continue
            cells = tuple(self._cell(cell, depth) for cell in tr if cell.tag in ("td", "th"))
            parent = tr.getparent()
            in_head = parent is not None and parent.tag == "thead"
            if in_head and head == len(rows):
                head += 1
            rows.append(cells)
        if table := regular(rows, head):
            yield table

    def _cell(self, element: lxml_html.HtmlElement, depth: int) -> Cell:
        blocks = self.blocks(element, depth + 1)
        return Cell(blocks, element.tag == "th", _span(element, "colspan"), _span(element, "rowspan"))


def _span(element: lxml_html.HtmlElement, name: str) -> int:
    value = element.get(name, "1")
    return min(max(int(value), 1), 100) if value.isdigit() and len(value) < 5 else 1


def _saying(style: Run, text: str) -> Run:
    """`replace` would take many times as long, and this is done for every word in italics."""
    return Run(text, style.marks, style.href, style.figure)


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours alike joined, spaces single, none at the ends or beside a line break, empty runs gone.

    A reference to a figure stays by itself, with no text too.
    """
    joined: list[Run] = []
    for run in runs:
        text = run.text.replace("\u00a0", " ")
        if run.figure:
            joined.append(_saying(run, " ".join(text.split())))
            continue
        if not joined or joined[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ") if joined else text.lstrip()
        if not text:
            continue
        if "\n" in text:
            text = re.sub(r" *\n *", "\n", text)
        if text.startswith("\n") and joined:
            joined[-1] = _saying(joined[-1], joined[-1].text.rstrip(" "))
        if joined and (joined[-1].marks, joined[-1].href, joined[-1].figure) == (run.marks, run.href, ""):
            joined[-1] = _saying(joined[-1], joined[-1].text + text)
        else:
            joined.append(_saying(run, text))
    while joined and not joined[-1].figure and not joined[-1].text.rstrip():
        joined.pop()
    if joined:
        joined[-1] = _saying(joined[-1], joined[-1].text.rstrip())
    return tuple(run for run in joined if run.text or run.figure)
