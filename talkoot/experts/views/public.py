"""The public directory of the experts."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from talkoot.core.charts import region_names
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.experts.actions.directory import open_directory
from talkoot.experts.listing import YES, Listing, Wanted, list_experts
from talkoot.experts.models import LANGUAGE_NAMES
from talkoot.experts.profile_forms import wanted_from
from talkoot.experts.queries.profiles import get_photo, is_known_seed
from talkoot.search.actions import remember_tokens

PAGE_SIZE = 24
PHOTO_SECONDS = 3600
OPEN_OPTIONS, MOST_OPTIONS = 6, 8


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Experts of valid frameworks: search, facets, and an order drawn for each showing."""
    wanted = wanted_from(request.GET)
    listing = list_experts(wanted, on=timezone.localdate())
    remember_tokens(listing.found.unknown)
    seed = request.GET.get("seed", "")
    if not is_known_seed(seed):
        seed = open_directory(listing.listed).seed
    # The links to further pages and filters carry on the address with the seed in it.
    request.GET = _with_seed(request.GET, seed)  # type: ignore[assignment]
    groups = _facets(wanted, listing)
    context = {
        "wanted": wanted,
        "listing": listing,
        "page": page_of(request, listing.ordered(seed), size=PAGE_SIZE),
        "similar": listing.ordered_similar(seed)[:PAGE_SIZE],
        "groups": groups,
        "chips": _chips(request.GET, groups),
        "clear_url": f"?{_without_facets(request.GET, groups)}",
        "keep": [(name, value) for name, value in (("q", wanted.text), ("seed", seed)) if value],
        "seed": seed,
    }
    return render(request, "experts/experts.html", context)


@require_safe
def expert_photo(request: HttpRequest, slug: str) -> FileResponse:
    """The picture of a profile that the person may read."""
    stored = get_photo(request.user, slug)
    if stored is None:
        raise NotFound(_("The profile has no picture."))
    response = FileResponse(stored.content.open("rb"), content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={PHOTO_SECONDS}"
    return response


def _with_seed(asked: QueryDict, seed: str) -> QueryDict:
    kept = asked.copy()
    kept["seed"] = seed
    return kept


def _without_facets(asked: QueryDict, groups: list[dict[str, Any]]) -> str:
    kept = asked.copy()
    for name in (*(group["name"] for group in groups), "page"):
        kept.pop(name, None)
    return kept.urlencode()


def _chips(asked: QueryDict, groups: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What is ticked; each address leaves one out."""
    chips = []
    for group in groups:
        for option in [*group["options"], *group.get("more", [])]:
            if option["checked"]:
                kept = asked.copy()
                others = [code for code in kept.getlist(group["name"]) if code != option["value"]]
                kept.setlist(group["name"], others)
                kept.pop("page", None)
                chips.append({"text": str(option["text"]), "url": f"?{kept.urlencode()}"})
    return chips


def _facets(wanted: Wanted, listing: Listing) -> list[dict[str, Any]]:
    """Groups for ui/facets.html: what is ticked, and what would bring somebody."""
    texts: list[tuple[str, Any, Mapping[str, Any]]] = [
        ("theme", _("Theme"), _names(listing, "themes")),
        ("competence", _("Competence"), _names(listing, "competences")),
        ("language", _("Language"), LANGUAGE_NAMES),
        ("region", pgettext("of Finland", "Region"), region_names()),
        ("remote", _("Way of working"), {YES: _("Works remotely too")}),
        ("free", _("Availability"), {YES: _("Takes new work today")}),
    ]
    groups = []
    for name, label, names in texts:
        counts, chosen = listing.counts[name], wanted.chosen.get(name, frozenset())
        options = [
            {"value": code, "text": text, "count": counts[code], "checked": code in chosen}
            for code, text in names.items()
            if counts[code] or code in chosen
        ]
        if options:
            groups.append({"name": name, "label": label, **_folded(options)})
    return groups


def _names(listing: Listing, relation: str) -> dict[str, str]:
    """{code: name} of the themes or competences of those in the directory, in their order."""
    rows = {row.code: row for expert in listing.listed for row in getattr(expert, relation).all()}
    return {row.code: row.name for row in sorted(rows.values(), key=lambda row: row.order)}


def _folded(options: list[dict[str, Any]]) -> dict[str, Any]:
    """Of many options only some are open; the rest opens if one of it is ticked."""
    if len(options) <= MOST_OPTIONS:
        return {"options": options}
    more = options[OPEN_OPTIONS:]
    is_open = any(option["checked"] for option in more)
    return {"options": options[:OPEN_OPTIONS], "more": more, "is_open": is_open}
