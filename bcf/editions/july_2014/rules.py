"""The official cross-checks of this edition, in the order in which people read them."""

from __future__ import annotations

from bcf.definition.checks import Rule

RULES: tuple[Rule, ...] = ()
