"""What drafting reads of the applications on a slate, in the query that reads its lines."""

from typing import Any

from django.db.models import OuterRef, Subquery

from talkoot.calls.models import Application, Assessment, CompletionRequest, ParticipantGroup
from talkoot.core.gathered import gathered, put_gathered
from talkoot.decisions.models import SlateLine

THEME = ("use", "code", "order", "name_fi", "name_sv", "name_en")
# {relation: (its table, columns)} of what drafting reads of an application.
PARTS: dict[str, tuple[Any, tuple[str, ...], dict[str, str]]] = {
    "themes": (
        Application.themes.through,
        (),
        {"id": "theme_id"} | {name: f"theme__{name}" for name in THEME},
    ),
    "participant_groups": (ParticipantGroup, ("id", "role", "count"), {}),
    "assessments": (Assessment, ("id", "criterion_id", "is_met", "reason"), {}),
    "completion_requests": (
        CompletionRequest,
        ("id", "created_at", "answered_at", "due_on", "text"),
        {},
    ),
}


def gathered_parts(application: OuterRef) -> dict[str, Subquery]:
    """Annotations of a line."""
    return {
        f"{name}_rows": gathered(
            table.objects.filter(application=application), *columns, by="application", **renamed
        )
        for name, (table, columns, renamed) in PARTS.items()
    }


def put_parts(lines: list[SlateLine]) -> None:
    """Put what gathered_parts read in its place, as if it had been prefetched."""
    applications = [line.application for line in lines]
    for name in PARTS:
        rows = {line.application_id: getattr(line, f"{name}_rows") for line in lines}
        put_gathered(applications, name, rows)
