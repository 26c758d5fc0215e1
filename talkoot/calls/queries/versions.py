"""Reads of what was sent, and of how far each officer has read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from talkoot.calls.models import Application, ApplicationVersion, CompletionRequest, Reading
from talkoot.calls.queries import applications_with_all


def cases_for(user: Any) -> "QuerySet[Application]":
    """Applications with `read_version`, the one that the person has read last (None: none).

    And with `has_requests`: it has been asked to be completed.
    """
    read = Reading.objects.filter(application=OuterRef("pk"), user=user).values("version")
    requests = CompletionRequest.objects.filter(application=OuterRef("pk"))
    return applications_with_all().annotate(
        read_version=Subquery(read), has_requests=Exists(requests)
    )


def versions_of(application: Application) -> list[ApplicationVersion]:
    """The sendings of the application with who sent them, the first one first."""
    return list(application.versions.select_related("sent_by"))


def read_versions(user: Any, applications: Iterable[int]) -> dict[int, int]:
    """{application id: the version that the person has read last}."""
    rows = Reading.objects.filter(user=user, application__in=list(applications))
    return dict(rows.values_list("application", "version"))
