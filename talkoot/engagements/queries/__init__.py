"""Reads of engagements."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from talkoot.core.access import fetch, marked, unbarred
from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.engagements import rules
from talkoot.engagements.models import DevelopmentTask, Engagement
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
    ).prefetch_related(
        Prefetch("series__sessions", Session.objects.select_related("day_report__feedback_round")),
        "series__sessions__attendances",
        "series__sessions__presences",
    )


def get_engagement(
    user: Any, ref: str, *, can: Callable[[Any, Engagement], bool] = rules.can_read
) -> Engagement:
    """The engagement of application `ref` that `user` may reach by rule `can`, else NotFound."""
    return fetch(marked(engagements_with_all(), user), user, can, application__ref=ref)


def get_case(user: Any, ref: str) -> Engagement:
    """The engagement with its development tasks too, read in the same query."""
    own = DevelopmentTask.objects.filter(engagement=OuterRef("pk"))
    tasks = gathered(own, *columns_of(DevelopmentTask), by="engagement")
    rows = marked(engagements_with_all().annotate(task_rows=tasks), user)
    found = fetch(rows, user, rules.can_read, application__ref=ref)
    put_gathered([found], "development_tasks", {found.pk: found.task_rows})  # type: ignore[attr-defined]
    return found


def own_series_ids(user: Any) -> "QuerySet[Any, int]":
    """The series of the engagements that the person has applied for or delivers."""
    applied = Engagement.objects.filter(application__applicant=user)
    delivered = Engagement.objects.filter(expert__user=user)
    keys = delivered.values_list("series_id", flat=True)
    return applied.values_list("series_id", flat=True).union(keys)


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
        .select_related("application__organisation", "expert", "series", "call_off__framework")
        .prefetch_related(
            Prefetch("series__sessions", Session.objects.select_related("day_report"))
        )
        .order_by("-created_at", "-pk")
    )
