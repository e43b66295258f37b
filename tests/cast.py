"""The fixed cast: one person for each way of taking part, and one plan that they share.

    def test_page(cast: Cast, client: Client) -> None:
        client.force_login(cast.lead)

Each page works for its owner, refuses the stranger with 404 and colleagues without the right with 403.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcf.access import Role
from bcf.models import User
from plans.models import Plan

from . import factories
from .small_edition import ID


@dataclass(frozen=True)
class Cast:
    """`lead` is a CCG's commissioner; `stranger` has an account and no part in the plan."""

    plan: Plan
    lead: User
    contributor: User
    finance: User
    reader: User
    ccg_signer: User
    council_signer: User
    chair: User
    hospital: User
    assurer: User
    stranger: User

    def everyone(self) -> dict[str, User]:
        """Name of the part -> the person, the stranger last."""
        return {name: person for name, person in vars(self).items() if isinstance(person, User)}


def assemble(edition: str = ID) -> Cast:
    """A plan for Southend with everyone in it, on the small edition unless told otherwise."""
    lead = factories.person("Priya Shah", "lead", "Head of Integration")
    plan = factories.plan(lead, edition)
    ccg = factories.organisation("NHS Southend CCG", "ccg", "99G")
    council = factories.organisation("Southend-on-Sea Council", "council", "E06000033")
    hospital = factories.organisation("Southend University Hospital NHS Foundation Trust", "trust", "RAJ")
    people = {
        "contributor": factories.part(plan, Role.CONTRIBUTOR, factories.person("Colin Bright", "contributor")),
        "finance": factories.part(plan, Role.FINANCE, factories.person("Fatima Noor", "finance"), council),
        "reader": factories.part(plan, Role.READER, factories.person("Rita Olsen", "reader")),
        "ccg_signer": factories.part(plan, Role.CCG_SIGNER, factories.person("Mel Crane", "ccg"), ccg),
        "council_signer": factories.part(plan, Role.COUNCIL_SIGNER, factories.person("Simon Lee", "council"), council),
        "chair": factories.part(plan, Role.CHAIR, factories.person("Cllr Dora North", "chair")),
        "hospital": factories.part(plan, Role.PROVIDER, factories.person("Jackie Tott", "hospital"), hospital),
        "assurer": factories.part(plan, Role.ASSURER, factories.person("Asif Khan", "assurer")),
        "stranger": factories.person("Stan Strange", "stranger"),
    }
    return Cast(plan=plan, lead=lead, **people)
