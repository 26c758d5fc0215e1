"""Reads of suggested themes."""

from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When

from talkoot.calls.models import Call, ThemeSuggestion
from talkoot.calls.rules.suggestions import can_weigh
from talkoot.core.access import fetch
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme

State = ThemeSuggestion.State


def office_suggestions(user: Any, *, source: str = "") -> "QuerySet[ThemeSuggestion]":
    """Those of the person's programmes: what waits for a decision first, then the newest."""
    rows = ThemeSuggestion.objects.filter(programme__office__in=office_ids(user))
    if source:
        rows = rows.filter(source=source)
    first = Case(When(state=State.COLLECTED, then=Value(0)), default=Value(1))
    return rows.select_related("programme", "call", "decided_by").order_by(
        first, "-heard_on", "-pk"
    )


def counts_by_source(user: Any) -> dict[str, int]:
    """{source: how many themes were heard there}, without those that have none."""
    rows = ThemeSuggestion.objects.filter(programme__office__in=office_ids(user))
    return dict(rows.order_by("source").values_list("source").annotate(Count("pk")))


def get_suggestion(user: Any, pk: int) -> ThemeSuggestion:
    """The suggestion for its office, else NotFound."""
    rows = ThemeSuggestion.objects.select_related("programme", "call", "decided_by", "added_by")
    return fetch(rows, user, can_weigh, pk=pk)


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes in whose office the person works, those that run first."""
    running = Case(When(state=Programme.State.RUNNING, then=Value(0)), default=Value(1))
    rows = Programme.objects.filter(office__in=office_ids(user))
    return rows.order_by(running, "-starts_on")


def calls_of(programme: Programme) -> "QuerySet[Call]":
    """The programme's calls, drafts too, the newest first."""
    return Call.objects.filter(offering__programme=programme).select_related("offering")
