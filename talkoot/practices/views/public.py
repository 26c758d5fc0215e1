"""The list of practices and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.charts import region_names
from talkoot.practices import list_page, rules
from talkoot.practices.actions.searches import note_search
from talkoot.practices.hits import explain
from talkoot.practices.listing import list_practices
from talkoot.practices.queries.adoption_page import adoption_context
from talkoot.practices.queries.diffusion import spread_summary
from talkoot.practices.queries.page import get_page, shown_page
from talkoot.practices.wanted import page_number_from, query_of, wanted_from


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Published practices: search, facets, order, and the map of regions."""
    wanted = wanted_from(request.GET)
    listing = list_practices(wanted, number=page_number_from(request.GET))
    note_search(wanted, listing)
    names = region_names()
    explained = explain(listing, wanted.text)
    groups = list_page.facet_groups(wanted, listing, names)
    context = {
        "wanted": wanted,
        "listing": listing,
        "cards": list_page.cards(listing.practices, listing, names, explained),
        "similar": list_page.cards(listing.similar, listing, names, explained),
        "spelt": explained.spelt,
        "spelt_url": list_page.address(request.GET, text=explained.spelt),
        "groups": [group for group in groups if group["name"] in list_page.MAIN_FACETS],
        "more_groups": [group for group in groups if group["name"] not in list_page.MAIN_FACETS],
        "more_open": bool(wanted.chosen.keys() - list_page.MAIN_FACETS),
        "keep": list_page.kept(request.GET, wanted),
        "chips": list_page.chips(request.GET, groups),
        "clear_url": list_page.free_address(request.GET),
        "sorts": list_page.orders(request.GET, wanted),
        "regions": list_page.tiles(listing, wanted, names),
        "to_save": query_of(wanted),
    }
    return render(request, "practices/practices.html", context)


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One practice: facts first, then what was done, then who adopted it."""
    found = get_page(request.user, slug)
    context = {
        "practice": found,
        "shown": shown_page(found),
        **adoption_context(found, request.user, shows_all_talk=request.GET.get("talk") == "all"),
        "spread": spread_summary(found),
        "can_edit": rules.can_edit(request.user, found),
        "can_moderate": rules.can_moderate(request.user, found),
    }
    return render(request, "practices/practice.html", context)
