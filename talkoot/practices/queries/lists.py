"""Reads of picked lists of practices: the public ones, and those that an office keeps."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from talkoot.core.access import fetch
from talkoot.people.rules import editor_ids
from talkoot.practices.models import CuratedItem, CuratedList, Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.rules.lists import can_keep_list
from talkoot.search.queries import find

FOUND = 10
SHOWN = Q(items__practice__state=Practice.State.PUBLISHED)


def public_lists() -> "QuerySet[CuratedList]":
    """The lists that are public and have something to show, by programme and order."""
    rows = CuratedList.objects.filter(published_on__lte=timezone.localdate())
    rows = rows.annotate(item_count=Count("items", filter=SHOWN)).filter(item_count__gt=0)
    return rows.select_related("programme").order_by("programme", "order", "pk")


def listed_practices(curated: CuratedList) -> list[Practice]:
    """Its practices that are public, in its order."""
    rows = curated.items.filter(practice__state=Practice.State.PUBLISHED)
    return [
        item.practice for item in rows.select_related("practice__organisation", "practice__sector")
    ]


def office_lists(user: Any) -> "QuerySet[CuratedList]":
    """The lists of the person's programmes with what is on them and what of it is public."""
    rows = CuratedList.objects.filter(programme__office__in=editor_ids(user))
    rows = rows.annotate(item_count=Count("items"), shown_count=Count("items", filter=SHOWN))
    return rows.select_related("programme").order_by("programme", "order", "pk")


def get_list(user: Any, pk: int) -> CuratedList:
    """The list that the person's office keeps, else NotFound."""
    return fetch(CuratedList.objects.select_related("programme"), user, can_keep_list, pk=pk)


def items_of(curated: CuratedList) -> "QuerySet[CuratedItem]":
    """Everything on the list in its order, also what has been withdrawn."""
    return curated.items.select_related("practice__organisation")


def practices_to_pick(curated: CuratedList, text: str) -> list[Practice]:
    """Published practices that the words find and the list lacks; an address finds its own."""
    rows = published_practices().exclude(pk__in=curated.items.values("practice"))
    rows = rows.select_related("organisation")
    slug = text.rstrip("/").rpartition("/")[2]
    if slug != text and (own := rows.filter(slug=slug).first()):
        return [own]
    ids = find("practice", text, limit=FOUND).ids if text else []
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
