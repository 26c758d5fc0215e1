"""Reads of experts."""

import datetime
import hashlib
from typing import Any

from django.db.models import QuerySet

from talkoot.experts.models import Expert
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme


def choosable_experts(programme: Programme, *, on: datetime.date) -> "QuerySet[Expert]":
    """Experts of the programme's valid frameworks who take new work."""
    return (
        Expert.objects.filter(
            is_available=True,
            supplier__framework__programme=programme,
            supplier__framework__valid_from__lte=on,
            supplier__framework__valid_to__gte=on,
        )
        .select_related("supplier__organisation", "supplier__framework")
        .prefetch_related("themes")
    )


def listed_experts(*, on: datetime.date) -> "QuerySet[Expert]":
    """Experts of every framework that is valid on the day, free for new work or not."""
    return (
        Expert.objects.filter(
            supplier__framework__valid_from__lte=on, supplier__framework__valid_to__gte=on
        )
        .select_related("supplier__organisation", "supplier__framework__programme")
        .prefetch_related("themes")
    )


def office_experts(user: Any) -> "QuerySet[Expert]":
    """Everybody in the frameworks of the programmes in whose office the person works."""
    rows = Expert.objects.filter(supplier__framework__programme__office__in=office_ids(user))
    return rows.only("name")


def in_neutral_order(experts: "QuerySet[Expert]", *, seed: str) -> list[Expert]:
    """A rotation that favours nobody: the order follows from `seed` (the day, the application)."""
    return sorted(
        experts, key=lambda expert: hashlib.sha256(f"{seed}:{expert.pk}".encode()).digest()
    )
