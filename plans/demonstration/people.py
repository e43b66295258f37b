"""Who takes part in the demonstration: people named by their role, and the organisations they act for."""

from __future__ import annotations

from dataclasses import dataclass

from bcf.access import Role
from bcf.models import Organisation


@dataclass(frozen=True, slots=True)
class Body:
    code: str
    name: str
    kind: Organisation.Kind


_COUNCIL = Body("E06000999", "Mere Valley Council", Organisation.Kind.COUNCIL)
_BOARD = Body("E06000999", "Mere Valley Health and Wellbeing Board", Organisation.Kind.BOARD)
_CCG_1 = Body("MV1", "NHS Mere Valley CCG", Organisation.Kind.CCG)
_CCG_2 = Body("MV2", "NHS Upper Mere CCG", Organisation.Kind.CCG)
_TRUST = Body("MVH", "Mere Valley Hospitals NHS Foundation Trust", Organisation.Kind.TRUST)
_NATIONAL = Body("NHSE", "NHS England", Organisation.Kind.NATIONAL)


@dataclass(frozen=True, slots=True)
class Person:
    """`role` None: has an account and no part in the plan."""

    username: str
    name: str
    role: Role | None
    body: Body | None = None

    @property
    def password(self) -> str:
        """Known to everyone: there is no demonstration in production."""
        return f"{self.username}-mere-valley"

    @property
    def role_name(self) -> str:
        return self.role.label if self.role else "no part in the plan"


PEOPLE = (
    Person("lead", "Lead Author", Role.LEAD, _CCG_1),
    Person("contributor", "Council Contributor", Role.CONTRIBUTOR, _COUNCIL),
    Person("finance", "Finance Lead", Role.FINANCE, _COUNCIL),
    Person("ccg-signer-1", "CCG Accountable Officer", Role.CCG_SIGNER, _CCG_1),
    Person("ccg-signer-2", "CCG Chief Officer", Role.CCG_SIGNER, _CCG_2),
    Person("council-signer", "Council Chief Executive", Role.COUNCIL_SIGNER, _COUNCIL),
    Person("chair", "Board Chair", Role.CHAIR, _BOARD),
    Person("hospital", "Hospital Chief Executive", Role.PROVIDER, _TRUST),
    Person("reader", "Council Reader", Role.READER, _COUNCIL),
    Person("assurer", "NHS England Assurer", Role.ASSURER, _NATIONAL),
    Person("stranger", "Somebody Else", None),
)
