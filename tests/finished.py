"""A finished plan on the small edition, and the same sealed and signed: what the later pages begin with."""

from __future__ import annotations

from datetime import date

from plans.actions import seal, sign
from plans.models import SealedVersion

from . import factories
from .cast import Cast, assemble

DAY = date(2001, 5, 30)
CCG, BOARD = "NHS Southend CCG", "Southend Health and Wellbeing Board"


def finished() -> Cast:
    """Nothing left to fix; the CCG and the board's chair sign."""
    cast = assemble()
    factories.say(cast.plan, {"vision": "<p>Well at <strong>home</strong></p>", "budget": "900"})
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": CCG})
    factories.row(cast.plan, "sign_off_boards", {"organisation": BOARD})
    return cast


def sealed(cast: Cast) -> SealedVersion:
    return seal(plan=cast.plan, by=cast.lead)


def signed(cast: Cast) -> SealedVersion:
    """Sealed, and signed by both."""
    version = sealed(cast)
    for person, table in ((cast.ccg_signer, "sign_off_ccgs"), (cast.chair, "sign_off_boards")):
        (row,) = version.content.rows(table)
        name = person.get_full_name()
        sign(version=version, by=person, table=table, uid=row.uid, name=name, position="Chief officer", date=DAY)
    return version
