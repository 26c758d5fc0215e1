"""Reminding those who have not answered."""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_reminder
from talkoot.people.models import User
from talkoot.surveys import messages
from talkoot.surveys.actions.opening import topic_of
from talkoot.surveys.models import AnswerLink, Invitation, Round
from talkoot.surveys.queries import token_hash
from talkoot.surveys.rules import sending

REMINDER = "survey-reminder"


@transaction.atomic
def remind(invitation: Invitation) -> None:
    """Queue the reminder that is due, with a new link; the earlier link stops working.

    Refuses whoever has answered or been reminded, also of two workers at once, and while the person
    has had this week's share of reminders; then nothing changes and the earlier link works.
    """
    survey = invitation.round
    now = timezone.now()
    due = sending.reminders_due(survey, invitation, timezone.localdate())
    unreminded = Invitation.objects.filter(
        pk=invitation.pk, reminder_count=invitation.reminder_count, has_answered=False
    )
    if due <= invitation.reminder_count or not unreminded.update(
        reminded_at=now, reminder_count=due
    ):
        raise NotAllowed(_("The reminder has been sent already."))
    token = secrets.token_urlsafe(16)
    AnswerLink.objects.update_or_create(
        invitation=invitation, defaults={"token_hash": token_hash(token)}
    )
    with translation.override(invitation.language):
        link = settings.BASE_URL + reverse("survey", args=[token])
        is_last = due >= len(survey.reminder_days)
        subject, body = messages.reminder(survey, link, is_last=is_last)
    queue_reminder(
        REMINDER,
        key=f"{REMINDER}-{invitation.pk}-{due}",
        # Only who has not answered gets one: of a protected round that is nobody's to read.
        office_id=None if sending.is_protected(survey) else survey.programme.office_id,
        address=invitation.address,
        language=invitation.language,
        subject=subject,
        body=body,
        is_demo=survey.is_demo,
        topic=topic_of(survey),
    )


@transaction.atomic
def remind_now(survey: Round, *, by: User) -> None:
    """Add a reminder for today; the worker sends it to those who have not answered.

    Refuses a round that is not open or closes today, and within days of the last reminder.
    """
    survey = Round.objects.select_for_update().get(pk=survey.pk)
    today = timezone.localdate()
    sending.check_remind(survey, today)
    assert survey.opens_on is not None
    before = list(survey.reminder_days)
    survey.reminder_days = sorted({*before, (today - survey.opens_on).days})
    survey.save(update_fields=["reminder_days"])
    record(
        "surveys.round.reminded",
        survey,
        by=by,
        before={"days": before},
        after={"days": survey.reminder_days, "on": local_date(today)},
    )
