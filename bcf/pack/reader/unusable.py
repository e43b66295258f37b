"""Is it this form at all? A file that is another form, or none, is refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from bcf.definition import spelling
from bcf.definition.parts import Edition, OtherForm

from ..found import Unusable
from .matches import Match, number_length
from .pieces import Pieces
from .wordings import Role, wordings_of

# letters and digits: ten times a long plan
LONGEST = 2_500_000
# letters from which a wording is no chance find
TELLING = 18
# printed on another form: so many of its words, and fewer than this share of our prompts
OTHER_WORDS, OWN_SHARE = 2, 0.5


def check_form(edition: Edition, pieces: Pieces, chain: Sequence[Match]) -> None:
    """Raises Unusable (what is wrong, what is expected, what to do) unless the file is the edition's form."""
    other = _other_form(edition, pieces)
    if other and _share_of_prompts(edition, chain) < OWN_SHARE:
        raise Unusable(
            f"This plan is on another form: {other.title}. Expected is a plan on the form “{_form(edition)}”. "
            "Copy its answers into that form, or into the pages of this plan, and upload it again."
        )
    if sum(match.wording.length >= TELLING for match in chain) < 2:
        raise Unusable(
            f"None of the form's questions were found in this file. Expected is a filled-in “{_form(edition)}” "
            "with its headings and questions left in. Check that this is the right file; if it is, put the form's "
            "headings back above the answers and upload it again."
        )


def check_length(edition: Edition, letters: int) -> None:
    """Raises Unusable where there is far more text than any plan has."""
    if letters > LONGEST:
        raise Unusable(
            f"This file has {letters:,} letters and digits, far more than a plan. Expected is one filled-in "
            f"“{_form(edition)}”. Check that this is the right file, and leave out what is not the form."
        )


def _form(edition: Edition) -> str:
    titles = [document.title for document in edition.documents if document.format == "word"]
    return f"{titles[0]}” of “{edition.title}" if titles else edition.title


def _share_of_prompts(edition: Edition, chain: Sequence[Match]) -> float:
    prompts = {wording.index for wording in wordings_of(edition) if wording.role is Role.PROMPT and not wording.bullet}
    return len(prompts & {match.wording.index for match in chain}) / max(len(prompts), 1)


def _other_form(edition: Edition, pieces: Pieces) -> OtherForm | None:
    """The other form of which enough words begin a paragraph or a cell of this file."""
    folds = [(spelling.fold(piece.text), number_length(piece.text)) for piece in pieces.all]
    lines = [letters[number:] for letters, number in folds]
    for other in edition.other_forms:
        words = [spelling.fold(text) for text in other.wordings]
        if sum(any(line.startswith(text) for line in lines) for text in words) >= OTHER_WORDS:
            return other
    return None
