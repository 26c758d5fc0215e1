"""Picked lists of practices that are public."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from talkoot.practices.models import CuratedItem, CuratedList, Practice


def public_lists() -> "QuerySet[CuratedList]":
    """The lists that have been published and have items, by programme and order."""
    rows = CuratedList.objects.filter(published_on__lte=timezone.localdate())
    rows = rows.annotate(item_count=Count("items")).filter(item_count__gt=0)
    return rows.select_related("programme").order_by("programme", "order", "pk")


def can_read_list(user: Any, curated: CuratedList) -> bool:
    """Everybody, from its day on."""
    return curated.published_on is not None and curated.published_on <= timezone.localdate()


def listed_practices(curated: CuratedList) -> list[Practice]:
    """Its practices that are public, in its order."""
    items = CuratedItem.objects.filter(
        curated_list=curated, practice__state=Practice.State.PUBLISHED
    )
    rows = items.select_related("practice__organisation", "practice__sector")
    return [item.practice for item in rows]
