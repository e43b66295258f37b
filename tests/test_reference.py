"""The national data: all there, and the areas that people know."""

from __future__ import annotations

import pytest

from bcf.reference import area, areas, ccgs, trusts


def test_every_area_ccg_and_trust_is_there() -> None:
    assert (len(areas()), len(ccgs()), len(trusts())) == (152, 211, 245)
    assert all(found.ccgs for found in areas().values())


@pytest.mark.parametrize(
    ("code", "name", "council", "ccgs_of_it"),
    [
        ("E06000033", "Southend-on-Sea", "Southend-on-Sea Council", ["NHS Southend CCG"]),
        ("E06000045", "Southampton", "Southampton Council", ["NHS Southampton CCG"]),
        ("E06000023", "City of Bristol", "City of Bristol Council", ["NHS Bristol CCG"]),
        ("E09000007", "Camden", "London Borough of Camden", ["NHS Camden CCG"]),
        ("E06000017", "Rutland", "Rutland Council", ["NHS East Leicestershire and Rutland CCG"]),
    ],
)
def test_areas_people_know(code: str, name: str, council: str, ccgs_of_it: list[str]) -> None:
    found = area(code)
    assert (found.name, found.council, [ccg.name for ccg in found.ccgs]) == (name, council, ccgs_of_it)


def test_a_ccg_that_barely_overlaps_takes_no_part() -> None:
    assert "NHS Tameside and Glossop CCG" not in [ccg.name for ccg in area("E10000007").ccgs]


def test_an_open_trust_has_no_closing_date() -> None:
    assert trusts()["R0A"].closed == ""


def test_an_unknown_area_is_told() -> None:
    with pytest.raises(KeyError, match="such as E06000033"):
        area("E99")
