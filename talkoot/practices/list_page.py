"""What the list of practices shows around its rows: facets, chips, orders, cards, the map."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from talkoot.people.models import OrganisationKind
from talkoot.practices.hits import Explained
from talkoot.practices.listing import Listing
from talkoot.practices.models import Practice
from talkoot.practices.rules.sizes import size_labels
from talkoot.practices.wanted import PARTS, Wanted

OPEN_OPTIONS, MOST_OPTIONS = 6, 8
# Of organisations only those with most practices, and those that are ticked.
MOST_ORGANISATIONS = 20
# Facets of which several options are ticked; of the others one is chosen from a list. A region can
# also be chosen on the map.
TICKED_FACETS = frozenset(("sector", "theme"))
# Those that stand open; the others come on demand.
MAIN_FACETS = frozenset(("sector", "theme", "region", "organisation"))


def facet_groups(
    wanted: Wanted, listing: Listing, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Groups for ui/facets.html: what is ticked, and what would bring something."""
    shown = []
    for name, label, texts in _facets(listing, names):
        ticked, counts = wanted.chosen.get(name, frozenset()), listing.counts.by_facet[name]
        options: list[dict[str, Any]] = [
            {"value": code, "text": text, "count": counts.get(code, 0), "checked": code in ticked}
            for code, text in texts.items()
            if counts.get(code) or code in ticked
        ]
        if not options:
            continue
        if name not in ("size", "extent", "evidence"):  # These stand in their own order.
            options.sort(key=lambda option: (-option["count"], option["text"]))
        if name == "year":
            options.sort(key=lambda option: option["value"], reverse=True)
        # Two ticked ones can only come by an address: then they are boxes.
        if name not in TICKED_FACETS and len(ticked) < 2:
            group = {"name": name, "label": label, "options": options, "is_select": True}
        else:
            group = {"name": name, "label": label, **_split(options)}
        shown.append(group)
    return shown


def _facets(listing: Listing, names: Mapping[str, str]) -> list[tuple[str, str, Mapping[str, str]]]:
    """(facet, its name, its options by code) in the order of the page."""
    labels = listing.catalogue.labels
    return [
        ("sector", _("Service area"), {code: s.name for code, s in labels.sectors.items()}),
        ("theme", _("Theme"), {code: theme.name for code, theme in labels.themes.items()}),
        ("region", pgettext("of Finland", "Region"), names),
        ("organisation", _("Organisation"), _organisations(listing)),
        ("kind", _("Kind of organisation"), _words(OrganisationKind)),
        ("size", _("Size of the municipality"), size_labels()),
        ("year", _("Year of publishing"), _years(listing)),
        ("type", _("Type"), _words(Practice.Kind)),
        ("extent", _("Extent"), _words(Practice.Extent)),
        ("status", _("Status"), _words(Practice.Status)),
        ("evidence", _("Evidence"), _words(Practice.Evidence)),
    ]


def _years(listing: Listing) -> dict[str, str]:
    """Those with practices, and a ticked one without, so that it can be taken away."""
    ticked = filter(str.isdecimal, listing.ticked("year"))
    return {year: year for year in (*listing.counts.by_facet["year"], *ticked)}


def _words(choices: Any) -> dict[str, str]:
    return {str(value): capfirst(str(label)) for value, label in choices.choices}


def _organisations(listing: Listing) -> dict[str, str]:
    """The names of those that the facet offers, by key."""
    labels = listing.catalogue.labels
    best = [key for key, _n in listing.counts.by_facet["organisation"].most_common()]
    keys = dict.fromkeys([*listing.ticked("organisation"), *best[:MOST_ORGANISATIONS]])
    return {
        key: labels.organisations[labels.by_key[key]].name for key in keys if key in labels.by_key
    }


def _split(options: list[dict[str, Any]]) -> dict[str, Any]:
    """Of many options only the first are open."""
    if len(options) <= MOST_OPTIONS:
        return {"options": options}
    more = options[OPEN_OPTIONS:]
    is_open = any(option["checked"] for option in more)
    return {"options": options[:OPEN_OPTIONS], "more": more, "is_open": is_open}


def cards(
    practices: list[Practice], listing: Listing, names: Mapping[str, str], explained: Explained
) -> list[dict[str, Any]]:
    """Inputs of ui/card.html."""
    catalogue, labels = listing.catalogue, listing.catalogue.labels
    shown = []
    for row in practices:
        sector = labels.sectors.get(labels.sector_codes.get(row.sector_id or 0, ""))
        owner = labels.organisations.get(row.organisation_id)
        region = names.get(catalogue.option_of("region", row.pk))
        year = str(localtime(row.published_at).year) if row.published_at else ""
        shown.append(
            {
                "title": row.title,
                "url": row.get_absolute_url(),
                "eyebrow": sector.name if sector else "",
                "icon": sector.icon if sector else "",
                "meta": " · ".join(filter(None, [owner.name if owner else "", region, year])),
                "text": explained.marked(row.gist),
                "why": explained.sentences.get(row.pk, ""),
                "lang": row.language,
                "adopted": row.adoption_count,
                "is_demo": row.is_demo,
            }
        )
    return shown


def chips(asked: QueryDict, groups: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What is ticked, each with the address without it."""
    return [
        {
            "text": option["text"],
            "url": address(asked, leave_out=(group["name"], option["value"])),
        }
        for group in groups
        for option in [*group["options"], *group.get("more", [])]
        if option["checked"]
    ]


def orders(asked: QueryDict, wanted: Wanted) -> list[dict[str, Any]]:
    texts = {"newest": _("Newest"), "adopted": _("Most adopted"), "title": _("A–Ö")}
    if wanted.text:
        texts = {"relevance": _("Best match"), **texts}
    return [
        {"text": text, "url": address(asked, sort=sort), "current": sort == wanted.sort}
        for sort, text in texts.items()
    ]


def tiles(listing: Listing, wanted: Wanted, names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """All regions with everything published there; a tile's address shows just that."""
    counts = listing.catalogue.counts.by_facet["region"]
    return {
        code: {
            "count": counts[code],
            "url": f"?region={code}",
            "current": wanted.regions == {code},
        }
        for code in names
    }


def kept(asked: QueryDict, wanted: Wanted) -> list[tuple[str, str]]:
    """What a change of filters must not lose."""
    sort = wanted.sort if asked.get("sort") else ""
    return [(name, value) for name, value in (("q", wanted.text), ("sort", sort)) if value]


def address(
    asked: QueryDict,
    *,
    without: tuple[str, ...] = (),
    leave_out: tuple[str, str] = ("", ""),
    text: str = "",
    sort: str = "",
) -> str:
    """The list's address with one thing changed; the page number always goes."""
    query = asked.copy()
    for name in ("page", *without):
        query.pop(name, None)
    name, value = leave_out
    if name:
        query.setlist(name, [other for other in query.getlist(name) if other != value])
    for name, value in (("q", text), ("sort", sort)):
        if value:
            query[name] = value
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else reverse("practices")


def free_address(asked: QueryDict) -> str:
    """The list's address without any filter."""
    return address(asked, without=tuple(PARTS))
