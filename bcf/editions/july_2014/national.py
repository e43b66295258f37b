"""The places of these forms that have a national figure, or should have: what it is, its source and its date."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bcf.definition.content import Content
from bcf.definition.kinds import Money
from bcf.definition.national import Mark
from bcf.definition.spelling import decimal_text
from bcf.reference import Area
from bcf.reference.national import (
    ADMISSIONS,
    BANDS,
    DELAYED_DAYS,
    SHARE_OF_AREA,
    SHARE_OF_CCG,
    Held,
    National,
    allocation,
)  # fmt: skip

from . import EDITION

_MINIMUM = allocation("BCF minimum required pooled budget")
_PUBLISHED = "Not held: enter the published figure, from"
_ALLOCATIONS = f"{_PUBLISHED} the Better Care Fund allocations of NHS England for 2015/16"
_ASCOF = f"{_PUBLISHED} the Adult Social Care Outcomes Framework (ASCOF) of 2013/14"

# (place, financial year)
_MINIMUMS = (("minimum_year_1", "2014/15"), ("minimum_year_2", "2015/16"))
# (part of the place, first month, last month)
_QUARTERS_OF_ADMISSIONS = (("q4", 2014, 1), ("q1", 2014, 4), ("q2", 2014, 7), ("q3", 2014, 10))
_QUARTERS_OF_DELAYS = (("q1", 2013, 4), ("q2", 2013, 7), ("q3", 2013, 10), ("q4", 2014, 1))
# (place, age band, the year whose population is meant)
_POPULATIONS = (
    ("p4p_population_baseline_q4", "all ages", 2014),
    ("p4p_population_planned_q4", "all ages", 2015),
    ("p4p_population_planned_next_q4", "all ages", 2016),
    ("residential_denominator_baseline", "65+", 2013),
    ("residential_denominator_year_1", "65+", 2014),
    ("residential_denominator_year_2", "65+", 2015),
    ("dtoc_denominator_baseline_q1", "18+", 2013),
    ("dtoc_denominator_baseline_q4", "18+", 2014),
    ("dtoc_denominator_year_1_q4", "18+", 2015),
    ("dtoc_denominator_year_2_q4", "18+", 2016),
)
# (place, what to do instead)
_NOT_HELD = (
    ("residential_numerator_baseline", f"{_ASCOF}, measure 2A part 2."),
    ("reablement_numerator_baseline", f"{_ASCOF}, measure 2B part 1."),
    ("reablement_denominator_baseline", f"{_ASCOF}, measure 2B part 1."),
)
_COMBINED_FUND = f"{_PUBLISHED} NHS England’s list of each area’s share of the national £1 billion."
_GRANTS = (
    f"{_PUBLISHED} the allocations of 2015/16 by the Departments of Health and for Communities: the Disabled "
    "Facilities Grant and the social care capital grant, and what the council adds."
)


def national_figures(area: Area, national: National, named: Content) -> Iterator[Mark]:
    """Each place in the order of the forms. `named`: the plan with the rows of the area's organisations."""
    return _Figures(area, national, named).marks()


class _Figures:
    def __init__(self, area: Area, national: National, named: Content) -> None:
        self.area = area
        self.national = national
        self.named = named

    def marks(self) -> Iterator[Mark]:
        for place, year in _MINIMUMS:
            yield self._allocated(place, self.area.code, year)
        yield self._not_held("pfp_combined_fund", _COMBINED_FUND)
        for row in self.named.rows("funding_councils"):
            yield self._not_held(f"funding_councils/{row.uid}/year_2", _GRANTS)
        for row in self.named.rows("funding_ccg_minimum"):
            yield self._allocated(f"funding_ccg_minimum/{row.uid}/year_2", row.uid.upper(), "2015/16")
        yield from self._populations("p4p_")
        for row in self.named.rows("ccg_activity"):
            yield from self._ccg(f"ccg_activity/{row.uid}", row.uid.upper())
        for place, source in _NOT_HELD:
            yield self._not_held(place, source)
        yield from self._populations("residential_")
        yield from self._delays()
        yield from self._populations("dtoc_")

    def _allocated(self, place: str, code: str, year: str) -> Mark:
        held = self.national.get(_MINIMUM, code, year)
        if not held:
            return self._not_held(place, f"{_ALLOCATIONS}.")
        kind = EDITION.field_at(place).kind
        unit = kind.unit if isinstance(kind, Money) else 1
        return self._mark(place, held.value / unit, held.source, held.dated)

    def _populations(self, metric: str) -> Iterator[Mark]:
        for place, band, year in _POPULATIONS:
            if place.startswith(metric):
                held = self.national.nearest(BANDS[band], self.area.code, year)
                yield (
                    self._population(place, held, year)
                    if held
                    else self._not_held(place, f"{_PUBLISHED} the ONS population estimates.")
                )

    def _population(self, place: str, held: Held, year: int) -> Mark:
        instead = f" It stands in for mid-{year}: the nearest that is held." if held.dated != f"mid-{year}" else ""
        source = f"{held.source}. The official form had projections.{instead}"
        return self._mark(place, held.value, source, held.dated)

    def _ccg(self, row: str, code: str) -> Iterator[Mark]:
        for quarter, year, month in _QUARTERS_OF_ADMISSIONS:
            place = f"{row}/baseline_{quarter}"
            words = "Admissions that were counted; they stand in for the CCG’s operational plan."
            missing = f"{_PUBLISHED} the CCG’s operational plan."
            yield self._quarter(place, ADMISSIONS, code, year, month, words, missing)
        for column, measure in (("percent_of_ccg", SHARE_OF_CCG), ("percent_of_hwb", SHARE_OF_AREA)):
            held = self.national.first(measure, f"{code}/{self.area.code}")
            place = f"{row}/{column}"
            yield (
                self._mark(place, held.value, f"{held.source}.", held.dated)
                if held
                else self._not_held(
                    place,
                    "Not held: the split between the CCGs that later became one. Enter their shares of the area’s "
                    "residents, together 100%, from the CCGs’ registers.",
                )
            )

    def _delays(self) -> Iterator[Mark]:
        for quarter, year, month in _QUARTERS_OF_DELAYS:
            place = f"dtoc_numerator_baseline_{quarter}"
            missing = f"{_PUBLISHED} NHS England’s Delayed Transfers of Care by council."
            yield self._quarter(place, DELAYED_DAYS, self.area.code, year, month, "", missing)

    def _quarter(self, place: str, measure: str, code: str, year: int, month: int, words: str, missing: str) -> Mark:
        months = self.national.all(measure, code, [f"{year}-{number:02}" for number in range(month, month + 3)])
        if not months:
            return self._not_held(place, missing)
        first, last = months[0].dated, months[-1].dated
        figure = sum((one.value for one in months), Decimal(0))
        source = f"{months[0].source}. {words}".strip()
        return self._mark(place, figure, source, f"{first.partition(' ')[0]} to {last}")

    def _not_held(self, place: str, source: str) -> Mark:
        return Mark(place, self._called(place), "", source)

    def _mark(self, place: str, figure: Decimal, source: str, dated: str) -> Mark:
        return Mark(place, self._called(place), decimal_text(figure), source, dated)

    def _called(self, place: str) -> str:
        """The name of the place with its table and row, and its unit where the name has none."""
        field = EDITION.field_at(place)
        called = field.called.replace("<HWB>", self.area.name)
        table, _, rest = place.partition("/")
        if rest:
            row = self.named.row(table, rest.partition("/")[0])
            title = EDITION.tables[table].title
            organisation = next(iter(row.values.values())) if row else ""
            about = organisation if title in called else f"{title}, {organisation}"
            called = f"{about}: {called}"
        unit = field.kind.label if isinstance(field.kind, Money) else ""
        return called if unit in called else f"{called} ({unit})"
