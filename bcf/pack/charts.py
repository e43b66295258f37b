"""Pictures as SVG: no scripts and no styles of their own, patterns beside colours, every figure written out.

Each picture is drawn for wide pages and paper, and again for phones, so that its text is never small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from textwrap import wrap

from bcf.definition.pictures import NOT_KNOWN, Line, Picture, Sentence, Value, spelled

from .reading_html import columns, tag, words

WIDE, NARROW = 720, 340
FONTS = "Arial, Liberation Sans, DejaVu Sans, sans-serif"
INK, SOFT = "#0b0c0c", "#505a5f"
BLUE, GREEN, PURPLE, GREY = "#1d70b8", "#00703c", "#54319f", "#505a5f"
# letters are about this part of their size wide, on average
_LETTER = 0.54
NOTHING_YET = "The picture appears here as soon as there are figures."
_LABEL_SHARE = 48
_PLOT = 220
_GAP = 28
_BAR = 20

# pattern (inner drawing of a tile of 8 by 8, "" for solid) and colour
_LOOKS = {
    "solid": ("", BLUE),
    "hatched": ('<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{0}" stroke-width="1.6"/>', GREY),
    "dotted": ('<circle cx="2" cy="2" r="1.6" fill="{0}"/><circle cx="6" cy="6" r="1.6" fill="{0}"/>', GREEN),
    "lined": ('<path d="M0 2h8M0 6h8" stroke="{0}" stroke-width="1.6"/>', PURPLE),
    "dark": ("", INK),
    "upright": ('<path d="M2 0v8M6 0v8" stroke="{0}" stroke-width="1.6"/>', BLUE),
    "crossed": ('<path d="M0 0l8 8M0 8l8-8" stroke="{0}" stroke-width="1.2"/>', GREY),
}
# the last series is what is planned: the solid one
_SERIES = {1: ("solid",), 2: ("hatched", "solid"), 3: ("hatched", "dotted", "solid")}
_PARTS = ("hatched", "solid", "dotted", "lined", "dark", "upright", "crossed")


def svg(picture: Picture, narrow: bool = False) -> str:
    """The picture as one inline <svg>; its title says what there is to see. "" while no figure is known."""
    if not picture.known:
        return ""
    drawing = _Drawing(picture, NARROW if narrow else WIDE)
    shape = picture.chart.shape
    if shape == "shares" and not _any_below(picture.lines):
        drawing.shares()
    elif shape == "columns" and not narrow and drawing.columns_fit():
        drawing.columns()
    else:
        drawing.bars()
    return drawing.finished()


def _any_below(lines: Sequence[Line]) -> bool:
    return any(value.number is not None and value.number < 0 for line in lines for value in line.values)


def told(sentences: Sequence[Sentence]) -> str:
    """Sentences, a paragraph each; what is bad or good news is marked, and says so in its words."""
    return "".join(
        tag("p", words(one.text), f"bcf-told bcf-told--{one.news}" if one.news else "bcf-told") for one in sentences
    )


def figure(picture: Picture) -> str:
    """The picture for people to read: what there is to see, the drawing for wide and narrow pages, its table."""
    drawings = svg(picture) + svg(picture, narrow=True) or tag("p", NOTHING_YET, "bcf-told")
    return told(picture.says) + drawings + table(picture)


def table(picture: Picture, css: str = "bcf-rows") -> str:
    """The figures: a row for each category, a column for each series."""
    chart = picture.chart
    label = _LABEL_SHARE - 6 * len(picture.lines)
    shares = (label, *([(100 - label) // len(picture.lines)] * len(picture.lines)))
    heads = "".join(tag("th", words(line.label), "bcf-number", scope="col") for line in picture.lines)
    rows = (
        tag(
            "tr",
            tag("th", words(category), scope="row")
            + "".join(tag("td", words(line.values[number].shown), "bcf-number") for line in picture.lines),
        )
        for number, category in enumerate(chart.categories)
    )
    caption = tag("caption", words(f"{chart.title} ({chart.unit})"))
    head = tag("thead", tag("tr", tag("th", words(chart.unit), scope="col") + heads))
    return tag("table", caption + columns(shares) + head + tag("tbody", "".join(rows)), css)


@dataclass
class _Drawing:
    """Draws from the top down; `y` is how far it has come."""

    picture: Picture
    width: int
    y: float = 0
    parts: list[str] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"picture-{self.picture.chart.key}-{self.width}"

    @property
    def narrow(self) -> bool:
        return self.width < WIDE

    @property
    def bars_of(self) -> list[Line]:
        return [line for line in self.picture.lines if not line.expected]

    @property
    def expected(self) -> list[Line]:
        return [line for line in self.picture.lines if line.expected]

    # pieces

    def text(self, x: float, y: float, said: str, anchor: str = "start", size: int = 15, **more: str) -> None:
        place = {"x": _n(x), "y": _n(y), "font_size": str(size), "fill": INK, "text_anchor": anchor}
        self.parts.append(tag("text", escape(said), **{**place, **more}))

    def box(self, x: float, y: float, width: float, height: float, look: str) -> None:
        """A bar: filled with its pattern on white, its edge in its colour."""
        if width <= 0 or height <= 0:
            return
        self.used[look] = None
        pattern, colour = _LOOKS[look]
        fill = f"url(#{self.id}-{look})" if pattern else colour
        size = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
        self.parts.append(tag("rect", "", fill=fill, stroke=colour, stroke_width="1.5", **size))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = SOFT, width: str = "1") -> None:
        ends = {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)}
        self.parts.append(tag("line", "", stroke=colour, stroke_width=width, **ends))

    def mark(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A figure to reach: a black line with white edges, seen on every pattern."""
        self.line(x1, y1, x2, y2, "#ffffff", "6")
        self.line(x1, y1, x2, y2, INK, "3")

    def finished(self) -> str:
        chart = self.picture.chart
        title = tag("title", escape(f"{chart.title}. {self.picture.words}".strip()), id=f"{self.id}-title")
        about = f"In {chart.unit}. The figures are in the table below the picture."
        named = title + tag("desc", escape(about), id=f"{self.id}-about")
        patterns = "".join(self._pattern(look) for look in self.used if _LOOKS[look][0])
        return tag(
            "svg",
            named + (tag("defs", patterns) if patterns else "") + "".join(self.parts),
            "bcf-drawing bcf-drawing--narrow" if self.narrow else "bcf-drawing bcf-drawing--wide",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {self.width} {_n(self.y)}",
            width=str(self.width),
            height=_n(self.y),
            role="img",
            aria_labelledby=f"{self.id}-title {self.id}-about",
            font_family=FONTS,
        )

    def _pattern(self, look: str) -> str:
        inner, colour = _LOOKS[look]
        ground = '<rect width="8" height="8" fill="#ffffff"/>'
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        return tag("pattern", ground + inner.format(colour), id=f"{self.id}-{look}", **size)

    # what the patterns mean

    def legend(self) -> None:
        looks = _SERIES.get(len(self.bars_of), _PARTS)
        x = 0.0
        self.y += 20
        for number, line in enumerate(self.picture.lines):
            wanted = 26 + _wide(line.label)
            if x and x + wanted > self.width:
                x, self.y = 0.0, self.y + 24
            if line.expected:
                self.mark(x, self.y - 5, x + 18, self.y - 5)
            else:
                self.box(x + 1, self.y - 13, 16, 16, looks[number % len(looks)])
            self.text(x + 25, self.y, line.label)
            x += wanted + 22
        self.y += 12

    # columns

    def columns_fit(self) -> bool:
        most = max(_wide(value.shown, 14) for line in self.bars_of for value in line.values if value.number is not None)
        return most <= self._column() and len(self.bars_of) <= len(_SERIES)

    def _column(self) -> float:
        return (self.width / len(self.picture.chart.categories) - _GAP) / len(self.bars_of)

    def columns(self) -> None:
        """A group of columns for each category, their figures beneath."""
        self.legend()
        lowest, highest = _range(self.picture.lines)
        scale = _PLOT / float(highest - lowest)
        top = self.y + 8
        zero = top + float(highest) * scale
        bottom = top + _PLOT
        for place, category in enumerate(self.picture.chart.categories):
            left = self.width * place / len(self.picture.chart.categories) + _GAP / 2
            self._group(place, left, zero, bottom, scale)
            middle = left + self._column() * len(self.bars_of) / 2
            self.text(middle, bottom + 46, category, "middle")
            for line in self.expected:
                self.text(middle, bottom + 66, f"Expected: {line.values[place].shown}", "middle", 14)
        self.line(0, zero, self.width, zero, INK)
        self.y = bottom + (76 if self.expected else 56)

    def _group(self, place: int, left: float, zero: float, bottom: float, scale: float) -> None:
        column = self._column()
        looks = _SERIES[len(self.bars_of)]
        # above the line, unless all is below it
        first = zero - 42 if zero - 60 > bottom - _PLOT else zero + 18
        for number, line in enumerate(self.bars_of):
            value, x = line.values[place], left + number * column
            if value.number is None:
                for row, word in enumerate(NOT_KNOWN.split()):
                    self.text(x + column / 2, first + 17 * row, word, "middle", 13, fill=SOFT)
                continue
            height = abs(float(value.number)) * scale
            y = zero if value.number < 0 else zero - height
            self.box(x + 3, y, column - 6, height, looks[number])
            self.text(x + column / 2, bottom + 20, value.shown, "middle", 14)
        for line in self.expected:
            reach = line.values[place].number
            if reach is not None:
                y = zero - float(reach) * scale
                self.mark(left - 4, y, left + column * len(self.bars_of) + 4, y)

    # bars

    def bars(self) -> None:
        """A bar a figure, from left to right, the figure at its end; on phones its category above it."""
        self.legend()
        label = 0 if self.narrow else 210
        lowest, highest = _range(self.picture.lines)
        ends = [(value.number or Decimal(0), _wide(value.shown) + 8) for one in self.bars_of for value in one.values]
        right = max((wide for number, wide in ends if number >= 0), default=0)
        before = max((wide for number, wide in ends if number < 0), default=0)
        scale = (self.width - label - before - right) / float(highest - lowest)
        zero = label + before - float(lowest) * scale
        for place, category in enumerate(self.picture.chart.categories):
            self._category(place, category, label)
            self._bars(place, zero, scale)
        self.y += 4

    def _category(self, place: int, category: str, label: int) -> None:
        """Its name; beside the bars, in as many lines as there is room for."""
        self.y += 10
        beside = [f"Expected: {line.values[place].shown}" for line in self.expected]
        if self.narrow:
            for row in _lines(category, self.width - sum(_wide(words, 14) for words in beside)):
                self.y += 18
                self.text(0, self.y, row, font_weight="bold")
            for words in beside:
                self.text(self.width, self.y, words, "end", 14)
            self.y += 6
            return
        rows = [*_lines(category, label - 12), *beside]
        for number, row in enumerate(rows):
            self.text(0, self.y + 15 + 19 * number, row)
        self._floor = self.y + 19 * len(rows)

    _floor: float = 0

    def _bars(self, place: int, zero: float, scale: float) -> None:
        looks = _SERIES.get(len(self.bars_of), _PARTS)
        top = self.y
        reached = (line.values[place].number for line in self.expected)
        marks = [zero + float(reach) * scale for reach in reached if reach is not None]
        for number, line in enumerate(self.bars_of):
            value = line.values[place]
            length = float(value.number or 0) * scale
            self.box(min(zero, zero + length), self.y, abs(length), _BAR - 3, looks[number % len(looks)])
            self._figure(value, zero, length, marks)
            self.y += _BAR
        self.line(zero, top - 2, zero, self.y, INK)
        for x in marks:
            self.mark(x, top - 2, x, self.y)
        self.y = max(self.y, self._floor)

    def _figure(self, value: Value, zero: float, length: float, marks: Sequence[float]) -> None:
        """Beyond the end of its bar, and beyond a mark that stands there."""
        colour = SOFT if value.number is None else INK
        end = zero + length
        if length < 0:
            self.text(end - 6, self.y + 14, value.shown, "end", fill=colour)
            return
        beyond = [x for x in marks if end <= x < end + _wide(value.shown)]
        self.text(max([end, *beyond]) + 6, self.y + 14, value.shown, fill=colour)

    # shares

    def shares(self) -> None:
        """A whole bar for each series, divided among the categories; below, what each part is."""
        for line in self.picture.lines:
            self.y += 20
            self.text(0, self.y, f"{line.label}: {_total(self.picture, line)}", font_weight="bold")
            self._whole(line, self.y + 8)
            self.y += 52
        for number, category in enumerate(self.picture.chart.categories):
            self._part(number, category)
        self.y += 10

    def _whole(self, line: Line, y: float) -> None:
        x = 0.0
        for number, value in enumerate(line.values):
            if not value.number or not line.total:
                continue
            wide = self.width * float(value.number / line.total)
            self.box(min(x + 1, self.width - 2), y + 1, max(wide - 3, 1), 34, _PARTS[number % len(_PARTS)])
            share = _share(value, line)
            if wide > _wide(share) + 22:
                plate = _wide(share) + 10
                middle = {"x": _n(x + wide / 2 - plate / 2), "y": _n(y + 7), "width": _n(plate), "height": "22"}
                self.parts.append(tag("rect", "", fill="#ffffff", **middle))
                self.text(x + wide / 2, y + 23, share, "middle")
            x += wide
        if not line.total:
            empty = {"x": "1", "y": _n(y + 1), "width": _n(self.width - 2), "height": "34"}
            self.parts.append(tag("rect", "", fill="none", stroke=SOFT, **empty))

    def _part(self, number: int, category: str) -> None:
        figures = [f"{line.label}: {_with_share(line, number)}" for line in self.picture.lines]
        self.y += 26
        self.box(1, self.y - 13, 16, 16, _PARTS[number % len(_PARTS)])
        for row in _lines(category, self.width - 26):
            self.text(25, self.y, row)
            self.y += 19
        for row in figures if self.narrow else ["; ".join(figures)]:
            self.text(25, self.y, row, size=14, fill=SOFT)
            self.y += 19
        self.y -= 16


def _with_share(line: Line, number: int) -> str:
    value = line.values[number]
    return f"{value.shown} ({_share(value, line)})" if value.number is not None and line.total else value.shown


def _total(picture: Picture, line: Line) -> str:
    if all(value.number is None for value in line.values):
        return NOT_KNOWN
    return f"{spelled(picture.chart.kind, line.total)} ({picture.chart.unit})"


def _share(value: Value, line: Line) -> str:
    return f"{(value.number or Decimal(0)) / line.total * 100:.1f}%"


def _range(lines: Sequence[Line]) -> tuple[Decimal, Decimal]:
    """From the lowest to the highest figure, zero among them; never of no height."""
    numbers = [value.number for line in lines for value in line.values if value.number is not None]
    lowest, highest = min([Decimal(0), *numbers]), max([Decimal(0), *numbers])
    return lowest, highest if highest > lowest else lowest + 1


def _lines(words: str, width: float) -> list[str]:
    return wrap(words, max(int(width / (15 * _LETTER)), 8)) or [""]


def _wide(words: str, size: int = 15) -> float:
    return len(words) * size * _LETTER + 2


def _n(number: float) -> str:
    """A length as SVG has it."""
    return f"{number:.1f}".removesuffix(".0")
