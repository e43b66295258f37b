"""Why an action was refused. Each message is a sentence for the person who tried."""

from __future__ import annotations

from collections.abc import Sequence

from bcf.definition.problems import Problem


class Refused(Exception):
    """Base: nothing was changed."""

    @property
    def message(self) -> str:
        return str(self.args[0])


class UnknownPlace(Refused):
    """The edition asks for nothing there, or the row never was."""


class CannotPlace(Refused):
    """A passage cannot become part of that answer."""


class MustFix(Refused):
    """There are problems that stop sealing, and no reason was given for leaving them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        some = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"There {'is' if len(problems) == 1 else 'are'} {some} to fix first. Fix, or say why not.")


class Superseded(Refused):
    """A later version has been sealed."""


class MayNotSign(Refused):
    """The block is not this person's to sign."""


class AlreadySigned(Refused):
    """Someone else has signed this block of this version."""


class NotAllSigned(Refused):
    """Some sign-off blocks of the version have no signature; `organisations` names them."""

    def __init__(self, organisations: Sequence[str]) -> None:
        self.organisations = tuple(organisations)
        waiting = ", ".join(organisations) or "anyone: the plan has no sign-off blocks"
        super().__init__(f"The plan can be sent when everyone has signed. Still to sign: {waiting}.")


class BadFile(Refused):
    """The file cannot be attached."""
