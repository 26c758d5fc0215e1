"""Reads for moving the engagements of an expert who leaves."""

from typing import Any

from django.db.models import QuerySet

from talkoot.core.access import unbarred
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import GOING_ON
from talkoot.experts.models import Expert


def movable_engagements(user: Any, expert: Expert) -> "QuerySet[Engagement]":
    """The expert's engagements that go on and that the officer may handle, the oldest first."""
    rows = Engagement.objects.filter(expert=expert, state__in=GOING_ON)
    return (
        unbarred(rows, user)
        .select_related("application__organisation")
        .order_by("created_at", "pk")
    )
