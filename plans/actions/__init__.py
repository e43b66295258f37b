"""What people do with a plan. Only these write; each is one transaction with its event in it.

docs/actions.md has an example of each.
"""

from .attaching import attach
from .beginning import add_person, begin, begin_with
from .copying import take_copy
from .errors import (
    AlreadySigned,
    BadFile,
    CannotPlace,
    MayNotSign,
    MustFix,
    NotAllSigned,
    Refused,
    Superseded,
    UnknownPlace,
)
from .importing import Adopted, Choice, adopt, read_upload, undo
from .packing import ask_for_pack, requeue_lost
from .placing import bring_back, place_text, set_aside
from .rows import Direction, add_row, add_rows, move_row, put_row, remove_row, restore_row
from .saving import Conflict, Saved, Typed, save
from .sealing import changed_since, latest_version, seal
from .sending import send, sending_of
from .signing import decline, sign, signature_on, unsigned

__all__ = [
    "Adopted",
    "AlreadySigned",
    "BadFile",
    "CannotPlace",
    "Choice",
    "Conflict",
    "Direction",
    "MayNotSign",
    "MustFix",
    "NotAllSigned",
    "Refused",
    "Saved",
    "Superseded",
    "Typed",
    "UnknownPlace",
    "add_person",
    "add_row",
    "add_rows",
    "adopt",
    "ask_for_pack",
    "attach",
    "begin",
    "begin_with",
    "bring_back",
    "changed_since",
    "decline",
    "latest_version",
    "move_row",
    "place_text",
    "put_row",
    "read_upload",
    "remove_row",
    "requeue_lost",
    "restore_row",
    "save",
    "seal",
    "send",
    "sending_of",
    "set_aside",
    "sign",
    "signature_on",
    "take_copy",
    "undo",
    "unsigned",
]
