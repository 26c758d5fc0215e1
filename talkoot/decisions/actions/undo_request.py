"""Taking back the decision on a request before its letter has left."""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.actions import set_state
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.decisions.actions.aid import grant_aid
from talkoot.decisions.models import AidGrant, Decision, Reconsideration
from talkoot.decisions.queries import remedy as queries
from talkoot.decisions.rules import reconsideration as rules
from talkoot.decisions.rules.in_force import STATES, InForce, in_force
from talkoot.decisions.rules.parties import check_sign
from talkoot.engagements.actions import cancel_engagement, shorten_engagement
from talkoot.engagements.actions.teams import cancel_team
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import User

State = Reconsideration.State
UNDECIDED = {
    "outcome": "",
    "days": None,
    "decision_number": None,
    "decided_by": None,
    "decided_at": None,
    "letter": None,
}


@transaction.atomic
def undo_reconsideration(request: Reconsideration, *, by: User) -> Reconsideration:
    """Take the decision on a request back while its letter waits in the outbox.

    The mail is revoked and what the change set going is taken back: days, engagement, team, state
    aid. The reasons stay as a draft; the number is never used again. Refuses without the right to
    sign, once the letter has begun to leave, a day has been agreed or held, or the team has begun.
    """
    request = queries.locked_reconsideration(request)
    application = request.decision.application
    check_sign(by, application)
    mails = queries.mails_of_request(request)
    rules.check_undo(request, mails)
    for mail in mails:
        if mail.state == Message.State.QUEUED:
            revoke_message(mail, by=by)
    days, voided = request.days, request.decision_number
    moved = change_state(request, State.RECEIVED, rules.RECONSIDERATION_TRANSITIONS)
    Reconsideration.objects.filter(pk=request.pk).update(**UNDECIDED)
    if days:
        _take_back(request, by=by)
    record(
        "decisions.reconsideration.undone",
        application,
        by=by,
        before={**moved["before"], "number": voided},
        after=moved["after"],
    )
    request.refresh_from_db()
    return request


def _take_back(request: Reconsideration, *, by: User) -> None:
    """What held before the change holds again."""
    decision = request.decision
    application = decision.application
    decision.refresh_from_db()
    decision.application = application
    earlier = in_force(decision)
    engagement = Engagement.objects.filter(application=application).first()
    if engagement is not None and earlier.days:
        shorten_engagement(engagement, days=earlier.days, by=by)
    elif engagement is not None:
        cancel_engagement(engagement, by=by)
        Decision.objects.filter(pk=decision.pk).update(use_by=None)
    team = Team.objects.filter(application=application).first()
    if team is not None and not earlier.days:
        cancel_team(team, by=by)
    _put_back_state(application, earlier, by=by)
    if earlier.days:
        changed_by = earlier.changed_by or decision
        on = timezone.localdate(changed_by.decided_at)
        grant_aid(decision, days=earlier.days, granted_on=on, by=by)
    else:
        AidGrant.objects.filter(decision=decision).delete()


def _put_back_state(application: Application, earlier: InForce, *, by: User) -> None:
    state = STATES[earlier.outcome]  # type: ignore[index]
    if application.state != state:
        set_state(application, state, by=by)
