"""Reads of people's lists of ideas."""

import datetime
from typing import Any

from django.db.models import F, QuerySet

from talkoot.core.access import fetch
from talkoot.practices.models import Practice, Wish
from talkoot.practices.rules.wishes import can_plan


def ideas_of(user: Any) -> "QuerySet[Wish]":
    """The person's list: what will be tried first, by its day; withdrawn practices stay on it."""
    rows = Wish.objects.filter(user=user).select_related("practice__organisation")
    return rows.order_by("-will_try", F("check_on").asc(nulls_last=True), "-pk")


def get_idea(user: Any, pk: int) -> Wish:
    """The person's own idea, else NotFound."""
    rows = Wish.objects.select_related(
        "practice__programme__office", "practice__organisation", "user"
    )
    return fetch(rows, user, can_plan, pk=pk)


def ideas_to_check(on: datetime.date) -> "QuerySet[Wish]":
    """Ideas whose day has come and of which nobody has been reminded."""
    rows = Wish.objects.filter(
        check_on__lte=on, reminded_at=None, practice__state=Practice.State.PUBLISHED
    )
    return rows.select_related("practice__programme", "user")
