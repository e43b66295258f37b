"""Hypothesis strategies for rich text: trees of the subset, and HTML of any kind."""

from __future__ import annotations

from hypothesis import strategies as st

from bcf.definition.richtext import MARKS, Block, Cell, ListBlock, Paragraph, Run, Table, render

_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\x00\x0b\ufffe\xa0")
texts = st.one_of(
    st.text(_LETTERS, max_size=12), st.sampled_from(["bed", "a < b", "&amp;", " x ", "]]>", "<p>", "1. one"])
)
links = st.sampled_from(["", "", "", "https://example.org/?a=1&b=2", "mailto:a@example.org"])
marks = st.frozensets(st.sampled_from(MARKS), max_size=2)
_figures = st.sampled_from(["agreed_year_1", "p4p_change size", "expenditure/a1/year_2 k", "expenditure//year_2 m"])
figures = st.builds(Run, st.sampled_from(["", "£12.772m", "−£1,490", "3.5%"]), marks, links, _figures)
runs = st.one_of(*[st.builds(Run, texts, marks, links)] * 3, figures)
paragraphs = st.builds(Paragraph, st.lists(runs, max_size=3).map(tuple), st.sampled_from([0, 0, 0, 0, 3, 4]))
spans = st.sampled_from([1, 1, 1, 1, 2, 3])


def _deeper(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    cells = st.builds(Cell, blocks, st.booleans(), spans, spans)
    rows = st.lists(st.lists(cells, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    lists = st.builds(ListBlock, st.booleans(), st.lists(blocks, max_size=3).map(tuple))
    return st.one_of(lists, st.builds(Table, rows, st.integers(0, 2)))


blocks: st.SearchStrategy[Block] = st.recursive(paragraphs, _deeper, max_leaves=12)
trees = st.lists(blocks, max_size=4)
html = trees.map(render)

_TAGS = (
    "p div h1 h3 h6 ul ol li table tr td th thead tbody tfoot strong b em u sub sup a br data script style img svg"
).split()
_pieces = st.one_of(
    texts,
    st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        [
            '<a href="javascript:alert(1)">', '<td colspan="9" rowspan="0">', '<img src=x onerror="alert(1)">',
            "<!--", "-->", "<![CDATA[", "&lt;script&gt;", "&#0;", "&nbsp;", "<p style='x' onclick=y()>",
            "<th rowspan=99>", '<data value="agreed_year_1 m">', '<data value="x y">',
        ]
    ),
)  # fmt: skip
soup = st.lists(_pieces, max_size=20).map("".join)
