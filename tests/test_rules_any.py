"""Whatever a plan says, the rules can be checked, and each problem is one sentence about a place of the forms."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from bcf.definition.checks import check
from bcf.definition.content import Content
from plans.demonstration import demonstration

from .any_content import contents
from .good_plan import EDITION

DEMO = demonstration()
BIG = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=BIG)
@given(contents(EDITION, "part_1"), contents(EDITION, "part_2"))
def test_any_answers_in_the_demonstration_can_be_checked(first: Content, second: Content) -> None:
    content = Content(
        EDITION.id,
        {**DEMO.answers, **first.answers, **second.answers},
        {**DEMO.tables, **first.tables, **second.tables},
    )
    found = check(EDITION, content)
    assert len(set(found)) == len(found)
    for problem in found:
        EDITION.locate(problem.place)
        assert problem.message
