"""Reads of engagements."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from talkoot.core.access import fetch, marked, unbarred
from talkoot.engagements import rules
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.people.rules import office_ids


def engagements_with_all() -> "QuerySet[Engagement]":
    """Engagements with what their pages show."""
    return Engagement.objects.select_related(
        "application__call__offering__programme",
        "application__organisation",
        "application__applicant",
        "expert__supplier__organisation",
        "call_off__framework",
        "series",
        "feedback_round__questionnaire",
        "followup_round__questionnaire",
    ).prefetch_related("series__sessions__attendances", "series__sessions__day_report")


def get_engagement(
    user: Any, ref: str, *, can: Callable[[Any, Engagement], bool] = rules.can_read
) -> Engagement:
    """The engagement of application `ref` that `user` may reach by rule `can`, else NotFound."""
    return fetch(marked(engagements_with_all(), user), user, can, application__ref=ref)


def first_session(engagement: Engagement) -> Session:
    """The engagement's session; further ones come with split days."""
    return engagement.series.sessions.all()[0]


def engagements_of(user: Any) -> "QuerySet[Engagement]":
    """Engagements that the person delivers or oversees, newest first."""
    overseen = unbarred(
        Engagement.objects.filter(
            application__call__offering__programme__office__in=office_ids(user)
        ),
        user,
    )
    return (
        Engagement.objects.filter(Q(expert__user=user) | Q(pk__in=overseen.values("pk")))
        .select_related("application__organisation", "expert", "series")
        .prefetch_related("series__sessions")
        .order_by("-created_at", "-pk")
    )
