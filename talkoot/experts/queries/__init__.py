"""Reads of experts."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from talkoot.experts.models import Expert
from talkoot.people.rules import office_ids


def listed_experts(*, on: datetime.date) -> "QuerySet[Expert]":
    """Who works under a framework that is valid on the day, free for new work or not."""
    return (
        Expert.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=on),
            supplier__framework__valid_from__lte=on,
            supplier__framework__valid_to__gte=on,
        )
        .select_related("supplier__organisation", "supplier__framework__programme")
        .prefetch_related("themes")
    )


def office_experts(user: Any) -> "QuerySet[Expert]":
    """Everybody in the frameworks of the programmes in whose office the person works."""
    rows = Expert.objects.filter(supplier__framework__programme__office__in=office_ids(user))
    return rows.only("name")
