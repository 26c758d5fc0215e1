"""The public profiles of the experts."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.lookups import in_neutral_order
from talkoot.core.pages import page_of
from talkoot.experts.models import LANGUAGE_NAMES, Expert
from talkoot.experts.queries import listed_experts
from talkoot.experts.rules import can_read


def experts(request: HttpRequest) -> HttpResponse:
    """Experts of valid frameworks by theme and language, in an order that changes every day."""
    today = timezone.localdate()
    listed = in_neutral_order(listed_experts(on=today), seed=today.isoformat())
    themes, languages = request.GET.getlist("theme"), request.GET.getlist("language")
    found = [
        expert
        for expert in listed
        if (not themes or any(theme.code in themes for theme in expert.themes.all()))
        and (not languages or any(code in languages for code in expert.language_codes))
    ]
    context = {
        "page": page_of(request, found),
        "groups": [_theme_facet(listed, themes), _language_facet(listed, languages)],
        "is_filtered": bool(themes or languages),
    }
    return render(request, "experts/experts.html", context)


def expert(request: HttpRequest, slug: str) -> HttpResponse:
    """One profile; every expert has the same structure."""
    profiles = Expert.objects.select_related(
        "supplier__organisation", "supplier__framework__programme"
    ).prefetch_related("themes")
    expert = fetch(profiles, request.user, can_read, slug=slug)
    programme = expert.supplier.framework.programme
    context = {
        "expert": expert,
        "rows": [
            {"key": _("Supplier"), "value": expert.supplier.organisation, "lang": "fi"},
            {"key": _("Themes"), "value": "\n".join(str(theme) for theme in expert.themes.all())},
            {"key": _("Languages"), "value": expert.language_names},
            {"key": _("Region"), "value": expert.region},
            {"key": _("Works remotely"), "value": _("Yes") if expert.is_remote else _("No")},
            {
                "key": _("Programme"),
                "value": programme.name,
                "url": programme.get_absolute_url(),
            },
        ],
    }
    return render(request, "experts/expert.html", context)


def _theme_facet(listed: list[Expert], chosen: list[str]) -> dict[str, Any]:
    themes = {theme.code: theme for expert in listed for theme in expert.themes.all()}
    counts = Counter(theme.code for expert in listed for theme in expert.themes.all())
    options = [
        _option(theme.code, theme.name, counts[theme.code], chosen)
        for theme in sorted(themes.values(), key=lambda theme: theme.order)
    ]
    return {"label": _("Theme"), "name": "theme", "options": options}


def _language_facet(listed: list[Expert], chosen: list[str]) -> dict[str, Any]:
    counts = Counter(code for expert in listed for code in expert.language_codes)
    options = [
        _option(code, name, counts[code], chosen)
        for code, name in LANGUAGE_NAMES.items()
        if counts[code]
    ]
    return {"label": _("Language"), "name": "language", "options": options}


def _option(value: str, text: Any, count: int, chosen: list[str]) -> dict[str, Any]:
    return {"value": value, "text": text, "count": count, "checked": value in chosen}
