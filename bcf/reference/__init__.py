"""National data: boards, councils, CCGs and trusts, read from the CSV files beside this module.

National figures are in national.py.

Plain values, no database. README.md says where each figure comes from.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .national import BEFORE_MERGING, SHIPPED, Row, lines

# A CCG takes part in a plan when it serves a fair share of the area, or most of it lives there.
_SHARE_OF_AREA = 5.0
_SHARE_OF_CCG = 50.0


@dataclass(frozen=True, slots=True)
class Ccg:
    """`code` is the ODS code ("99G"); `area_team` of NHS England assures its plans."""

    code: str
    name: str
    area_team: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """`code` is the ODS code ("RAJ"); the dates are ISO 8601, "" where it is still open."""

    code: str
    name: str
    kind: str
    opened: str
    closed: str


@dataclass(frozen=True, slots=True)
class Area:
    """A Health and Wellbeing Board's area. `code` is the ONS code ("E06000033").

    `ccgs` take part in its plan; `overlapping` are all that have residents there, those among them.
    """

    code: str
    name: str
    kind: str
    region: str
    ccgs: tuple[Ccg, ...]
    overlapping: tuple[Ccg, ...] = ()

    @property
    def council(self) -> str:
        """The upper-tier or unitary council's everyday name; the plan's authors may correct it."""
        if self.kind == "county":
            return f"{self.name} County Council"
        if self.kind == "London borough":
            return f"London Borough of {self.name}"
        return f"{self.name} Council"

    @property
    def board(self) -> str:
        return f"{self.name} Health and Wellbeing Board"


@cache
def areas() -> dict[str, Area]:
    """Every area by its code, in the order of their names."""
    found = [
        replace(
            _area(row),
            ccgs=tuple(_ccgs(row["gss_code"], _takes_part)),
            overlapping=tuple(_ccgs(row["gss_code"])),
        )
        for row in _rows("health_and_wellbeing_boards.csv")
    ]
    return {area.code: area for area in sorted(found, key=lambda area: area.name)}


def _area(row: Row) -> Area:
    return Area(row["gss_code"], _turned(row["name"]), row["type"], row["region"], ())


def area(code: str) -> Area:
    """The area of that code. Raises KeyError with a sentence."""
    try:
        return areas()[code]
    except KeyError:
        raise KeyError(f"There is no Health and Wellbeing Board area “{code}”, such as E06000033.") from None


@dataclass(frozen=True, slots=True)
class List:
    """A file of organisations: its columns, and the (kind, code, name) of those in one of its lines."""

    name: str
    columns: tuple[str, ...]
    organisations: Callable[[Row], Iterable[tuple[str, str, str]]]

    def read(self, folder: Path) -> dict[tuple[str, str], str]:
        """(kind, code) -> name. Raises BadFile."""
        rows = (row for _, row in lines(folder / self.name, self.columns))
        return {(kind, code): name for row in rows for kind, code, name in self.organisations(row)}


def _boards(row: Row) -> Iterable[tuple[str, str, str]]:
    area = _area(row)
    return (("board", area.code, area.board), ("council", area.code, area.council))


LISTS = (
    List("health_and_wellbeing_boards.csv", ("gss_code", "name", "type", "region"), _boards),
    List(
        "clinical_commissioning_groups.csv",
        ("ods_code", "name", "area_team"),
        lambda row: (("ccg", row["ods_code"], row["name"]),),
    ),
    List("nhs_trusts.csv", ("ods_code", "name", "type"), lambda row: (("trust", row["ods_code"], row["name"]),)),
)


@cache
def ccgs() -> dict[str, Ccg]:
    """Every CCG by its ODS code."""
    rows = _rows("clinical_commissioning_groups.csv")
    return {row["ods_code"]: Ccg(row["ods_code"], row["name"], row["area_team"]) for row in rows}


@cache
def trusts() -> dict[str, Trust]:
    """Every NHS trust by its ODS code."""
    return {
        row["ods_code"]: Trust(
            row["ods_code"],
            row["name"],
            row["type"],
            row["ods_open_date"],
            "" if row["ods_close_date"] == "open" else row["ods_close_date"],
        )
        for row in _rows("nhs_trusts.csv")
    }


def _ccgs(area_code: str, condition: Callable[[Row], bool] = lambda row: True) -> Iterator[Ccg]:
    """The CCGs of an area as they were first: in place of one that was formed later, those that became it."""
    for row in _overlaps().get(area_code, ()):
        if condition(row):
            codes = BEFORE_MERGING.get((row["ccg_ods_code"], area_code), (row["ccg_ods_code"],))
            yield from (ccgs()[code] for code in codes)


def _takes_part(row: Row) -> bool:
    return (
        float(row["pct_of_hwb_population_in_ccg"]) >= _SHARE_OF_AREA
        or float(row["pct_of_ccg_population_in_hwb"]) >= _SHARE_OF_CCG
    )


@cache
def _overlaps() -> dict[str, list[Row]]:
    """By area, those of the earliest month that the file has."""
    rows = _rows("ccg_hwb.csv")
    first = min(row["lookup_month"] for row in rows)
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["lookup_month"] == first:
            found.setdefault(row["hwb_gss_code"], []).append(row)
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _turned(name: str) -> str:
    """ "Bristol, City of" as people say it: "City of Bristol"."""
    before, comma, after = name.partition(", ")
    return f"{after} {before}" if comma else name
