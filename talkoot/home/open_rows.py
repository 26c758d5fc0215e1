"""What is open of practices, adoptions and organisations: one choice for the API and open data.

Nothing here tells of a person: no authors, contacts, roles or notes.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from talkoot.home.comparison import Line
from talkoot.home.queries import FigureRow
from talkoot.people.models import Organisation
from talkoot.practices.models import Adoption, Practice

LICENCE = "CC BY 4.0"
LONG_TEXTS = (
    "keywords need what_was_done who_took_part results how_measured resources conditions tips "
    "unit_name source_url video_url"
).split()


def with_belongings(practices: "QuerySet[Practice]") -> "QuerySet[Practice]":
    """The practices with all that open_practice reads; two queries."""
    joined = practices.select_related("programme", "organisation__municipality", "place", "sector")
    return joined.prefetch_related("themes")


def open_practice(row: Practice) -> dict[str, Any]:
    """A row of a list of practices, codes as they are."""
    place = row.place or row.organisation.municipality
    return {
        "id": row.pk,
        "external_id": row.external_id,
        "title": row.title,
        "summary": row.gist,
        "url": settings.BASE_URL + row.get_absolute_url(),
        "language": row.language if row.language in ("fi", "sv", "en") else "fi",
        "programme": row.programme.slug,
        "organisation": {"key": row.organisation.key, "name": row.organisation.name},
        "municipality": place.code if place else None,
        "region": place.region_code if place else None,
        "sector": row.sector.code if row.sector else None,
        "themes": [theme.code for theme in row.themes.all()],
        "type": row.kind,
        "status": row.status,
        "evidence": row.evidence,
        "level": row.level,
        "adoption_count": row.adoption_count,
        "published_on": timezone.localdate(row.published_at).isoformat()
        if row.published_at
        else None,
        "is_demo": row.is_demo,
    }


def whole_practice(row: Practice) -> dict[str, Any]:
    """The same with its texts."""
    return open_practice(row) | {name: getattr(row, name) for name in LONG_TEXTS}


def open_adoptions() -> "QuerySet[Adoption]":
    """Adoptions that the practices' pages show: confirmed, of published practices."""
    return Adoption.objects.filter(
        state=Adoption.State.VISIBLE,
        confirmed_at__isnull=False,
        practice__state=Practice.State.PUBLISHED,
    ).select_related("organisation", "practice")


def gone_adoptions() -> "QuerySet[Adoption, tuple]":
    """Of confirmed ones that were taken back, or whose practice was: key, whether it was taken
    back itself, when it and when the practice changed, and the demo mark.
    """
    is_removed = Q(state=Adoption.State.REMOVED)
    rows = Adoption.objects.filter(confirmed_at__isnull=False, practice__published_at__isnull=False)
    gone = rows.filter(is_removed | Q(practice__state=Practice.State.WITHDRAWN)).order_by("pk")
    columns = ("state_changed_at", "practice__state_changed_at", "is_demo")
    return gone.annotate(is_removed=ExpressionWrapper(is_removed, BooleanField())).values_list(
        "pk", "is_removed", *columns
    )


def open_adoption(row: Adoption) -> dict[str, Any]:
    return {
        "id": row.pk,
        "practice": row.practice_id,
        "practice_url": settings.BASE_URL + row.practice.get_absolute_url(),
        "organisation": {"key": row.organisation.key, "name": row.organisation.name},
        "stage": row.stage,
        "fidelity": row.fidelity,
        "scope": row.scope,
        "mechanism": row.mechanism,
        "adopted_on": row.adopted_on.isoformat(),
        "is_demo": row.is_demo,
    }


def open_organisations() -> "QuerySet[Organisation]":
    """Those that the public pages name: with a published practice or a shown adoption."""
    practices = Practice.objects.filter(
        organisation=OuterRef("pk"), state=Practice.State.PUBLISHED
    ).order_by()
    adoptions = open_adoptions().filter(organisation=OuterRef("pk")).order_by()
    rows = Organisation.objects.annotate(
        practice_count=_number(practices), adoptions_shown=_number(adoptions)
    )
    shown = rows.filter(Q(practice_count__gt=0) | Q(adoptions_shown__gt=0))
    return shown.select_related("municipality").order_by("name", "pk")


def _number(rows: Any) -> Any:
    counted = rows.values("organisation").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def open_figure(row: FigureRow, lines: Iterable[Line]) -> dict[str, Any]:
    """A figure with its parts, and what was published of each (comparison.lines_of)."""
    figure = row.figure
    parts: dict[str, dict[str, Any]] = {}
    published: list[dict[str, str]] = []
    for line in lines:
        told = published
        if line.is_part:
            names = ("id", "label", "value", "n", "unit")
            found = {name: value for name, value in line.as_dict().items() if name in names}
            told = parts.setdefault(line.id, found | {"published": []})["published"]
        if line.fact:
            agreement = line.agreement.value
            told.append({"text": line.published, "agreement": agreement, "note": line.note})
    return row.as_dict() | {
        "code": figure.code,
        "decimals": figure.decimals,
        "base": str(figure.base),
        "url": settings.BASE_URL + row.url,
        "published": published,
        "parts": list(parts.values()),
    }


def open_organisation(row: Any) -> dict[str, Any]:
    town = row.municipality
    return {
        "key": row.key,
        "name": row.name,
        "name_sv": row.name_sv,
        "kind": row.kind,
        "municipality": town.code if town else None,
        "region": town.region_code if town else None,
        "practice_count": row.practice_count,
        "adoption_count": row.adoptions_shown,
        "is_demo": row.is_demo,
    }
