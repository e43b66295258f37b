"""The plan as a joint undertaking: who takes part, what it says, what was sealed, signed, made and sent."""

from .answers import Answer, AnswerVersion, TableRow
from .files import AttachedFile, PackBuild, PackFile
from .imports import Intake, Unplaced, Upload, WorkingCopy
from .plan import Participation, Plan
from .sealed import SealedVersion, Sending, Signature

__all__ = [
    "Answer",
    "AnswerVersion",
    "AttachedFile",
    "Intake",
    "PackBuild",
    "PackFile",
    "Participation",
    "Plan",
    "SealedVersion",
    "Sending",
    "Signature",
    "TableRow",
    "Unplaced",
    "Upload",
    "WorkingCopy",
]
