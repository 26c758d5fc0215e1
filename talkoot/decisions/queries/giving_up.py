"""Reads of what was granted, for giving it up."""

import datetime
from dataclasses import dataclass
from typing import Any

from talkoot.calls.models import Application
from talkoot.calls.rules import can_edit
from talkoot.core.access import fetch
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries.remedy import sent_at
from talkoot.decisions.rules.in_force import has_left
from talkoot.engagements.models import Engagement

WITH_CASE = (
    "call__offering__programme__office",
    "organisation",
    "applicant",
)


@dataclass(frozen=True)
class Grant:
    """What a decision gave: `is_told` says that its letter, and that of a change, have left."""

    decision: Decision | None
    engagement: Engagement | None
    starts_at: datetime.datetime | None
    is_told: bool


def grant_of(application: Application) -> Grant:
    """The decision, what it set going and when the agreed day begins."""
    signed = Decision.objects.filter(application=application, state=Decision.State.SIGNED)
    decision = signed.prefetch_related("reconsiderations").first()
    engagement = Engagement.objects.filter(application=application).select_related("expert").first()
    starts_at = None
    if engagement is not None:
        starts = engagement.series.sessions.order_by("starts_at").values_list(
            "starts_at", flat=True
        )
        starts_at = min((start for start in starts if start is not None), default=None)
    if decision is not None:
        decision.application = application
    return Grant(decision, engagement, starts_at, decision is not None and _is_told(decision))


def _is_told(decision: Decision) -> bool:
    changed = [
        row
        for row in decision.reconsiderations.all()
        if row.state == Reconsideration.State.DECIDED and row.days
    ]
    return sent_at(decision) is not None and all(has_left(row) for row in changed)


def locked(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(*WITH_CASE)
    return rows.get(pk=application.pk)


def get_granted(user: Any, ref: str) -> Application:
    """An application that the person writes, decided or not, with the team made of it."""
    rows = Application.objects.select_related(*WITH_CASE, "team")
    return fetch(rows, user, can_edit, ref=ref)
