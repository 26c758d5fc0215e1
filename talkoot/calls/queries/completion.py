"""Reads of requests to complete."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from talkoot.calls.models import Application, ApplicationVersion, CompletionRequest
from talkoot.calls.rules.completion import REMINDER_DAYS
from talkoot.core.dates import add_office_days


def requests_with_contents(application: Application, *, read: int) -> list[Any]:
    """All requests to complete it, the first one first, by one query with what two versions hold.

    `read_content` is that of version `read`, `sent_content` that of what was sent last.
    """
    versions = ApplicationVersion.objects.filter(application=OuterRef("application"))
    sent = versions.filter(number=application.version).values("content")
    rows = application.completion_requests.select_related("asked_by", "lapse_letter")
    return list(
        rows.annotate(
            read_content=Subquery(versions.filter(number=read).values("content")),
            sent_content=Subquery(sent),
        )
    )


def unanswered_requests(applications: Iterable[int]) -> dict[int, CompletionRequest]:
    """{application id: its request that has not been answered}."""
    rows = CompletionRequest.objects.filter(
        application__in=list(applications), answered_at=None
    ).only("application_id", "due_on", "created_at", "more_time_asked_at", "is_more_time_given")
    return {row.application_id: row for row in rows}


def _waiting() -> "QuerySet[CompletionRequest]":
    return CompletionRequest.objects.filter(
        answered_at=None, application__state=Application.State.INCOMPLETE
    ).select_related("application__call__offering__programme", "application__applicant")


def overdue_requests(today: datetime.date) -> "QuerySet[CompletionRequest]":
    """Those whose last day has passed; not while the applicant waits to hear of more time."""
    waits = Q(more_time_asked_at__isnull=False, is_more_time_given=None)
    return _waiting().filter(~waits, due_on__lt=today)


def requests_to_remind(today: datetime.date) -> "QuerySet[CompletionRequest]":
    """Those that end in two working days at the latest, and have not been reminded of."""
    soon = add_office_days(today, REMINDER_DAYS)
    return _waiting().filter(due_on__range=(today, soon), reminded_at=None)
