"""Reads of the choice of an expert."""

from typing import Any

from django.db.models import OuterRef, Subquery

from talkoot.calls.models import ExpertChoice

CHOICE_FIELDS = ("seed", "position", "shown_count")


def choice_facts() -> dict[str, Any]:
    """Annotations `choice_seed`, `choice_position`, `choice_shown_count` of what was sent last."""
    rows = ExpertChoice.objects.filter(application=OuterRef("pk"), expert=OuterRef("expert"))
    newest = rows.order_by("-created_at", "-pk")
    return {f"choice_{name}": Subquery(newest.values(name)[:1]) for name in CHOICE_FIELDS}
