"""Reads of decisions and of the office's queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.assessments.models import Selection
from talkoot.audit.models import LogEntry
from talkoot.audit.queries import history_of
from talkoot.calls.models import Application
from talkoot.calls.queries import queue_applications
from talkoot.calls.queries.completion import unanswered_requests
from talkoot.calls.queries.experts import choice_facts
from talkoot.calls.queries.versions import cases_for, read_versions
from talkoot.calls.rules import can_process
from talkoot.calls.summary import STATE_KINDS
from talkoot.core.access import fetch, marked
from talkoot.core.gathered import put_gathered
from talkoot.correspondence.models import Message
from talkoot.decisions import rules
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.slate_parts import PARTS, gathered_parts
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Session
from talkoot.surveys.models import Invitation

# Of a session, what rules.wait_of asks.
SESSION_FIELDS = (
    "ends_at",
    "order",
    "state",
    "series",
    "substitution__session",
    "substitution__expert__name",
    *(
        f"series__engagement__{name}"
        for name in (
            "series", "application", "state", "state_changed_at", "created_at",
            "expert__name", "feedback_round__state", "feedback_round__opens_on",
        )
    ),
)  # fmt: skip


def get_decision(user: Any, ref: str) -> Decision:
    """The signed decision on application `ref`, for the applicant and the office."""
    rows = Decision.objects.filter(state=Decision.State.SIGNED).select_related(
        "letter__file", "application__call__offering__programme", "application__organisation"
    )
    return fetch(rows, user, rules.can_read_letter, application__ref=ref)


def get_case(user: Any, ref: str) -> Application:
    """The application for the office's case page, with its decision and engagement, if any.

    `has_selections`: a closed phase of assessment has said something of it.
    """
    rows = cases_for(user).select_related(
        "decision__letter",
        "decision__decided_by",
        "decision__edited_by",
        "decision__presented_by",
        "engagement",
    )
    chosen = Selection.objects.filter(application=OuterRef("pk"), phase__closed_at__isnull=False)
    rows = rows.annotate(**choice_facts(), has_selections=Exists(chosen))
    return fetch(marked(rows, user), user, can_process, ref=ref)


def get_undecided(user: Any, ref: str) -> Application:
    """The application for the page that decides on it, with what drafting and quotas read."""
    rows = Application.objects.select_related(
        "call__offering__programme__office",
        "organisation__municipality",
        "applicant",
        "expert__supplier__organisation",
        "expert__supplier__framework",
    )
    rows = rows.prefetch_related("call__criteria").annotate(**gathered_parts(OuterRef("pk")))
    application = fetch(marked(rows, user), user, can_process, ref=ref)
    for name in PARTS:
        found = {application.pk: getattr(application, f"{name}_rows")}
        put_gathered([application], name, found)
    return application


def decision_on(application: Application) -> Decision | None:
    """The drafted or signed decision, if there is one, with the engagement it opened."""
    return (
        Decision.objects.filter(application=application)
        .select_related(
            "letter", "decided_by", "edited_by", "presented_by", "application__engagement"
        )
        .first()
    )


def presenter_of(application: Application, *, signer: Any) -> Any:
    """The officer whose saved draft `signer` signs, if it is another person."""
    draft = Decision.objects.filter(application=application).select_related("edited_by").first()
    author = draft.edited_by if draft else None
    return None if author == signer else author


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
    read_mark: str = ""

    @property
    def state(self) -> str:
        """The state in words; get_state_display would look through all of them for each row."""
        return str(Application.State(self.application.state).label)

    @property
    def kind(self) -> str:
        """The state's kind, for ui/tag.html."""
        return STATE_KINDS[self.application.state]

    @property
    def is_late(self) -> bool:
        """It waits for its decision longer than its call promised."""
        application = self.application
        promised = application.promised_hours  # type: ignore[attr-defined]
        return rules.is_late(application, promised, timezone.now())


def queue_rows(keys: Iterable[int], *, reader: Any = None) -> list[QueueRow]:
    """The applications of the keys with what they wait for, in a fixed number of queries.

    With `reader` those that wait for a decision tell whether that person has read them.
    """
    applications = queue_applications(keys)
    keys = [row.pk for row in applications]
    asked = unanswered_requests(keys)
    read = read_versions(reader, keys) if reader else {}
    waited = _waited_sessions(keys)
    return [
        QueueRow(
            application,
            rules.wait_of(
                application,
                is_drafted=application.decision_key is not None,  # type: ignore[attr-defined]
                asked=asked.get(application.pk),
                **_of_session(waited.get(application.pk)),
            ),
            _read_mark(application, read.get(application.pk, 0)) if reader else "",
        )
        for application in applications
    ]


def _read_mark(application: Application, read: int) -> str:
    """What the person has not read yet of an application that waits for its decision."""
    if application.state != Application.State.SUBMITTED or application.version <= read:
        return ""
    return _("Changed since you read it") if read else _("Not read yet")


def _waited_sessions(applications: Iterable[int]) -> dict[int, Any]:
    """{application id: the engagement's first session without a report, else its last one}.

    With `is_over` when it needs no report any more, and `lacks_feedback`. One query.
    """
    # A report that was given back waits for its expert again.
    reported = DayReport.objects.exclude(state=DayReport.State.RETURNED)
    unanswered = Invitation.objects.filter(
        round=OuterRef("series__engagement__feedback_round"), has_answered=False
    )
    rows = (
        Session.objects.filter(series__engagement__application__in=applications)
        .select_related(
            "series__engagement__expert",
            "series__engagement__feedback_round",
            "substitution__expert",
        )
        .only(*SESSION_FIELDS)
        .annotate(
            lacks_feedback=Exists(unanswered),
            is_over=Q(state=Session.State.CANCELLED)
            | Exists(reported.filter(session=OuterRef("pk"))),
        )
    )
    found: dict[int, Any] = {}
    for row in sorted(
        rows, key=lambda row: (row.is_over, row.ends_at is None, row.ends_at, row.order)
    ):
        key = row.series.engagement.application_id
        if key not in found or found[key].is_over:
            found[key] = row
    return found


def _of_session(session: Any) -> dict[str, Any]:
    """What rules.wait_of takes of the session that is waited for, if there is an engagement."""
    if session is None:
        return {}
    return {
        "session": session,
        "is_reported": session.is_over,
        "lacks_feedback": session.lacks_feedback,
    }
