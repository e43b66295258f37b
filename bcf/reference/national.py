"""The national figures: read from CSV files, each with its source and its date, and looked up.

`read` gives what a folder of such files holds; `National` is what plans are filled in from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent

Row = Mapping[str, str]

# A CCG that was formed from others appears in the overlaps of areas before it existed. Who served which area until
# then, their names tell; how large each one's part was is held nowhere.
BEFORE_MERGING: dict[tuple[str, str], tuple[str, ...]] = {
    ("13T", "E08000037"): ("00F",),
    ("13T", "E08000021"): ("00G", "00H"),
}


class BadFile(ValueError):
    """A file cannot be taken; the message says which, the line, what is wrong and what is expected."""


@dataclass(frozen=True, slots=True)
class Held:
    """One figure that is held nationally, in pounds, people, days, admissions or percentage points.

    `code`: ONS of an area, ODS of a CCG, "99G/E06000033" of a CCG in an area. `period`: "2014" (the middle of that
    year), "2014-01" (a month) or "2014/15" (a financial year). `dated`: the same for people.
    """

    measure: str
    code: str
    period: str
    value: Decimal
    source: str
    dated: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.measure, self.code, self.period


class National:
    """Finds figures by measure, code and period."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._held = {one.key: one for one in held}
        self._periods: dict[tuple[str, str], list[str]] = {}
        for measure, code, period in self._held:
            self._periods.setdefault((measure, code), []).append(period)

    def get(self, measure: str, code: str, period: str) -> Held | None:
        return self._held.get((measure, code, period))

    def all(self, measure: str, code: str, periods: Sequence[str]) -> tuple[Held, ...]:
        """The figures of all these periods, or none of them where one is missing."""
        found = [self._held.get((measure, code, period)) for period in periods]
        return tuple(one for one in found if one) if None not in found else ()

    def nearest(self, measure: str, code: str, year: int) -> Held | None:
        """That of the year, or of the nearest one held; of two as near, the earlier."""
        periods = self._periods.get((measure, code), ())
        nearest = min(periods, key=lambda period: (abs(int(period) - year), period), default=None)
        return self.get(measure, code, nearest) if nearest else None

    def first(self, measure: str, code: str) -> Held | None:
        """That of the earliest period held."""
        periods = self._periods.get((measure, code), ())
        return self.get(measure, code, min(periods)) if periods else None


@dataclass(frozen=True, slots=True)
class File:
    """A file of figures: its columns, and the figures of one of its lines."""

    name: str
    columns: tuple[str, ...]
    figures: Callable[[Row], Iterable[Held]]


BANDS = {"all ages": "population_all_ages", "18+": "population_18_and_over", "65+": "population_65_and_over"}
ADMISSIONS = "emergency_admissions"
DELAYED_DAYS = "delayed_days"
SHARE_OF_CCG, SHARE_OF_AREA = "percent_of_ccg_in_area", "percent_of_area_in_ccg"
_MONTHLY_ACTIVITY = "NHS England, Monthly Activity Return: non-elective general and acute admissions (FFCEs) by CCG"
_DELAYS = "NHS England, Delayed Transfers of Care: delayed days by responsible council"
_SHARES = "ONS small areas (LSOA) by CCG and council, with their residents of mid-2017; not patients registered"


def allocation(item: str) -> str:
    """The measure of an item of the allocations: "allocation_ccg_minimum_contribution"."""
    return "allocation_" + re.sub(r"[^a-z0-9]+", "_", item.lower()).strip("_")


def _populations(row: Row) -> Iterator[Held]:
    year = _matching(row, "mid_year", r"\d{4}", "a year such as 2014")
    band = _one_of(row, "age_band", BANDS)
    source = f"ONS mid-year population estimates, {row['age_band']}: {row['source'].removeprefix('ONS ')}"
    yield Held(BANDS[band], row["gss_code"], year, _count(row, "population"), source, f"mid-{year}")


def _admissions(row: Row) -> Iterator[Held]:
    value = _count(row, "nonelective_ga_admissions_ffces")
    yield Held(ADMISSIONS, row["ccg_ods_code"], _month(row), value, _MONTHLY_ACTIVITY, _month_in_words(row))


def _delays(row: Row) -> Iterator[Held]:
    value = _count(row, "total_days")
    yield Held(DELAYED_DAYS, row["hwb_gss_code"], _month(row), value, _DELAYS, _month_in_words(row))


def _shares(row: Row) -> Iterator[Held]:
    month = _matching(row, "lookup_month", r"\d{4}-(0[1-9]|1[0-2])", "a month such as 2015-07")
    ccg, area = row["ccg_ods_code"], row["hwb_gss_code"]
    dated = f"areas of {_words_of(month)}"
    of_ccg, of_area = _percent(row, "pct_of_ccg_population_in_hwb"), _percent(row, "pct_of_hwb_population_in_ccg")
    yield Held(SHARE_OF_CCG, f"{ccg}/{area}", month, of_ccg, _SHARES, dated)
    yield Held(SHARE_OF_AREA, f"{ccg}/{area}", month, of_area, _SHARES, dated)
    before = BEFORE_MERGING.get((ccg, area), ())
    for earlier in before:
        source = f"{_SHARES}. This CCG lay within the area until it became part of {row['ccg_name']}"
        yield Held(SHARE_OF_CCG, f"{earlier}/{area}", month, Decimal(100), source, dated)
        if len(before) == 1:
            yield Held(SHARE_OF_AREA, f"{earlier}/{area}", month, of_area, source, dated)


def _allocations(row: Row) -> Iterator[Held]:
    year = _matching(row, "financial_year", r"\d{4}/\d\d", "a financial year such as 2014/15")
    amount = _count(row, "amount_gbp")
    source = f"{row['source']} ({row['precision'].replace('GBP ', '£')})"
    yield Held(allocation(row["item"]), row["area_code"], year, amount, source, year)


FILES = (
    File(
        "populations.csv",
        ("gss_code", "name", "mid_year", "age_band", "population", "source"),
        _populations,
    ),
    File(
        "nea_ccg_monthly.csv",
        ("ccg_ods_code", "ccg_name", "month", "nonelective_ga_admissions_ffces"),
        _admissions,
    ),
    File(
        "dtoc_days_monthly.csv",
        ("hwb_gss_code", "hwb_name", "month", "nhs_days", "social_care_days", "both_days", "total_days"),
        _delays,
    ),
    File(
        "ccg_hwb.csv",
        (
            *("lookup_month", "ccg_ods_code", "ccg_name", "hwb_gss_code", "hwb_name"),
            *("pct_of_ccg_population_in_hwb", "pct_of_hwb_population_in_ccg"),
        ),
        _shares,
    ),
    File(
        "bcf_allocations_2015_16.csv",
        (
            *("area_type", "area_code", "area_name", "financial_year"),
            *("item", "amount_gbp", "precision", "source"),
        ),
        _allocations,
    ),
)


@cache
def shipped() -> National:
    """The figures of the files beside this module."""
    return National(one for file in FILES for one in read(file, SHIPPED))


def read(file: File, folder: Path) -> list[Held]:
    """The figures of a file, in its order. Raises BadFile."""
    found: dict[tuple[str, str, str], int] = {}
    figures = []
    for line, row in lines(folder / file.name, file.columns):
        try:
            for one in file.figures(row):
                if one.key in found:
                    raise ValueError(f"{', '.join(one.key)} is in line {found[one.key]} already. Expected is one line")
                found[one.key] = line
                figures.append(one)
        except ValueError as error:
            raise BadFile(f"{file.name}, line {line}: {error}.") from None
    return figures


def lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """(number, row) of each line of a CSV file that has these columns, all filled. Raises BadFile."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in columns if name not in (rows.fieldnames or ())]
            if missing:
                expected = ", ".join(columns)
                raise BadFile(f"{path.name}, line 1: there is no column “{missing[0]}”. Expected are {expected}.")
            for row in rows:
                blank = [name for name in columns if not row.get(name)]
                if blank or None in row:
                    what = f"column “{blank[0]}” is blank" if blank else "there are more cells than columns"
                    raise BadFile(f"{path.name}, line {rows.line_num}: {what}. Expected is a value in each column.")
                yield rows.line_num, row
    except FileNotFoundError:
        raise BadFile(f"{path.name} is not in {path.parent}. Expected is a CSV file of that name.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path.name} is not UTF-8 text. Expected is a CSV file in UTF-8.") from None


def _matching(row: Row, column: str, pattern: str, expected: str) -> str:
    if not re.fullmatch(pattern, row[column], re.ASCII):
        raise ValueError(f"column “{column}” says “{row[column]}”. Expected is {expected}")
    return row[column]


def _one_of(row: Row, column: str, known: Iterable[str]) -> str:
    if row[column] not in known:
        raise ValueError(f"column “{column}” says “{row[column]}”. Expected is {', '.join(known)}")
    return row[column]


def _count(row: Row, column: str) -> Decimal:
    return Decimal(_matching(row, column, r"\d{1,14}", "a whole number such as 1200"))


def _percent(row: Row, column: str) -> Decimal:
    return Decimal(_matching(row, column, r"\d{1,3}(\.\d{1,4})?", "a percentage such as 52.43"))


def _month(row: Row) -> str:
    return _matching(row, "month", r"\d{4}-(0[1-9]|1[0-2])", "a month such as 2014-01")


def _month_in_words(row: Row) -> str:
    return _words_of(row["month"])


@cache
def _words_of(month: str) -> str:
    year, number = month.split("-")
    return f"{date(int(year), int(number), 1):%B %Y}"
