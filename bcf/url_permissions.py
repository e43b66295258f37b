"""What each address needs: URL name -> Permission, or PUBLIC, or SIGNED_IN. A test holds it complete."""

from __future__ import annotations

from enum import StrEnum

from .access import Permission


class Open(StrEnum):
    """For addresses that belong to no plan."""

    PUBLIC = "anyone"
    SIGNED_IN = "anyone signed in"


PUBLIC, SIGNED_IN = Open.PUBLIC, Open.SIGNED_IN

URL_PERMISSIONS: dict[str, Permission | Open] = {
    # what belongs to no plan
    "home": PUBLIC,
    "sign_in": PUBLIC,
    "sign_out": PUBLIC,
    "accessibility": PUBLIC,
    "healthz": PUBLIC,
    # a person's plans, and writing one: where a part of the forms needs another right, access.writing says so
    "plans": SIGNED_IN,
    "start_plan": SIGNED_IN,
    "plan": Permission.READ,
    "problems": Permission.READ,
    "commentary": Permission.COMMENT,
    "section": Permission.WRITE,
    "cells": Permission.WRITE,
    "figures": Permission.WRITE,
    "figures_to_insert": Permission.READ,
    "add_row": Permission.WRITE,
    "row": Permission.WRITE,
    "step": Permission.WRITE,
    "remove_row": Permission.WRITE,
    "move_row": Permission.WRITE,
    # bringing a plan in
    "import_new": SIGNED_IN,
    "import_new_found": SIGNED_IN,
    "copy": Permission.EXPORT,
    # a workbook; for other files the page asks for IMPORT too
    "import_plan": Permission.WRITE_FINANCE,
    "import_found": Permission.WRITE_FINANCE,
    "import_taken": Permission.WRITE_FINANCE,
    "import_problems": Permission.WRITE_FINANCE,
    "placing": Permission.IMPORT,
    # reading it
    "reading": Permission.READ,
    "read_version": Permission.READ_SEALED,
    "attached_file": Permission.READ,
    # signing it
    "sign_off": Permission.READ_SEALED,
    "ask_for_sign_off": Permission.SEAL,
    "changes": Permission.READ,
    "sign": Permission.SIGN,
    "decline": Permission.SIGN,
    "signed": Permission.SIGN,
    # its files
    "pack": Permission.EXPORT,
    "pack_status": Permission.EXPORT,
    "pack_file": Permission.EXPORT,
    "version_pack": Permission.READ_SEALED,
    "version_pack_file": Permission.READ_SEALED,
    # sending it
    "send": Permission.SEND,
    "receipt": Permission.READ_SEALED,
}
