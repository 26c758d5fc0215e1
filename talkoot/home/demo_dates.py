"""Moves the dates of the demo's cases back, so that there is a past to look at."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from talkoot.calls.models import Application, CompletionRequest
from talkoot.core.dates import add_months, add_office_days
from talkoot.correspondence.models import Message
from talkoot.decisions.models import AidGrant, Decision
from talkoot.decisions.rules.aid import REGISTER_DAYS
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Series, Session
from talkoot.experts.models import CallOff
from talkoot.practices.models import Practice
from talkoot.surveys.models import Invitation, Response, Round


def move_back(application: Application, days: int) -> None:
    """Shift the case's dates `days` into the past, as if it had been played then."""
    by = datetime.timedelta(days=days)
    _shift(Application.objects.filter(pk=application.pk), by, "created_at", "submitted_at")
    _shift(
        Decision.objects.filter(application=application),
        by - datetime.timedelta(hours=20),
        "decided_at",
        "created_at",
    )
    mails = Message.objects.filter(letter__decision__application=application)
    _shift(mails, by - datetime.timedelta(hours=20), "sent_at")
    for grant in AidGrant.objects.filter(decision__application=application):
        grant.granted_on -= by - datetime.timedelta(days=1)
        grant.register_due_on = add_office_days(grant.granted_on, REGISTER_DAYS)
        grant.save(update_fields=["granted_on", "register_due_on"])
    _shift(application.joint_applicants.all(), by, "created_at", "confirmed_at")
    _shift(application.sign_offs.all(), by, "created_at", "state_changed_at")
    # Asked on the day after the application arrived.
    asked = CompletionRequest.objects.filter(application=application)
    _shift(asked, by - datetime.timedelta(days=1), "created_at")
    engagement = Engagement.objects.filter(application=application).first()
    if engagement is not None:
        _move_engagement_back(engagement, days, by)


def _move_engagement_back(engagement: Engagement, days: int, by: datetime.timedelta) -> None:
    third = days // 3  # the decision came at once, the day a third later
    CallOff.objects.filter(pk=engagement.call_off_id).update(ordered_on=timezone.localdate() - by)
    _shift(Engagement.objects.filter(pk=engagement.pk), by, "created_at")
    sessions = Session.objects.filter(series=engagement.series_id, state=Session.State.HELD)
    if not sessions:
        return
    later = datetime.timedelta(days=days - third)
    _shift(sessions, later, "starts_at", "ends_at")
    reports = DayReport.objects.filter(session__in=sessions)
    _shift(reports, later - datetime.timedelta(days=1), "created_at", "state_changed_at")
    day = timezone.localdate() - later - datetime.timedelta(days=1)
    Series.objects.filter(pk=engagement.series_id).update(starts_on=day, ends_on=day)
    months = engagement.application.call.offering.followup_months
    Round.objects.filter(pk=engagement.followup_round_id).update(
        opens_on=add_months(day, months), closes_on=add_months(day, months + 1)
    )
    Round.objects.filter(pk=engagement.feedback_round_id).update(
        opens_on=day + datetime.timedelta(days=1)
    )
    invitations = Invitation.objects.filter(round=engagement.feedback_round_id)
    _shift(invitations.exclude(answered_at=None), later, "sent_at", "answered_at")
    Response.objects.filter(round=engagement.feedback_round_id).update(
        submitted_on=day + datetime.timedelta(days=2)
    )
    _shift(Practice.objects.filter(engagement=engagement), later / 2, "published_at", "created_at")


def _shift(rows: "models.QuerySet[Any]", by: datetime.timedelta, *fields: str) -> None:
    """Move the rows' moments back; empty ones stay empty."""
    for row in rows:
        for field in fields:
            moment = getattr(row, field)
            if moment is not None:
                setattr(row, field, moment - by)
        type(row)._default_manager.bulk_update([row], list(fields))
