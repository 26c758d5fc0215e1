"""Reads of signed decisions with what may follow them: corrections and requests."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Case, QuerySet, When

from talkoot.calls.models import Application
from talkoot.calls.rules.writing import joined
from talkoot.core.access import fetch, unbarred
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.rules import reconsideration as rules
from talkoot.people.models import Organisation, User
from talkoot.people.rules import office_ids

CASE = "application__call__offering__programme__office"
WITH_CASE = (
    CASE,
    "application__organisation",
    "application__applicant",
    "application__expert__supplier__organisation",
    "application__expert__supplier__framework",
    "application__expert__user",
)


def decision_in_full(key: int) -> Decision:
    """The decision with its letter and its whole case."""
    rows = Decision.objects.select_related("letter", "decided_by", "presented_by", *WITH_CASE)
    return rows.get(pk=key)


def sent_at(decision: Decision) -> datetime.datetime | None:
    """When the decision's letter left."""
    mails = Message.objects.filter(letter=decision.letter_id, state=Message.State.SENT)
    return mails.values_list("sent_at", flat=True).first()


def get_signed(
    user: Any, ref: str, *, can: Callable[[Any, Decision], bool] = rules.can_request
) -> Decision:
    """The signed decision on application `ref`, for those whom rule `can` lets."""
    rows = Decision.objects.filter(state=Decision.State.SIGNED).select_related(*WITH_CASE)
    return fetch(rows, user, can, application__ref=ref)


def reconsiderations_in_full() -> "QuerySet[Reconsideration]":
    """Requests with their decisions and cases."""
    case = [f"decision__{name}" for name in WITH_CASE]
    return Reconsideration.objects.select_related(
        "decision__letter", "decision__decided_by", "letter", "decided_by", "party", *case
    )


def parties_that_may_ask(decision: Decision) -> list[Organisation]:
    """The lead and the organisations that joined, without those whose request is in processing."""
    application = decision.application
    open_requests = decision.reconsiderations.filter(state=Reconsideration.State.RECEIVED)
    asked = {
        party or application.organisation_id
        for party in open_requests.values_list("party", flat=True)
    }
    parties = [application.organisation, *(row.organisation for row in joined(application))]
    return [party for party in parties if party.pk not in asked]


def mails_of_request(request: Reconsideration) -> list[Message]:
    """The outbox rows that carry the letter of the decision on the request to each party."""
    if request.letter_id is None:
        return []
    return list(Message.objects.filter(letter=request.letter_id).order_by("pk"))


def speakers_of(application: Application) -> dict[int, User]:
    """{organisation id: who hears for it}: the applicant, and who confirmed each that joined."""
    speakers = {application.organisation_id: application.applicant}
    joint = application.joint_applicants.filter(confirmed_by__isnull=False)
    for row in joint.select_related("confirmed_by").order_by("pk"):
        speakers[row.organisation_id] = row.confirmed_by  # type: ignore[assignment]
    return speakers


def locked_reconsideration(request: Reconsideration) -> Reconsideration:
    """The request with its case; both rows are locked until the transaction ends."""
    Application.objects.select_for_update().get(decision__reconsiderations=request.pk)
    Reconsideration.objects.select_for_update().get(pk=request.pk)
    return reconsiderations_in_full().get(pk=request.pk)


def get_my_reconsideration(user: Any, key: int) -> Reconsideration:
    """A request of the person's own case."""
    return fetch(reconsiderations_in_full(), user, rules.can_follow, pk=key)


def get_reconsideration(user: Any, key: int) -> Reconsideration:
    """A request of a case of the person's office."""
    return fetch(reconsiderations_in_full(), user, rules.can_process, pk=key)


def office_reconsiderations(user: Any) -> "QuerySet[Reconsideration]":
    """The office's requests: those in processing first, the oldest on top."""
    cases = unbarred(
        Application.objects.filter(call__offering__programme__office__in=office_ids(user)), user
    )
    rows = Reconsideration.objects.filter(decision__application__in=cases.values("pk"))
    return rows.select_related("party", "decision__application__organisation").order_by(
        Case(When(state=Reconsideration.State.RECEIVED, then=0), default=1), "received_at", "pk"
    )
