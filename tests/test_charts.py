"""Drawings: every figure in them, patterns beside colours, nothing outside the picture, no style and no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bcf.definition.charts import Chart, Series
from bcf.definition.figures import Figures
from bcf.definition.formulas import Cell, Constant, Formula
from bcf.definition.kinds import Count, Money
from bcf.definition.pictures import NOT_KNOWN, Picture, picture
from bcf.pack.charts import NARROW, WIDE, figure, svg
from tests.part_2 import EDITION, content

SHAPES = ("columns", "bars", "shares")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(shape: Any, *series: tuple[int | None, ...], names: tuple[str, ...] = (), expected: bool = False) -> Picture:
    """A picture of those figures; None is a figure that is not known."""
    lines = tuple(
        Series(f"Series {number}", tuple(_formula(value) for value in values), expected and number == len(series))
        for number, values in enumerate(series, 1)
    )
    names = names or tuple(f"Category {number}" for number in range(1, len(series[0]) + 1))
    chart = Chart("made_up", "Made <up> & drawn", shape, names, lines, Count(least=None, places=1), "admissions")
    return picture(chart, Figures(EDITION, content({"p4p_planned_q4": "1"})))


def _formula(value: int | None) -> Formula:
    return Constant("") if value is None else Cell("p4p_planned_q4") * Decimal(value)


def parsed(text: str) -> Any:
    return etree.fromstring(text.encode())


def boxes(text: str) -> Iterator[Any]:
    """The bars, and the squares that say what they are; not the tiles of patterns."""
    return (box for box in parsed(text).iter(f"{SVG}rect") if box.getparent().tag != f"{SVG}pattern")


def texts(text: str) -> list[str]:
    return ["".join(one.itertext()) for one in parsed(text).iter(f"{SVG}text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_figure_is_written_out(shape: str, narrow: bool) -> None:
    said = " ".join(texts(svg(drawn(shape, (1234, 20, 3), (4321, 7, 89)), narrow)))
    for text in ("1,234", "20", "3", "4,321", "7", "89", "Category 1", "Series 2"):
        assert re.search(rf"(?<![\d,]){text}(?![\d,])", said), text


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_blank_is_not_known_and_has_no_bar(shape: str, narrow: bool) -> None:
    text = svg(drawn(shape, (5, None, 4), (6, 7, 8)), narrow)
    assert NOT_KNOWN in " ".join(texts(text))
    assert not re.search(r"(?<![\d.,])0(?![\d.,%])", " ".join(texts(text)))


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_known_draws_nothing(shape: str) -> None:
    blank = drawn(shape, (None, None), (None, None))
    assert svg(blank) == svg(blank, narrow=True) == ""
    assert "<svg" not in figure(blank)
    assert figure(blank).count(f">{NOT_KNOWN}<") == 4


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_all_zero_is_drawn_without_bars(shape: str, narrow: bool) -> None:
    text = svg(drawn(shape, (0, 0), (0, 0)), narrow)
    assert len([word for word in " ".join(texts(text)).split() if word.strip(";") == "0"]) >= 4


def test_negative_figures_reach_the_other_way() -> None:
    for shape in ("columns", "bars"):
        root = parsed(svg(drawn(shape, (-50, 100))))
        bars = [
            bar for bar in root.iter(f"{SVG}rect") if float(bar.get("width")) > 16.5 or float(bar.get("height")) > 16.5
        ]
        assert "−50" in " ".join(texts(svg(drawn(shape, (-50, 100)))))
        side = "y" if shape == "columns" else "x"
        down, up = bars[:2]
        assert (float(down.get(side)) > float(up.get(side))) == (shape == "columns")
    assert 'class="bcf-drawing' in svg(drawn("shares", (-50, 100)))


figures = st.one_of(st.none(), st.integers(-(10**7), 10**7))


@given(
    shape=st.sampled_from(SHAPES),
    rows=st.integers(1, 40).flatmap(lambda n: st.lists(st.tuples(*[figures] * n), min_size=1, max_size=4)),
    names=st.text("abc &<>é", min_size=1, max_size=90),
    expected=st.booleans(),
    narrow=st.booleans(),
)
def test_nothing_stands_outside_the_picture(
    shape: str, rows: list[Any], names: str, expected: bool, narrow: bool
) -> None:
    long = tuple(f"{names} {number}" for number in range(len(rows[0])))
    text = svg(drawn(shape, *rows, names=long, expected=expected and len(rows) > 1), narrow)
    if not text:
        return
    root = parsed(text)
    width, height = (float(part) for part in root.get("viewBox").split()[2:])
    assert width == (NARROW if narrow else WIDE)
    for box in boxes(text):
        left, top, wide, high = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert min(left, top) >= -1
        assert left + wide <= width + 1
        assert top + high <= height + 1
    for words in root.iter(f"{SVG}text"):
        assert 0 <= float(words.get("y")) <= height


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_named_and_free_of_styles_and_scripts(shape: str) -> None:
    for narrow in (False, True):
        text = svg(drawn(shape, (1, 2), (3, 4)), narrow)
        root = parsed(text)
        assert root.get("role") == "img"
        named = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
        assert root.get("aria-labelledby").split() == list(named)
        assert next(iter(named.values())).startswith("Made <up> & drawn.")
        assert not re.search(r"style|<script|\bon[a-z]+=|href", text)
        sizes = [int(one.get("font-size")) for one in root.iter(f"{SVG}text")]
        assert min(sizes) >= 13


def test_ids_of_the_two_drawings_differ() -> None:
    ids = re.findall(r' id="([^"]+)"', figure(drawn("columns", (1, 2), (3, 4))))
    assert len(ids) == len(set(ids)) > 4


def test_patterns_tell_series_apart_without_colour() -> None:
    text = svg(drawn("bars", (1, 2), (3, 4), (5, 6)))
    fills = {bar.get("fill") for bar in boxes(text)}
    patterns = {fill[5:-1] for fill in fills if fill.startswith("url(#")}
    assert len(patterns) == 2
    assert patterns == {one.get("id") for one in parsed(text).iter(f"{SVG}pattern")}


def contrast(colour: str, ground: str = "#ffffff") -> float:
    """WCAG's ratio of two colours."""

    def luminance(text: str) -> float:
        parts = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_stands_out_from_paper() -> None:
    text = svg(drawn("shares", (1,) * 7)) + svg(drawn("shares", tuple(range(1, 8))))
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', text)) - {"#ffffff"}
    assert len(colours) >= 5
    assert all(contrast(colour) >= 3 for colour in colours)
    written = set(re.findall(r'<text[^>]* fill="(#[0-9a-f]{6})"', text))
    assert all(contrast(colour) >= 4.5 for colour in written)


def test_words_are_never_markup() -> None:
    text = figure(drawn("bars", (1,), (2,), names=("<script>alert(1)</script>",)))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_table_has_the_figures_of_the_picture() -> None:
    chart = Chart("c", "C", "bars", ("a",), (Series("s", (Constant(Decimal("1234.5")),)),), Money(unit=1000), "£000")
    made = figure(picture(chart, Figures(EDITION, content())))
    assert '<td class="bcf-number">1,234.5</td>' in made
    assert ">1,234.5</text>" in made
