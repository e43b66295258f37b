"""The demonstration is a whole plan, of real size and shape, that breaks no rule it should not."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from bcf.definition.checks import check
from bcf.definition.figures import Figures
from bcf.definition.problems import Severity
from bcf.editions import edition
from bcf.models import Event, User
from plans.content import content_of
from plans.demonstration import demonstration
from plans.models import Answer, Plan


def test_demonstration_is_of_real_shape() -> None:
    content, forms = demonstration(), edition(demonstration().edition)
    assert len(content.rows("schemes")) == 6
    assert len(content.rows("risks")) == 15
    assert len(content.rows("providers")) == 2
    assert len(content.rows("expenditure")) == 40
    unanswered = [key for key, field in forms.fields.items() if field.required and not content.get(key)]
    assert unanswered == []
    assert sum(len(forms.field_at(place).kind.plain(value)) for place, value in content.places()) > 65_000


def test_demonstration_has_nothing_that_must_be_fixed() -> None:
    problems = check(edition(demonstration().edition), demonstration())
    assert [problem for problem in problems if problem.severity is Severity.MUST_FIX] == []
    assert [problem.rule for problem in problems] == ["X03"] * 4 + ["X30"]


def test_demonstration_figures_reconcile() -> None:
    figures = Figures(edition(demonstration().edition), demonstration())
    assert figures.cell("p4p_change") == -890
    assert figures.cell("p4p_saving") == 890 * 1490
    assert figures.cell("p4p_rag") == "green"
    assert figures.cell("summary_total_year_2") == figures.cell("funding_total_year_2") == 21460


def _seeded() -> dict[str, Any]:
    said = StringIO()
    call_command("seed_demo", "--json", stdout=said)
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


@pytest.mark.django_db
def test_seed_demo_twice_changes_nothing() -> None:
    first = _seeded()
    counts = [model.objects.count() for model in (User, Plan, Answer, Event)]
    assert _seeded() == first
    assert [model.objects.count() for model in (User, Plan, Answer, Event)] == counts
    assert content_of(Plan.objects.get(ref=first["plan"])).digest() == demonstration().digest()


@pytest.mark.django_db
def test_seeded_people_can_sign_in() -> None:
    for person in _seeded()["people"]:
        assert User.objects.get(username=person["username"]).check_password(person["password"])


@pytest.mark.django_db
def test_no_demonstration_in_production(settings: LazySettings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("seed_demo")
