"""The corpus of workbooks: each file is read as the lines beside it say, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workbooks.outcome import FOLDERS, HERE, outcome

FILES = [path for folder in FOLDERS for path in sorted((HERE / folder).iterdir()) if path.suffix != ".json"]


def test_the_corpus_is_there() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_workbook_is_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())
    assert outcome(path.read_bytes()) == expected
    serious = [one for one in expected.get("problems", ()) if one["severity"] != "note"]
    foreign = expected.get("from") is not None
    assert bool("unusable" in expected or serious or foreign) == (path.parent.name == "should_fail")
