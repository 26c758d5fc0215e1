"""The addresses of the product, read from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, order=True)
class Route:
    name: str
    pattern: str
    is_ours: bool


def routes() -> list[Route]:
    """Every route once; the language prefix is left out (Finnish has none)."""
    return sorted(set(_walk(get_resolver(), "")))


def our_names() -> list[str]:
    return sorted({route.name for route in routes() if route.is_ours})


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            # Django admin is Django's; its addresses change with the models.
            if entry.app_name != "admin":
                yield from _walk(entry, path)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            module = getattr(view, "__module__", "")
            yield Route(entry.name or "", "/" + path, module.startswith("talkoot."))
