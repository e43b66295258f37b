"""Our sheets are written by a shorter way than the library's, and come out the same."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter.worksheet import Worksheet

from bcf.definition.content import Content
from bcf.pack import xlsx as module
from bcf.pack.xlsx import xlsx
from plans.benchmarks.grown import SHORT, grown
from tests.part_2 import EDITION, STAMP, content, rich


class LibrarySheet(Worksheet):  # type: ignore[misc]  # the library publishes no types
    """The library's own way, but for formulas, which we spell as Excel stores them."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def parts(plan: Content) -> dict[str, bytes]:
    with ZipFile(BytesIO(xlsx(EDITION, plan, STAMP))) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("plan", [content(), rich(), grown(SHORT)], ids=["empty", "rich", "long"])
def test_every_part_is_what_the_library_writes(plan: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = parts(plan)
    monkeypatch.setattr(module, "Sheet", LibrarySheet)
    assert parts(plan) == ours
