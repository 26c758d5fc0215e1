"""What of the registers a text seems to be about; a person confirms each."""

import re
from typing import Any

from django.db.models import Q

from talkoot.people.models import Municipality, Organisation, OrganisationKind
from talkoot.people.places import places_in
from talkoot.people.queries import present_organisations
from talkoot.programmes.models import Sector, ThemeUse
from talkoot.programmes.queries import themes_offered
from talkoot.search.categories import categories_of, closest_categories

SHOWN = 3
# Shorter names, such as abbreviations, stand inside other words.
SHORTEST_NAME = 6
# The name before such a word, in any case form: Iisalmen kaupungissa, Vasa stad.
TOWN = re.compile(r"([A-ZÅÄÖ][\w-]+) (?:kaupun[kg]\w+|kun(?:ta|na)\w*|stad\w*|kommun\w*)\b")


def proposed_rows(text: str, organisation: Organisation) -> dict[str, list[Any]]:
    """Sectors, themes, municipalities and other organisations that the text names or is close to.

    The organisation's own municipality comes among the places. Eight queries at most.
    """
    municipalities = {row.code: row for row in Municipality.objects.filter(valid_to=None)}
    names = [
        (code, name)
        for code, row in municipalities.items()
        for name in dict.fromkeys((row.name_fi, row.name_sv))
        if name
    ]
    codes = places_in(text, names, SHOWN)
    own = organisation.municipality_id
    if own in municipalities and own not in codes:
        codes.append(own)
    sectors = Sector.objects.in_bulk(_closest(text, "sectors"), field_name="code")
    themes = {
        row.code: row
        for row in themes_offered(ThemeUse.PRACTICE).filter(code__in=_closest(text, "themes"))
    }
    return {
        "sector": [sectors[code] for code in _closest(text, "sectors") if code in sectors],
        "themes": [themes[code] for code in _closest(text, "themes") if code in themes],
        "place": [municipalities[code] for code in codes],
        "partners": _named_organisations(text, organisation, names),
    }


def _closest(text: str, what: str) -> list[str]:
    return [code for code, _share in closest_categories(text, categories_of(what), SHOWN)]


def _named_organisations(
    text: str, own: Organisation, places: list[tuple[str, str]]
) -> list[Organisation]:
    """Organisations whose whole name stands in the text; municipalities that it calls so."""
    lowered = text.casefold()
    towns = places_in(" ".join(TOWN.findall(text)), places)
    others = present_organisations().exclude(pk=own.pk)
    is_municipality = Q(kind=OrganisationKind.MUNICIPALITY, municipality__isnull=False)
    found = [
        pk
        for pk, *written in others.exclude(is_municipality).values_list("pk", "name", "name_sv")
        if any(len(name) >= SHORTEST_NAME and name.casefold() in lowered for name in written)
    ]
    is_named = (is_municipality & Q(municipality__in=towns)) | Q(pk__in=found[:SHOWN])
    return list(others.filter(is_named).order_by("name")[:SHOWN])
