"""The cross-checks of an edition: small pure functions listed in order, and what runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .content import Content
from .figures import Figures
from .parts import Edition
from .problems import Problem, Severity

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a check looks at: the edition, what the plan says, and the computed cells."""

    edition: Edition
    content: Content
    figures: Figures


Check = Callable[[Plan], Iterable[Finding | Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One official cross-check. `check` yields (place, message) findings; its docstring is the sentence that must hold.

    `keys` are the answers and tables it reads: check_editions proves that they exist. A rule that `yields` is silent
    about a place of which another rule says what must be fixed there.
    """

    code: str
    severity: Severity
    check: Check
    keys: tuple[str, ...]
    yields: bool = False

    @property
    def sentence(self) -> str:
        return (self.check.__doc__ or "").strip()

    def problems(self, plan: Plan) -> Iterable[Problem]:
        for finding in self.check(plan):
            if isinstance(finding, Problem):
                yield finding
            else:
                yield Problem(finding[0], self.severity, finding[1], self.code)


def check(edition: Edition, content: Content) -> list[Problem]:
    """Every problem of the plan, in the order of the edition's rules."""
    plan = Plan(edition, content, Figures(edition, content))
    found = [(rule, problem) for rule in edition.rules for problem in rule.problems(plan)]
    spoken_of = {problem.place for rule, problem in found if not rule.yields and problem.severity is Severity.MUST_FIX}
    return [problem for rule, problem in found if not (rule.yields and problem.place in spoken_of)]
