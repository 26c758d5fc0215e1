"""The datasets: their names, columns and rows. Nothing in them tells of a person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Session
from talkoot.events.queries.series import findable_series
from talkoot.home import open_rows
from talkoot.home.queries import figure_rows
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme

Row = dict[str, Any]
TEXT, WHOLE, NUMBER, FLAG = "text", "whole", "number", "flag"
CHUNK = 500


@dataclass(frozen=True)
class Dataset:
    """A table that is given out; `columns` is {name: text, whole, number or flag}."""

    name: str
    title: str | Promise
    description: str | Promise
    keywords: tuple[str, ...]
    columns: dict[str, str]
    rows: Callable[[], Iterator[Row]]


def _practices() -> Iterator[Row]:
    """Published ones whole; of withdrawn ones only that they are gone (tombstones)."""
    published = open_rows.with_belongings(published_practices().order_by("pk"))
    for row in published.iterator(chunk_size=CHUNK):
        found = open_rows.whole_practice(row)
        body = found.pop("organisation")
        yield found | {
            "state": "published",
            "organisation_key": body["key"],
            "organisation_name": body["name"],
            "themes": ";".join(found["themes"]),
            "licence": open_rows.LICENCE,
        }
    gone = Practice.objects.filter(state=Practice.State.WITHDRAWN, published_at__isnull=False)
    columns = ("pk", "external_id", "state_changed_at", "is_demo")
    for pk, external_id, moment, is_demo in gone.order_by("pk").values_list(*columns).iterator():
        yield {
            "id": pk,
            "external_id": external_id,
            "state": "withdrawn",
            "withdrawn_on": timezone.localdate(moment).isoformat(),
            "is_demo": is_demo,
        }


def _adoptions() -> Iterator[Row]:
    """Those that are shown; of what was shown and is no more only that it is gone."""
    rows = open_rows.open_adoptions().order_by("pk")
    for row in rows.iterator(chunk_size=CHUNK):
        found = open_rows.open_adoption(row)
        body = found.pop("organisation")
        yield found | {
            "state": "visible",
            "organisation_key": body["key"],
            "organisation_name": body["name"],
        }
    for pk, is_removed, moment, withdrawn_at, is_demo in open_rows.gone_adoptions().iterator():
        yield {
            "id": pk,
            "state": "withdrawn",
            "withdrawn_on": timezone.localdate(moment if is_removed else withdrawn_at).isoformat(),
            "is_demo": is_demo,
        }


def _organisations() -> Iterator[Row]:
    for row in open_rows.open_organisations().iterator(chunk_size=CHUNK):
        yield open_rows.open_organisation(row)


def _figures() -> Iterator[Row]:
    today = timezone.localdate()
    for programme in Programme.objects.exclude(state=Programme.State.PLANNED):
        for row in figure_rows(programme, today):
            found = row.as_dict()
            yield {name: found.get(name) for name in FIGURE_COLUMNS} | {
                "programme": programme.slug,
                "is_demo": programme.is_demo,
            }


def _events() -> Iterator[Row]:
    rows = Session.objects.filter(series__in=findable_series(), starts_at__isnull=False)
    rows = (
        rows.filter(organisation=None)
        .exclude(state=Session.State.CANCELLED)
        .select_related("series__programme")
    )
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        yield {
            "id": row.pk,
            "programme": row.series.programme.slug,
            "series": row.series.slug,
            "title": row.title or row.series.title,
            "kind": row.series.kind,
            "starts_at": row.starts_at.isoformat() if row.starts_at else None,
            "ends_at": row.ends_at.isoformat() if row.ends_at else None,
            "mode": row.mode,
            "municipality": row.municipality_id,
            "url": settings.BASE_URL + reverse("event", args=[row.series.slug]),
            "is_demo": row.is_demo or row.series.is_demo,
        }


def _columns(text: str, **others: str) -> dict[str, str]:
    return dict.fromkeys(text.split(), TEXT) | others


FIGURE_COLUMNS = _columns("programme id label unit definition as_of query_hash") | {
    "version": WHOLE,
    "value": NUMBER,
    "n": WHOLE,
    "is_demo": FLAG,
}
DATASETS = [
    Dataset(
        "practices",
        _("Practices"),
        _("Published practices with their texts; withdrawn ones as marks without content."),
        ("kehittäminen", "kunnat", "utveckling", "public sector innovation"),
        {"id": WHOLE, "external_id": TEXT, "state": TEXT, "title": TEXT, "summary": TEXT}
        | _columns("url language programme organisation_key organisation_name municipality region")
        | _columns("sector themes type status published_on withdrawn_on licence")
        | {"evidence": WHOLE, "level": WHOLE, "adoption_count": WHOLE, "is_demo": FLAG}
        | _columns(" ".join(open_rows.LONG_TEXTS)),
        _practices,
    ),
    Dataset(
        "adoptions",
        _("Adoptions"),
        _(
            "Which organisation has adopted which practice, confirmed by the organisation; "
            "withdrawn ones as marks without content."
        ),
        ("leviäminen", "otettu mallia", "spridning", "diffusion of innovation"),
        {"id": WHOLE, "practice": WHOLE}
        | _columns("practice_url organisation_key organisation_name stage fidelity scope mechanism")
        | {"adopted_on": TEXT, "is_demo": FLAG, "state": TEXT, "withdrawn_on": TEXT},
        _adoptions,
    ),
    Dataset(
        "organisations",
        _("Organisations with practices"),
        _("Organisations with published practices or adoptions, and how many they have."),
        ("organisaatiot", "kunnat", "kommuner", "municipalities"),
        _columns("key name name_sv kind municipality region")
        | {"practice_count": WHOLE, "adoption_count": WHOLE, "is_demo": FLAG},
        _organisations,
    ),
    Dataset(
        "figures",
        _("Figures of programmes"),
        _("Each programme's figures on the day when the file was made, with definition and n."),
        ("tunnusluvut", "nyckeltal", "indicators"),
        FIGURE_COLUMNS,
        _figures,
    ),
    Dataset(
        "events",
        _("Events"),
        _("Public events: when, how, in which municipality."),
        ("tapahtumat", "evenemang", "events"),
        {"id": WHOLE}
        | _columns("programme series title kind starts_at ends_at mode municipality url")
        | {"is_demo": FLAG},
        _events,
    ),
]


def in_languages(text: str | Promise) -> dict[str, str]:
    """{language: text} of the site's languages."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = str(text)
    return found
