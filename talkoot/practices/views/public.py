"""The list of practices and the page of one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from talkoot.core.charts import region_names
from talkoot.people.models import OrganisationKind
from talkoot.people.rules import confirmed_ids
from talkoot.practices import rules
from talkoot.practices.forms import page_number_from, wanted_from
from talkoot.practices.listing import Listing, Wanted, list_practices
from talkoot.practices.models import Practice
from talkoot.practices.queries import get_practice, stages_of, visible_adoptions
from talkoot.search.actions import remember_tokens
from talkoot.search.queries import highlight, matched_words

OPEN_OPTIONS, MOST_OPTIONS = 6, 8


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Published practices: search, facets, order, and the map of regions."""
    wanted = wanted_from(request.GET)
    listing = list_practices(wanted, number=page_number_from(request.GET))
    if listing.found.unknown and not listing.counts.total:
        remember_tokens(listing.found.unknown)
    names = region_names()
    words = matched_words([row.gist for row in listing.practices], listing.found)
    groups = _facets(wanted, listing, names)
    context = {
        "wanted": wanted,
        "listing": listing,
        "cards": [_card(row, listing, names, words) for row in listing.practices],
        "similar": [_card(row, listing, names, words) for row in listing.similar],
        "groups": groups,
        "keep": _kept(request.GET, wanted),
        "chips": _chips(request.GET, groups),
        "clear_url": _address(request.GET, without=("sector", "theme", "kind", "region")),
        "sorts": _sorts(request.GET, wanted),
        "regions": _tiles(listing, wanted, names),
    }
    return render(request, "practices/practices.html", context)


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One practice: facts first, then what was done, then who adopted it."""
    found = get_practice(request.user, slug)
    adoptions = list(visible_adoptions(found))
    context = {
        "practice": found,
        "adoptions": adoptions,
        "stages": stages_of(adoptions),
        "own_ids": confirmed_ids(request.user),
        "can_edit": rules.can_edit(request.user, found),
        "can_moderate": rules.can_moderate(request.user, found),
    }
    return render(request, "practices/practice.html", context)


def _card(
    row: Practice, listing: Listing, names: Mapping[str, str], words: frozenset[str]
) -> dict[str, Any]:
    catalogue = listing.catalogue
    facts = catalogue.facts[row.pk]
    sector = catalogue.sectors[facts.sector]
    region = names.get(facts.region)
    year = str(row.published_at.year) if row.published_at else ""
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "eyebrow": sector.name,
        "icon": sector.icon,
        "meta": " · ".join(
            filter(None, [catalogue.organisations[row.organisation_id], region, year])
        ),
        "text": highlight(row.gist, words) if words else row.gist,
        "lang": row.language,
        "adopted": row.adoption_count,
        "is_demo": row.is_demo,
    }


def _facets(wanted: Wanted, listing: Listing, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Groups for ui/facets.html: what is ticked, and what would bring something."""
    kinds = {str(kind.value): str(kind.label).capitalize() for kind in OrganisationKind}
    sectors = {code: sector.name for code, sector in listing.catalogue.sectors.items()}
    themes = {code: theme.name for code, theme in listing.catalogue.themes.items()}
    groups = [
        ("sector", _("Service area"), sectors, wanted.sectors),
        ("theme", _("Theme"), themes, wanted.themes),
        ("kind", _("Organisation"), kinds, wanted.kinds),
        ("region", pgettext("of Finland", "Region"), dict(names), wanted.regions),
    ]
    shown = []
    for name, label, texts, ticked in groups:
        counts = getattr(listing.counts, name)
        options = [
            {"value": code, "text": text, "count": counts.get(code, 0), "checked": code in ticked}
            for code, text in texts.items()
            if counts.get(code) or code in ticked
        ]
        if options:
            shown.append({"name": name, "label": label, **_folded(options)})
    return shown


def _folded(options: list[dict[str, Any]]) -> dict[str, Any]:
    """The largest options first; of many only some are open."""
    options = sorted(options, key=lambda option: (-option["count"], option["text"]))
    if len(options) <= MOST_OPTIONS:
        return {"options": options}
    more = options[OPEN_OPTIONS:]
    is_open = any(option["checked"] for option in more)
    return {"options": options[:OPEN_OPTIONS], "more": more, "is_open": is_open}


def _chips(asked: QueryDict, groups: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "text": option["text"],
            "url": _address(asked, leave_out=(group["name"], option["value"])),
        }
        for group in groups
        for option in [*group["options"], *group.get("more", [])]
        if option["checked"]
    ]


def _sorts(asked: QueryDict, wanted: Wanted) -> list[dict[str, Any]]:
    texts = {"newest": _("Newest"), "adopted": _("Most adopted"), "title": _("A–Ö")}
    if wanted.text:
        texts = {"relevance": _("Best match"), **texts}
    return [
        {"text": text, "url": _address(asked, sort=sort), "current": sort == wanted.sort}
        for sort, text in texts.items()
    ]


def _tiles(listing: Listing, wanted: Wanted, names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """All regions with everything published there; a tile's address shows just that."""
    return {
        code: {
            "count": listing.catalogue.counts.region[code],
            "url": f"?region={code}",
            "current": wanted.regions == {code},
        }
        for code in names
    }


def _kept(asked: QueryDict, wanted: Wanted) -> list[tuple[str, str]]:
    """What a change of filters must not lose."""
    sort = wanted.sort if asked.get("sort") else ""
    return [(name, value) for name, value in (("q", wanted.text), ("sort", sort)) if value]


def _address(
    asked: QueryDict,
    *,
    without: tuple[str, ...] = (),
    leave_out: tuple[str, str] = ("", ""),
    sort: str = "",
) -> str:
    """The list's address with one thing changed; the page number always goes."""
    query = asked.copy()
    for name in ("page", *without):
        query.pop(name, None)
    name, value = leave_out
    if name:
        query.setlist(name, [other for other in query.getlist(name) if other != value])
    if sort:
        query["sort"] = sort
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else reverse("practices")
