"""National data: boards, councils, CCGs and trusts, read from the CSV files beside this module.

Plain values, no database. README.md says where each figure comes from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent

# A CCG takes part in a plan when it serves a fair share of the area, or most of it lives there.
_SHARE_OF_AREA = 5.0
_SHARE_OF_CCG = 50.0


@dataclass(frozen=True, slots=True)
class Ccg:
    """`code` is the ODS code ("99G")."""

    code: str
    name: str


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
    """A Health and Wellbeing Board's area. `code` is the ONS code ("E06000033")."""

    code: str
    name: str
    kind: str
    region: str
    ccgs: tuple[Ccg, ...]

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
        Area(row["gss_code"], _turned(row["name"]), row["type"], row["region"], _ccgs(row["gss_code"]))
        for row in _rows("health_and_wellbeing_boards.csv")
    ]
    return {area.code: area for area in sorted(found, key=lambda area: area.name)}


def area(code: str) -> Area:
    """The area of that code. Raises KeyError with a sentence."""
    try:
        return areas()[code]
    except KeyError:
        raise KeyError(f"There is no Health and Wellbeing Board area “{code}”, such as E06000033.") from None


@cache
def ccgs() -> dict[str, Ccg]:
    """Every CCG by its ODS code."""
    return {row["ods_code"]: Ccg(row["ods_code"], row["name"]) for row in _rows("clinical_commissioning_groups.csv")}


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


def _ccgs(area_code: str) -> tuple[Ccg, ...]:
    return tuple(
        Ccg(row["ccg_ods_code"], row["ccg_name"])
        for row in _overlaps()
        if row["hwb_gss_code"] == area_code and _takes_part(row)
    )


def _takes_part(row: dict[str, str]) -> bool:
    return (
        float(row["pct_of_hwb_population_in_ccg"]) >= _SHARE_OF_AREA
        or float(row["pct_of_ccg_population_in_hwb"]) >= _SHARE_OF_CCG
    )


@cache
def _overlaps() -> tuple[dict[str, str], ...]:
    """Of the earliest month that the file has: the CCGs as they were first."""
    rows = _rows("ccg_hwb.csv")
    first = min(row["lookup_month"] for row in rows)
    return tuple(row for row in rows if row["lookup_month"] == first)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _turned(name: str) -> str:
    """ "Bristol, City of" as people say it: "City of Bristol"."""
    before, comma, after = name.partition(", ")
    return f"{after} {before}" if comma else name
