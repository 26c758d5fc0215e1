"""What of the registers a text seems to be about; a person confirms each."""

from typing import Any

from talkoot.people.models import Municipality, Organisation
from talkoot.people.queries import present_organisations
from talkoot.practices.drafting.places import places_in
from talkoot.programmes.models import Sector, ThemeUse
from talkoot.programmes.queries import themes_offered
from talkoot.search.categories import categories_of, closest_categories

SHOWN = 3
# Shorter names, such as abbreviations, stand inside other words.
SHORTEST_NAME = 6


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
        "partners": _named_organisations(text, organisation),
    }


def _closest(text: str, what: str) -> list[str]:
    return [code for code, _share in closest_categories(text, categories_of(what), SHOWN)]


def _named_organisations(text: str, own: Organisation) -> list[Organisation]:
    """Organisations of the register whose whole name stands in the text."""
    lowered = text.casefold()
    rows = present_organisations().exclude(pk=own.pk).values_list("pk", "name", "name_sv")
    found = [
        pk
        for pk, *written in rows
        if any(len(name) >= SHORTEST_NAME and name.casefold() in lowered for name in written)
    ]
    return list(Organisation.objects.filter(pk__in=found[:SHOWN]))
