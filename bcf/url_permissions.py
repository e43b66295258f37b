"""What each address needs: URL name -> Permission, or PUBLIC, or SIGNED_IN. A test holds it complete."""

from __future__ import annotations

from enum import StrEnum

from .access import Permission


class Open(StrEnum):
    """For addresses that belong to no plan."""

    PUBLIC = "anyone"
    SIGNED_IN = "anyone signed in"


PUBLIC, SIGNED_IN = Open.PUBLIC, Open.SIGNED_IN

URL_PERMISSIONS: dict[str, Permission | Open] = {}
