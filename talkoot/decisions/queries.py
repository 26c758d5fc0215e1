"""Reads of decisions and of the office's queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from talkoot.audit.models import LogEntry
from talkoot.audit.queries import history_of
from talkoot.calls.models import Application
from talkoot.calls.queries import queue_applications
from talkoot.calls.summary import STATE_KINDS
from talkoot.core.access import fetch
from talkoot.correspondence.models import Message
from talkoot.decisions import rules
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.surveys.models import Invitation


def get_decision(user: Any, ref: str) -> Decision:
    """The signed decision on application `ref`, for the applicant and the office."""
    rows = Decision.objects.filter(state=Decision.State.SIGNED).select_related(
        "letter__file", "application__call__offering__programme", "application__organisation"
    )
    return fetch(rows, user, rules.can_read_letter, application__ref=ref)


def decision_on(application: Application) -> Decision | None:
    """The drafted or signed decision, if there is one."""
    return (
        Decision.objects.filter(application=application)
        .select_related("letter", "decided_by", "edited_by")
        .first()
    )


def mail_of(decision: Decision | None) -> Message | None:
    """The outbox row that carries the decision's letter."""
    if decision is None or decision.letter_id is None:
        return None
    return Message.objects.filter(letter=decision.letter_id).order_by("pk").first()


def history_of_case(
    application: Application, *others: "Decision | Engagement | Message | None"
) -> "QuerySet[LogEntry]":
    """What was done in the case, oldest first."""
    return history_of(application, *others)


@dataclass(frozen=True)
class QueueRow:
    """An application in the office's queue and what it waits for."""

    application: Application
    wait: rules.Wait | None

    @property
    def kind(self) -> str:
        """The state's kind, for ui/tag.html."""
        return STATE_KINDS[self.application.state]


def queue_rows(keys: Iterable[int]) -> list[QueueRow]:
    """The applications of the keys with what they wait for, in three queries."""
    keys = list(keys)
    drafted = set(
        Decision.objects.filter(application__in=keys).values_list("application_id", flat=True)
    )
    first_days: dict[int, Any] = {
        session.series.engagement.application_id: session
        for session in _first_sessions().filter(series__engagement__application__in=keys)
    }
    return [
        QueueRow(
            application,
            rules.wait_of(
                application,
                is_drafted=application.pk in drafted,
                session=first_days.get(application.pk),
                lacks_feedback=application.pk in first_days
                and first_days[application.pk].lacks_feedback,
            ),
        )
        for application in queue_applications(keys)
    ]


def _first_sessions() -> "QuerySet[Session]":
    unanswered = Invitation.objects.filter(
        round=OuterRef("series__engagement__feedback_round"), answered_at=None
    )
    return (
        Session.objects.filter(order=1)
        .select_related("series__engagement__expert", "series__engagement__feedback_round")
        .annotate(lacks_feedback=Exists(unanswered))
    )
