"""Loading the series that the programmes' sources name, and the shipped templates. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from talkoot.core.loading import load_rows
from talkoot.data import read_json, read_programmes
from talkoot.events.models import Series, SeriesTemplate, Session, TemplatePart
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme, Theme, ThemeUse


@transaction.atomic
def load_series() -> None:
    """The published series of every programme, with their sessions. After load_programmes.

    A series is known by its programme, source and title. Those of a programme that has ended have
    ended too, and have a public page.
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
                "offering_id": offerings[series["offering"]] if "offering" in series else None,
                "theme_id": themes[series["theme"]] if "theme" in series else None,
                "organisation_id": organisations.get(series.get("organisation")),
                "source": facts["source_id"],
                **_page(series, facts),
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


@transaction.atomic
def load_templates() -> None:
    """The templates of series that the product ships (data/series_templates.json)."""
    rows = read_json("series_templates.json")
    scope = SeriesTemplate.objects.filter(programme=None)
    heads = [{name: value for name, value in row.items() if name != "parts"} for row in rows]
    loaded = load_rows(scope, heads, by=("code",))
    parts = [
        {"template_id": loaded[(row["code"],)].pk, "order": order, **part}
        for row in rows
        for order, part in enumerate(row["parts"], 1)
    ]
    shipped = TemplatePart.objects.filter(template__in=loaded.values())
    kept = load_rows(shipped, parts, by=("template_id", "order"))
    shipped.exclude(pk__in=[part.pk for part in kept.values()]).delete()


def _page(series: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    if facts["state"] != "ended":
        return {}
    # The source's name keeps the address apart from those of new series.
    stem = slugify(series["title"])[: 79 - len(facts["source_id"])].rstrip("-")
    return {"state": Series.State.ENDED, "slug": f"{stem}-{facts['source_id']}"}


def _plain(series: Mapping[str, Any]) -> dict[str, Any]:
    named = {"offering", "theme", "organisation", "sessions"}
    return {name: value for name, value in series.items() if name not in named}
