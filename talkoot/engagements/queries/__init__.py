"""Reads of engagements."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from talkoot.core.access import fetch, marked, unbarred
from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.engagements import rules
from talkoot.engagements.models import DevelopmentTask, Engagement, Experiment, Substitution
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
        "case_story",
    ).prefetch_related(
        Prefetch(
            "series__sessions",
            Session.objects.select_related("day_report__feedback_round", "substitution__expert"),
        ),
        "series__sessions__attendances",
        "series__sessions__presences",
    )


def get_engagement(
    user: Any, ref: str, *, can: Callable[[Any, Engagement], bool] = rules.can_read
) -> Engagement:
    """The engagement of application `ref` that `user` may reach by rule `can`, else NotFound."""
    return fetch(marked(engagements_with_all(), user), user, can, application__ref=ref)


def get_case(user: Any, ref: str) -> Engagement:
    """The engagement with its development tasks and experiments, read in the same query."""
    parts: dict[str, Any] = {"task_rows": DevelopmentTask, "experiment_rows": Experiment}
    columns: dict[str, Any] = {
        name: gathered(
            model.objects.filter(engagement=OuterRef("pk")), *columns_of(model), by="engagement"
        )
        for name, model in parts.items()
    }
    rows = marked(engagements_with_all().annotate(**columns), user)
    found: Any = fetch(rows, user, rules.can_read, application__ref=ref)
    put_gathered([found], "development_tasks", {found.pk: found.task_rows})
    put_gathered([found], "experiments", {found.pk: found.experiment_rows})
    return found


def own_session_ids(user: Any) -> "QuerySet[Any, tuple[int, int]]":
    """(series, session) of what the person has applied for, or delivers and has no substitute."""
    rows, columns = Session.objects.order_by(), ("series_id", "pk")
    applied = rows.filter(series__engagement__application__applicant=user)
    delivered = rows.filter(series__engagement__expert__user=user, substitution=None)
    return applied.values_list(*columns).union(delivered.values_list(*columns))


def engagements_of(user: Any) -> "QuerySet[Engagement]":
    """Engagements that the person delivers, also one session of them, or oversees, newest first."""
    held = Substitution.objects.filter(expert__user=user).values("session__series")
    overseen = unbarred(
        Engagement.objects.filter(
            application__call__offering__programme__office__in=office_ids(user)
        ),
        user,
    )
    return (
        Engagement.objects.filter(
            Q(expert__user=user) | Q(series__in=held) | Q(pk__in=overseen.values("pk"))
        )
        .select_related("application__organisation", "expert", "series", "call_off__framework")
        .prefetch_related(
            Prefetch("series__sessions", Session.objects.select_related("day_report"))
        )
        .order_by("-created_at", "-pk")
    )
