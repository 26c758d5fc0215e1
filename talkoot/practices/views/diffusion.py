"""How a practice has spread, and the records behind each number of it."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.charts import region_names
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.people.models import Organisation
from talkoot.practices import rules, spread_pictures
from talkoot.practices.models import Contribution, CurveFit, Practice
from talkoot.practices.queries import diffusion as reads
from talkoot.practices.queries import get_practice
from talkoot.practices.queries.levels import FEWEST_ADOPTERS
from talkoot.practices.queries.measures import BY_KEY
from talkoot.practices.queries.spread import (
    Country,
    country_on,
    spread_of,
)
from talkoot.practices.rules.spread import Place, Spread

MAPS = ("region", "municipality")
ADOPTERS_SHOWN = 10


@require_safe
def practice_spread(request: HttpRequest, slug: str) -> HttpResponse:
    """The measures, the level taken apart and the pictures, on the day asked for."""
    practice = get_practice(request.user, slug)
    as_of = reads.chosen_day(request.GET)
    country = country_on(as_of)
    spread = spread_of(practice, as_of, country)
    statements = list(practice.jury_statements.all())
    adopters = reads.adopter_rows(spread, spread.started[:ADOPTERS_SHOWN])
    context = {
        "practice": practice,
        "as_of": as_of,
        "is_today": as_of == timezone.localdate(),
        "years": reads.years_of(practice, spread, as_of),
        "level": reads.level_rows(practice, spread, statements),
        "measures": reads.measure_rows(spread),
        "adopters": adopters,
        "has_more": len(spread.started) > ADOPTERS_SHOWN,
        "curve": spread_pictures.curve(spread),
        "family": spread_pictures.family(practice, spread),
        "statements": [row for row in statements if row.stated_on <= as_of],
        "contribution": Contribution.objects.filter(practice=practice)
        .select_related("service")
        .first(),
        "can_moderate": rules.can_moderate(request.user, practice),
        **_map(request, practice, spread, country),
        **_models(practice, spread),
    }
    return render(request, "practices/practice_spread.html", context)


@require_safe
def spread_records(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """One measure: its definition, its value on the day, and the records behind it."""
    practice = get_practice(request.user, slug)
    found = BY_KEY.get(measure)
    if found is None:
        raise NotFound(_("There is no such measure. See how the practice has spread."))
    as_of = reads.chosen_day(request.GET)
    country = country_on(as_of)
    spread = spread_of(practice, as_of, country)
    region, municipality = request.GET.get("region", ""), request.GET.get("municipality", "")
    if found.is_of_organisations:
        page = page_of(request, Organisation.objects.filter(pk__in=spread.eligible))
        organisations, adopters = page.object_list, []
    else:
        rows = [row for row in found.rows(spread) if _is_in(row.place, region, municipality)]
        page = page_of(request, rows)
        organisations, adopters = [], reads.adopter_rows(spread, list(page.object_list))
    context = {
        "practice": practice,
        "measure": found,
        "value": found.value(spread),
        "note": found.note(spread),
        "as_of": as_of,
        "area": country.names.get(municipality, "") or region_names().get(region, ""),
        "page": page,
        "organisations": organisations,
        "adopters": adopters,
    }
    return render(request, "practices/spread_records.html", context)


def _is_in(place: Place | None, region: str, municipality: str) -> bool:
    """Whether a place is in the area asked for; without one everything is."""
    if not (region or municipality):
        return True
    return place is not None and (
        place.code == municipality if municipality else place.region == region
    )


def _map(
    request: HttpRequest, practice: Practice, spread: Spread, country: Country
) -> dict[str, Any]:
    kind = request.GET.get("map", "")
    kind = kind if kind in MAPS else MAPS[0]
    if kind == "region":
        drawn = spread_pictures.map_by_region(spread, practice)
    else:
        drawn = spread_pictures.map_by_municipality(spread, practice, country)
    placeless = sum(row.place is None for row in spread.adopters)
    return {
        "map": drawn,
        "map_kind": kind,
        "is_by_region": kind == "region",
        "placeless": placeless,
    }


def _models(practice: Practice, spread: Spread) -> dict[str, Any]:
    """The worker's models of the curve up to its own day; none are drawn without data."""
    if len(spread.started) < FEWEST_ADOPTERS:
        # The worker does not look at so few; what it made of more is no longer true.
        return {"fit": CurveFit(reason=CurveFit.Reason.FEW_ADOPTERS)}
    fit = CurveFit.objects.filter(practice=practice).first()
    if fit is None:
        return {"fit": None}
    picture = None
    if fit.fits:
        picture = spread_pictures.models(dataclasses.replace(spread, as_of=fit.counted_on), fit)
    return {"fit": fit, "fit_picture": picture, "fit_rows": reads.fit_rows(fit)}
