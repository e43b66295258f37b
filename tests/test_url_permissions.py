"""Every address says what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from bcf.url_permissions import URL_PERMISSIONS


def _patterns(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _patterns(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}"


def test_the_map_names_every_address_and_no_other() -> None:
    assert set(_patterns(get_resolver().url_patterns)) == set(URL_PERMISSIONS)
