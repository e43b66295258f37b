"""Whatever a plan says, its Word file and its workbook say exactly that, and its reading view and PDF are made."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from bcf.definition.content import Content
from bcf.editions import edition
from bcf.pack.pdf import pdf
from bcf.pack.read_own_word import read_own_word
from bcf.pack.read_word import read_word
from bcf.pack.read_xlsx import read_xlsx
from bcf.pack.reading import reading
from bcf.pack.stamp import Stamp
from bcf.pack.word import word
from bcf.pack.xlsx import xlsx
from tests.any_content import contents

FORMS = edition("july_2014")
STAMP = Stamp("plan-1", "Anytown & District", version=3, digest="ab" * 32)
# each example makes whole files: shrinking one that fails would take minutes
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
BIG = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@settings(max_examples=40, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(FORMS, "part_1"))
def test_word_comes_back(content: Content) -> None:
    data = word(FORMS, content, STAMP)
    own = read_own_word(FORMS, data)
    assert own is not None
    assert own.canonical() == content.canonical()


@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(FORMS, "part_1"))
def test_word_comes_back_through_the_importer(content: Content) -> None:
    found = read_word(FORMS, word(FORMS, content, STAMP))
    assert found.content.canonical() == content.canonical()
    assert found.unplaced == ()


@settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(FORMS, "part_2"))
def test_the_workbook_comes_back(content: Content) -> None:
    found = read_xlsx(FORMS, xlsx(FORMS, content, STAMP))
    assert found.content.canonical() == content.canonical()
    assert found.problems == ()


@settings(max_examples=30, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(FORMS, "part_1"))
def test_any_plan_can_be_read(content: Content) -> None:
    assert reading(FORMS, content, STAMP).startswith("<article")


@settings(max_examples=3, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(FORMS, "part_1"))
def test_any_plan_can_be_printed(content: Content) -> None:
    assert pdf(FORMS, content, STAMP).startswith(b"%PDF-1.7")
