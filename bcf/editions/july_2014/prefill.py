"""What the national data already say of an area: its council, its CCGs, and the rows that each of them fills in."""

from __future__ import annotations

from bcf.definition.content import Content, Row
from bcf.reference import Area


def prefill(area: Area) -> Content:
    council = _rows({area.code: area.council})
    ccgs = _rows({ccg.code: ccg.name for ccg in area.ccgs})
    return Content(
        "july_2014",
        {
            "local_authorities": area.council,
            "ccgs": "\n".join(ccg.name for ccg in area.ccgs),
        },
        {
            "sign_off_ccgs": ccgs,
            "sign_off_councils": council,
            "sign_off_boards": _rows({area.code: area.board}),
            "funding_councils": council,
            "funding_ccg_minimum": ccgs,
            "ccg_activity": _rows({ccg.code: ccg.name for ccg in area.ccgs}, "ccg"),
        },
    )


def _rows(names: dict[str, str], column: str = "organisation") -> tuple[Row, ...]:
    """A row for each organisation; its national code keeps it apart from the others."""
    return tuple(Row(code.lower(), {column: name}) for code, name in names.items())
