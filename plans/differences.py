"""Two texts of one answer: what differs marked, and both combined with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import TypeVar

from django.utils.safestring import SafeString, mark_safe

from bcf.definition import richtext
from bcf.definition.kinds import Kind, LongText, Names, RichText

_TOKENS = re.compile(r"<[^>]+>|[^\s<]+|\s+")
# Beyond this many words, words that are everywhere are left out of the comparison, which is then quick.
_MANY = 3000

T = TypeVar("T")


def marked(kind: Kind, text: str, other: str) -> SafeString:
    """The text as HTML, its words that are not in the other one marked."""
    mine, theirs = _tokens(kind, text), _tokens(kind, other)
    words = [index for index, token in enumerate(mine) if _is_word(token)]
    compared = [token for token in theirs if _is_word(token)]
    matcher = SequenceMatcher(None, [mine[index] for index in words], compared, autojunk=len(words) > _MANY)
    same = {words[block.a + step] for block in matcher.get_matching_blocks() for step in range(block.size)}
    changed = set(words) - same
    return mark_safe("".join(_shown(mine, changed)))


def _tokens(kind: Kind, text: str) -> list[str]:
    """Tags, words and spaces. Rich text is cleaned first; anything else is escaped, its lines as breaks."""
    html = richtext.clean(text) if isinstance(kind, RichText) else escape(kind.show(text)).replace("\n", "<br>")
    return _TOKENS.findall(html)


def _is_word(token: str) -> bool:
    return not token.startswith("<") and not token.isspace()


def _shown(tokens: Sequence[str], changed: set[int]) -> Iterable[str]:
    """The tokens, with runs of changed words marked as one."""
    for index, token in enumerate(tokens):
        if index not in changed:
            yield token
            continue
        opens = "" if _joined(tokens, index - 2, changed) else "<ins>"
        closes = "" if _joined(tokens, index, changed) else "</ins>"
        yield f"{opens}{token}{closes}"


def _joined(tokens: Sequence[str], index: int, changed: set[int]) -> bool:
    """Whether two changed words, at `index` and two further, have only a space between them."""
    return index >= 0 and {index, index + 2} <= changed and tokens[index + 1].isspace()


def combined(kind: Kind, theirs: str, mine: str) -> str:
    """Both texts in one, what they share once; one of several lines only, else mine."""
    if isinstance(kind, RichText):
        return richtext.render(_united(richtext.parse(theirs), richtext.parse(mine)))
    if isinstance(kind, LongText | Names):
        return "\n".join(_united(theirs.split("\n"), mine.split("\n")))
    return mine


def _united(theirs: Sequence[T], mine: Sequence[T]) -> list[T]:
    """What is in both once; where they differ, theirs and then mine."""
    united: list[T] = []
    for _, a, b, c, d in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        united += theirs[a:b]
        united += [one for one in mine[c:d] if one not in theirs[a:b]]
    return united
