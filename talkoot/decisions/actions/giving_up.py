"""Giving up what was granted: the case ends, and what it held is free for others."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.actions import set_state
from talkoot.calls.models import Application
from talkoot.correspondence.actions import queue_message
from talkoot.decisions.messages import giving_up as messages
from talkoot.decisions.models import AidGrant
from talkoot.decisions.queries import giving_up as queries
from talkoot.decisions.rules.giving_up import check_give_up
from talkoot.decisions.rules.in_force import in_force
from talkoot.engagements.actions import withdraw_engagement
from talkoot.engagements.actions.teams import withdraw_admitted_team
from talkoot.people.models import User


@transaction.atomic
def give_up_grant(application: Application, *, reason: str = "", by: User) -> None:
    """The applicant withdraws after the grant: engagement, team, days, seat and state aid end.

    The expert, the office and the applicant are told. Refuses before the decision's letter has
    left, and once the day has begun.
    """
    application = queries.locked(application)
    grant = queries.grant_of(application)
    check_give_up(application, grant.engagement, is_told=grant.is_told, starts_at=grant.starts_at)
    assert grant.decision is not None  # What has been told has been decided.
    days = in_force(grant.decision).days
    if grant.engagement is not None:
        withdraw_engagement(grant.engagement, reason=reason, by=by)
    withdraw_admitted_team(application, reason=reason, by=by)
    aid = AidGrant.objects.filter(decision=grant.decision, ended_on=None)
    aid.update(ended_on=timezone.localdate())
    set_state(application, Application.State.WITHDRAWN, by=by)
    after = {"reason": reason, "days": str(days)}
    record("decisions.grant.given_up", application, by=by, after=after)
    _tell_applicant(application)
    _tell_office(application, days=days, reason=reason)


def _tell_applicant(application: Application) -> None:
    with translation.override(application.language):
        subject, body = messages.receipt_mail(application)
    queue_message(
        "grant-given-up",
        key=f"grant-given-up-{application.pk}",
        office_id=application.call.offering.programme.office_id,
        to=application.applicant,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )


def _tell_office(application: Application, *, days: Decimal, reason: str) -> None:
    """To the programme's own address, in Finnish as the office reads it; none without one."""
    programme = application.call.offering.programme
    if not programme.contact_email:
        return
    with translation.override("fi"):
        subject, body = messages.office_mail(application, days=days, reason=reason)
    queue_message(
        "grant-given-up-office",
        key=f"grant-given-up-office-{application.pk}",
        office_id=programme.office_id,
        address=programme.contact_email,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
