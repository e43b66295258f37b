"""Parts of a sheet's page that follow its figures: each is drawn anew by its name, on the page and while one types.

A name is a word for what it is and the key of what it is about: "chart/admissions_by_quarter".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from bcf.definition.charts import Chart, Outcome
from bcf.definition.figures import Figures
from bcf.definition.kinds import Kind, Rating
from bcf.definition.parts import Field, Item, Table
from bcf.definition.pictures import Picture, Sentence, picture, sentence, sentences
from bcf.pack.charts import svg

from .breakdowns import Breakdown, breakdowns

COLOURS = {"red": "red", "amber": "orange", "green": "green"}
BEST = "green"


@dataclass(frozen=True, slots=True)
class Panel:
    """Base: `inner` is the template of what changes, `template` puts it into the page."""

    template: ClassVar[str] = "metrics/panel.html"
    css: ClassVar[str] = "bcf-panel"
    inner: ClassVar[str]
    name: str


@dataclass(frozen=True, slots=True)
class ChartPanel(Panel):
    inner: ClassVar[str] = "metrics/chart.html"
    picture: Picture

    @property
    def drawings(self) -> SafeString:
        """For wide pages and for phones; the page shows one of them."""
        return mark_safe(svg(self.picture) + svg(self.picture, narrow=True))

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The figures as a table: each category with those of every series."""
        lines = self.picture.lines
        return [
            (category, [line.values[number].shown for line in lines])
            for number, category in enumerate(self.picture.chart.categories)
        ]


@dataclass(frozen=True, slots=True)
class OutcomePanel(Panel):
    inner: ClassVar[str] = "metrics/outcome.html"
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BreakdownsPanel(Panel):
    inner: ClassVar[str] = "metrics/breakdowns.html"
    title: str
    breakdowns: list[Breakdown]


@dataclass(frozen=True, slots=True)
class TallyPanel(Panel):
    """What is spent of what there is, in sight while one types."""

    css: ClassVar[str] = "bcf-tally"
    inner: ClassVar[str] = "metrics/tally.html"
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RatingPanel(Panel):
    inner: ClassVar[str] = "metrics/rating.html"
    shown: str
    colour: str
    meaning: str


class Reason(NamedTuple):
    """A rating that asks for words: what it is, and what that means."""

    rating: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ReasonsPanel(Panel):
    """Why a rationale is asked for."""

    inner: ClassVar[str] = "metrics/reasons.html"
    reasons: tuple[Reason, ...]


def chart_panel(chart: Chart, figures: Figures) -> ChartPanel:
    return ChartPanel(f"chart/{chart.key}", picture(chart, figures))


def outcome_panel(outcome: Outcome, figures: Figures) -> OutcomePanel:
    return OutcomePanel(f"outcome/{outcome.key}", sentences(outcome, figures))


def breakdowns_panel(table: Table, figures: Figures) -> BreakdownsPanel:
    return BreakdownsPanel(f"breakdowns/{table.key}", table.title or table.row_noun, breakdowns(table, figures))


def tally_panel(table: Table, figures: Figures) -> TallyPanel:
    says = table.against.says if table.against else ()
    return TallyPanel(f"tally/{table.key}", tuple(sentence(said, figures) for said in says))


def rating_panel(field: Field, figures: Figures) -> RatingPanel:
    return rated(field.key, field.kind, figures.text(field.key))


def rated(key: str, kind: Kind, rating: str) -> RatingPanel:
    meaning = kind.meaning(rating) if isinstance(kind, Rating) else ""
    return RatingPanel(f"rating/{key}", kind.show(rating), COLOURS.get(rating, ""), meaning)


def drawn(block: Panel) -> SafeString:
    """What changes of a panel."""
    return mark_safe(render_to_string(block.inner, {"block": block}))


def reasons_panel(field: Field, figures: Figures) -> ReasonsPanel:
    """For a field that explains ratings."""
    found: dict[Reason, None] = {}
    for key in field.explains:
        rating, kind = figures.text(key), figures.edition.fields[key].kind
        if rating not in ("", BEST) and isinstance(kind, Rating):
            found[Reason(rating, kind.meaning(rating))] = None
    return ReasonsPanel(f"reasons/{field.key}", tuple(found))


def panel(figures: Figures, name: str) -> SafeString:
    """The panel of that name; "" where there is none."""
    kind, _, key = name.partition("/")
    make = _BY_KIND.get(kind)
    block = make(figures, key) if make else None
    return drawn(block) if block else SafeString()


def _chart(figures: Figures, key: str) -> Panel | None:
    found = _item(figures, key)
    return chart_panel(found, figures) if isinstance(found, Chart) else None


def _outcome(figures: Figures, key: str) -> Panel | None:
    found = _item(figures, key)
    return outcome_panel(found, figures) if isinstance(found, Outcome) else None


def _item(figures: Figures, key: str) -> Item | None:
    ours = (item for _, section in figures.edition.sections() for item in section.items)
    return next((item for item in ours if isinstance(item, Chart | Outcome) and item.key == key), None)


def _of_table(make: Callable[[Table, Figures], Panel]) -> Callable[[Figures, str], Panel | None]:
    def of(figures: Figures, key: str) -> Panel | None:
        table = figures.edition.tables.get(key)
        return make(table, figures) if table else None

    return of


def _of_field(make: Callable[[Field, Figures], Panel]) -> Callable[[Figures, str], Panel | None]:
    def of(figures: Figures, key: str) -> Panel | None:
        field = figures.edition.fields.get(key)
        return make(field, figures) if field else None

    return of


_BY_KIND: dict[str, Callable[[Figures, str], Panel | None]] = {
    "chart": _chart,
    "outcome": _outcome,
    "breakdowns": _of_table(breakdowns_panel),
    "tally": _of_table(tally_panel),
    "rating": _of_field(rating_panel),
    "reasons": _of_field(reasons_panel),
}
