"""The earlier calls of the same service as its rounds, with what came of each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from talkoot.calls.models import Application, Call
from talkoot.calls.queries.calls import earlier_calls
from talkoot.engagements.models import Team
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices

SHOWN = 30


@dataclass(frozen=True)
class EarlierRound:
    """A call with counts of its applications and teams, and the practices published of them."""

    call: Any
    practices: list[Practice]


def earlier_rounds(call: Call) -> list[EarlierRound]:
    """The newest first; two queries however many."""
    calls = list(
        earlier_calls(call)
        .annotate(
            arrived=Count("applications", filter=Q(applications__submitted_at__isnull=False)),
            granted=Count("applications", filter=Q(applications__state=Application.State.APPROVED)),
            teams=Count("applications__team"),
            withdrawn=Count(
                "applications__team", filter=Q(applications__team__state=Team.State.WITHDRAWN)
            ),
            harvests=Count("applications__team__harvest"),
        )
        .order_by("-opens_at", "-pk")[:SHOWN]
    )
    found: dict[int, list[Practice]] = {row.pk: [] for row in calls}
    practices = (
        published_practices()
        .annotate(round_id=Coalesce("team__application__call", "engagement__application__call"))
        .filter(round_id__in=found)
        .select_related("organisation")
        .order_by("title", "pk")
    )
    for practice in practices:
        found[practice.round_id].append(practice)
    return [EarlierRound(row, found[row.pk]) for row in calls]
