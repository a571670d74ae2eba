"""All addresses of the program, by walking the resolver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """A URL pattern: its full name ("places:area"), the keywords it takes, where it stands."""

    name: str
    keywords: tuple[str, ...]
    route: str

    def path(self, ids: dict[str, Any]) -> str:
        """The path for the cast's records: ids["places:area.key"] goes before ids["key"]."""
        facts = {word: ids.get(f"{self.name}.{word}", ids.get(word)) for word in self.keywords}
        return reverse(self.name, kwargs=facts)


def addresses(resolver: URLResolver | None = None, space: str = "", route: str = "") -> Iterator[Address]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one, inner, route + str(one.pattern))
        elif isinstance(one, URLPattern):
            words = tuple(one.pattern.converters) or tuple(one.pattern.regex.groupindex)
            yield Address(f"{space}{one.name}" if one.name else "", words, route + str(one.pattern))
