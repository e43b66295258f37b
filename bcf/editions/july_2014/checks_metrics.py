"""The supporting metrics, tab 6, and what Part 1 says of them: X49 and X50."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bcf.definition import richtext
from bcf.definition.amounts import Told, clause, counts, percentages
from bcf.definition.checks import Finding, Plan
from bcf.definition.kinds import RichText
from bcf.definition.spelling import grouped

from .checks_shared import amount, listed, number, typed
from .sheets_metrics import DTOC_PERIODS, DTOC_QUARTERS, FREE_PERIODS, PERIODS, TITLES
from .sheets_units import YEARS

_FREE = {"experience": "Patient / Service User Experience Metric", "local_metric": "Local Metric"}
_NAMES = {**TITLES, **_FREE}
# what numerator / denominator may be multiplied by to make a metric's value
_SCALES = (1, 100, 1000, 10_000, 100_000)


def _periods(metric: str) -> dict[str, str]:
    return DTOC_PERIODS if metric == "dtoc" else FREE_PERIODS if metric in _FREE else PERIODS


def x49_rates_follow(plan: Plan) -> Iterator[Finding]:
    """Each rate of tab 6 has its numerator and denominator and follows from them."""
    for metric, name in _NAMES.items():
        for period, label in _periods(metric).items():
            over = typed(plan.content.get(f"{metric}_numerator_{period}"))
            under = number(plan.figures.cell(f"{metric}_denominator_{period}"))
            if over is None:
                continue
            key = f"{metric}_denominator_{period}"
            if not under and plan.edition.fields[key].typed:
                yield key, f"{name}, {label}: the numerator is {grouped(over)}, but there is no denominator. Enter it."
            elif under and metric == "reablement" and over > under:
                yield (
                    f"{metric}_numerator_{period}",
                    f"{name}, {label}: {grouped(over)} of {grouped(under)} people is more than all. Mend one.",
                )
            elif under and metric in _FREE:
                yield from _value_follows(plan, metric, period, over / under)


def _value_follows(plan: Plan, metric: str, period: str, share: Decimal) -> Iterator[Finding]:
    """A value in a unit of its own: the share itself, a percentage, or a rate, as exact as it is written."""
    written = plan.content.get(f"{metric}_value_{period}")
    if not written:
        return
    value = Decimal(written)
    step = Decimal(1).scaleb(-len(written.partition(".")[2]))
    if not any(abs(share * scale - value) <= step / 2 for scale in _SCALES):
        yield (
            f"{metric}_value_{period}",
            f"{_NAMES[metric]}, {FREE_PERIODS[period]}: the value is {grouped(value)}, but the numerator and the "
            f"denominator make {grouped(round(share * 100, 1))}%. Change one of them.",
        )


def x49_red_has_its_reason(plan: Plan) -> Iterator[Finding]:
    """A plan of tab 6 that is worse than its baseline has its rationale."""
    for metric, name in _NAMES.items():
        worse = [year for year in YEARS if _is_worse(plan, metric, year)]
        if worse and not plan.content.get(f"{metric}_rationale"):
            yield (
                f"{metric}_rationale",
                f"{name}: {listed(_levels(plan, metric, 'baseline', *worse))}, which is worse and so red. Enter the "
                "rationale.",
            )


def _levels(plan: Plan, metric: str, *years: str) -> list[str]:
    if metric != "dtoc":
        return _by_year(plan, f"{metric}_{'value' if metric in _FREE else 'rate'}", *years)
    days = {
        year: sum(amount(plan.figures.cell(f"dtoc_numerator_{year}_{quarter}")) for quarter in DTOC_QUARTERS)
        for year in years
    }
    return [f"{grouped(Decimal(total))} days in {YEARS.get(year, 'the baseline')}" for year, total in days.items()]


def _is_worse(plan: Plan, metric: str, year: str) -> bool:
    """Red for what is planned, not for what is missing, which X06 asks for."""
    if metric in _FREE:
        needed = [f"{metric}_value_baseline", f"{metric}_value_{year}", f"{metric}_direction"]
    elif metric == "dtoc":
        needed = [f"dtoc_numerator_{each}_{quarter}" for each in ("baseline", year) for quarter in DTOC_QUARTERS]
    else:
        needed = [f"{metric}_rate_baseline", f"{metric}_rate_{year}"]
    known = all(plan.figures.cell(key) is not None for key in needed)
    return known and plan.figures.cell(f"{metric}_rag_{year}") == "red"


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A metric that Part 1 may quote: the words by which it is known, and by which a figure is known as its own."""

    metric: str
    subject: re.Pattern[str]
    moves: re.Pattern[str]


_MOVES = re.compile(r"\b(?:reduc|fall|fell|fewer|less|decreas|lower|drop|from)", re.IGNORECASE)
_QUOTED = (
    _Quoted(
        "residential",
        re.compile(
            r"\b(?:permanent|residential|care home) admissions|admissions to (?:residential|care homes?|nursing)",
            re.IGNORECASE,
        ),
        _MOVES,
    ),
    _Quoted("reablement", re.compile(r"\b91 days", re.IGNORECASE), re.compile(r"%|per ?cent", re.IGNORECASE)),
    _Quoted(
        "dtoc",
        re.compile(r"\bdelayed (?:transfers|days|discharges)|\bDTOCs?\b", re.IGNORECASE),
        re.compile(r"\b(?:reduc|fall|fell|fewer|decreas|lower|drop)", re.IGNORECASE),
    ),
)  # fmt: skip


def x50_metrics_are_those_of_part_1(plan: Plan) -> Iterator[Finding]:
    """What Part 1 quotes of the metrics of tab 6 is what tab 6 says."""
    for quoted in _QUOTED:
        known = _known(plan, quoted.metric)
        told = list(_told(plan, quoted)) if known else []
        if told and not any(_agrees(one, known) for _, one in told):
            key, first = told[0]
            place = plan.edition.locate(key)
            ref = place.field.ref if place.field else ""
            yield (
                key,
                f"{ref or place.section.number} says {first.text} of {TITLES[quoted.metric].lower()}, tab 6 has "
                f"{listed(_spelled(plan, quoted.metric, first))}. Change one of them.",
            )


def _told(plan: Plan, quoted: _Quoted) -> Iterator[tuple[str, Told]]:
    """(key, figure) wherever a sentence or a line of a table of Part 1 gives a figure of the metric."""
    for section in plan.edition.document("part_1").sections:
        for field in () if section.each else section.fields():
            if isinstance(field.kind, RichText):
                yield from ((field.key, told) for told in _told_in(plan.content.get(field.key), quoted))


# The same words are read page after page.
@lru_cache(maxsize=1000)
def _told_in(html: str, quoted: _Quoted) -> tuple[Told, ...]:
    if not quoted.subject.search(html):
        return ()
    lines = (line for line in richtext.plain(html).split("\n") if quoted.subject.search(line))
    return tuple(told for line in lines for told in _in_line(line, quoted))


def _in_line(line: str, quoted: _Quoted) -> Iterator[Told]:
    figures = [*percentages(line), *(counts(line) if quoted.metric == "residential" else ())]
    for told in figures:
        around = line if "\t" in line else clause(line, told)
        if quoted.subject.search(around) and quoted.moves.search(around):
            yield told


def _cells(metric: str) -> list[str]:
    """The figures by which tab 6 tells a metric."""
    if metric == "dtoc":
        return [f"dtoc_percent_{year}" for year in YEARS]
    rates = [f"{metric}_rate_{period}" for period in PERIODS]
    changes = [f"{metric}_{part}_{year}" for part in ("change", "percent") for year in YEARS]
    return [*(f"{metric}_numerator_{period}" for period in PERIODS), *rates, *changes]


def _known(plan: Plan, metric: str) -> set[Decimal]:
    """Each figure without its sign, shares in points too; and the change from baseline to the second year."""
    found = {key: number(plan.figures.cell(key)) for key in _cells(metric)}
    known = {abs(value) for value in found.values() if value is not None}
    known |= {value * 100 for value in known if value <= 10}
    first, last = found.get(f"{metric}_rate_baseline"), found.get(f"{metric}_rate_year_2")
    if first and last is not None:
        known |= {abs(last - first), abs(last - first) / first * 100, abs(last - first) * 100}
    before, after = found.get(f"{metric}_numerator_baseline"), found.get(f"{metric}_numerator_year_2")
    if before and after is not None:
        known |= {abs(after - before), abs(after - before) / before * 100}
    return known if found[f"{metric}_percent_year_2"] is not None else set()


def _agrees(told: Told, known: set[Decimal]) -> bool:
    size = told._replace(value=abs(told.value))
    return any(size.agrees(each) for each in known)


def _spelled(plan: Plan, metric: str, told: Told) -> list[str]:
    """The metric's figures of the same sort as what was told, as people read them, each with its year."""
    if not re.search("%|per ?cent", told.text, re.IGNORECASE):
        return _by_year(plan, f"{metric}_numerator", "baseline", *YEARS)
    return _by_year(plan, f"{metric}_rate" if metric == "reablement" else f"{metric}_percent", *YEARS)


def _by_year(plan: Plan, key: str, *years: str) -> list[str]:
    """ "212 in the baseline", "188 in 2015/16"."""
    kind = plan.edition.fields[f"{key}_{years[-1]}"].kind
    return [f"{kind.show(plan.figures.text(f'{key}_{year}'))} in {YEARS.get(year, 'the baseline')}" for year in years]
