"""Taking back a signed decision before its letter has left."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.calls.actions import reopen_application
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.decisions import queries, rules
from talkoot.decisions.models import AidGrant, Decision
from talkoot.decisions.rules.undo import check_undo
from talkoot.engagements.actions import cancel_engagement
from talkoot.engagements.actions.teams import cancel_team
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import User

UNSIGNED: dict[str, Any] = {
    "number": None,
    "decided_by": None,
    "decided_at": None,
    "presented_by": None,
    "disqualification_note": "",
    "remedy_calculation": {},
    "remedy_deadline_on": None,
    "letter": None,
    "use_by": None,
}


@transaction.atomic
def undo_decision(decision: Decision, *, by: User) -> Decision:
    """Take a signed decision back to a draft while its letter waits in the outbox.

    The mail is revoked, and what the decision set going is removed: engagement, series, rounds,
    call-off, team and state aid. The application is again in processing. The number is never used
    again: the log tells it as voided, and the letter stays as it was issued. Refuses once the
    letter has begun to leave, and once a day has been agreed.
    """
    decision = _locked(decision)
    mail = queries.mail_of(decision)
    check_undo(decision, mail)
    if mail is not None and mail.state == Message.State.QUEUED:
        revoke_message(mail, by=by)
    engagement = Engagement.objects.filter(application=decision.application).first()
    if engagement is not None:
        cancel_engagement(engagement, by=by)
    team = Team.objects.filter(application=decision.application).first()
    if team is not None:
        cancel_team(team, by=by)
    # The officer whose draft was signed stays its writer.
    author = decision.presented_by_id or decision.edited_by_id
    voided = {"number": decision.number, "letter": decision.letter_id}
    moved = change_state(decision, Decision.State.DRAFTED, rules.TRANSITIONS)
    Decision.objects.filter(pk=decision.pk).update(**UNSIGNED, edited_by=author)
    AidGrant.objects.filter(decision=decision).delete()
    before = {**moved["before"], **voided}
    record("decisions.decision.undone", decision, by=by, before=before, after=moved["after"])
    reopen_application(decision.application, by=by)
    decision.refresh_from_db()
    return decision


def _locked(decision: Decision) -> Decision:
    """The application's row is locked first, as in `decide`, then the decision is read anew."""
    Application.objects.select_for_update().get(pk=decision.application_id)
    rows = Decision.objects.select_related("application__call__offering__programme")
    return rows.select_related("letter", "application__applicant").get(pk=decision.pk)
