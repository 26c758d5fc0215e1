"""Loading the series and sessions that the programmes' sources name. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_programmes
from talkoot.events.models import Series, Session
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme, Theme, ThemeUse


@transaction.atomic
def load_series() -> None:
    """The published series of every programme, with their sessions. After load_programmes.

    A series is known by its programme, source and title.
    """
    organisations = dict(Organisation.objects.values_list("key", "pk"))
    themes = dict(Theme.objects.filter(use=ThemeUse.WORKSHOP).values_list("code", "pk"))
    programmes = Programme.objects.prefetch_related("offerings").in_bulk(field_name="slug")
    for facts in read_programmes():
        programme = programmes[facts["slug"]]
        offerings = {offering.slug: offering.pk for offering in programme.offerings.all()}
        records = [
            {
                "programme_id": programme.pk,
                "offering_id": offerings[series["offering"]],
                "theme_id": themes[series["theme"]] if "theme" in series else None,
                "organisation_id": organisations.get(series.get("organisation")),
                "source": facts["source_id"],
                **_plain(series),
            }
            for series in facts["series"]
        ]
        scope = Series.objects.filter(programme=programme, source=facts["source_id"])
        loaded = load_rows(scope, records, by=("title",))
        sessions = [
            {"series_id": loaded[(series["title"],)].pk, "order": order, **session}
            for series in facts["series"]
            for order, session in enumerate(series.get("sessions", []), 1)
        ]
        held = Session.objects.filter(series__in=loaded.values())
        load_rows(held, sessions, by=("series_id", "order"))


def _plain(series: Mapping[str, Any]) -> dict[str, Any]:
    named = {"offering", "theme", "organisation", "sessions"}
    return {name: value for name, value in series.items() if name not in named}
