"""Planning, opening, reminding and answering survey rounds."""

import datetime
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message, queue_reminder
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys import messages, rules
from talkoot.surveys.models import Invitation, Questionnaire, Response, Round
from talkoot.surveys.queries import survey_items, token_hash

OPEN_DAYS = 30


def plan_round(
    programme: Programme, code: str, *, title: str, invitees: list[User], by: User
) -> Round:
    """Plan a round of the newest published version of questionnaire `code`.

    It opens when it gets a date.
    """
    versions = Questionnaire.objects.filter(code=code, is_published=True)
    questionnaire = versions.order_by("-version").first()
    if questionnaire is None:
        raise NotAllowed(_("The questionnaire “%(code)s” is missing.") % {"code": code})
    survey = Round.objects.create(
        programme=programme, questionnaire=questionnaire, title=title, is_demo=programme.is_demo
    )
    Invitation.objects.bulk_create(
        Invitation(round=survey, address=user.email, language=user.language) for user in invitees
    )
    record("surveys.round.planned", survey, by=by, after={"invited": len(invitees)})
    return survey


def schedule_round(survey: Round, *, opens_on: datetime.date, by: User | None) -> None:
    """Give the round its dates; the worker opens it when the day comes. Refuses an opened round.

    A day that has passed means now, so that nobody gets a link that has closed already.
    """
    if survey.state != Round.State.PLANNED:
        raise NotAllowed(_("The survey has been sent already, so its dates no longer change."))
    survey.opens_on = max(opens_on, timezone.localdate())
    survey.closes_on = survey.opens_on + datetime.timedelta(days=OPEN_DAYS)
    survey.save(update_fields=["opens_on", "closes_on"])
    record("surveys.round.scheduled", survey, by=by, after={"opens_on": str(survey.opens_on)})


@transaction.atomic
def open_round(survey: Round, *, by: User | None = None) -> None:
    """Open the round and queue each invitee's personal link; only the link's hash is kept."""
    moved = change_state(survey, Round.State.OPEN, rules.TRANSITIONS)
    record("surveys.round.opened", survey, by=by, **moved)
    for invitation in survey.invitations.all():
        _send_link(invitation, survey, reminder=False)


@transaction.atomic
def close_round(survey: Round, *, by: User | None = None) -> None:
    """Close the round; its links then answer that it has closed."""
    moved = change_state(survey, Round.State.CLOSED, rules.TRANSITIONS)
    record("surveys.round.closed", survey, by=by, **moved)


@transaction.atomic
def remind(invitation: Invitation) -> None:
    """Queue the one reminder with a new link; the earlier link stops working.

    Refuses a second reminder, also of two workers at once, and while the person has had this week's
    share of reminders; then nothing changes and the earlier link works.
    """
    unreminded = Invitation.objects.filter(pk=invitation.pk, reminded_at=None)
    if not unreminded.update(reminded_at=timezone.now()):
        raise NotAllowed(_("The reminder has been sent already."))
    _send_link(invitation, invitation.round, reminder=True)


def _send_link(invitation: Invitation, survey: Round, *, reminder: bool) -> None:
    token = secrets.token_urlsafe(16)
    now = timezone.now()
    invitation.token_hash = token_hash(token)
    invitation.sent_at = invitation.sent_at or now
    invitation.reminded_at = now if reminder else None
    invitation.save(update_fields=["token_hash", "sent_at", "reminded_at"])
    with translation.override(invitation.language):
        link = settings.BASE_URL + reverse("survey", args=[token])
        write = messages.reminder if reminder else messages.invitation
        subject, body = write(survey, link)
    kind = "survey-reminder" if reminder else "survey-invitation"
    mail: dict[str, Any] = {
        "key": f"{kind}-{invitation.pk}",
        "office_id": survey.programme.office_id,
        "address": invitation.address,
        "language": invitation.language,
        "subject": subject,
        "body": body,
        "is_demo": survey.is_demo,
    }
    if reminder:
        queue_reminder(kind, **mail)
    else:
        queue_message(kind, **mail, delay_seconds=0)


@transaction.atomic
def answer(invitation: Invitation, *, answers: dict[str, Any], on: datetime.date) -> Response:
    """Store one set of answers and mark the invitation answered; the two are not linked.

    Refuses a second answer, a closed round and missing required items.
    """
    invitation = (
        Invitation.objects.select_for_update().select_related("round").get(pk=invitation.pk)
    )
    rules.check_answer(invitation, on=on)
    items = survey_items(invitation.round)
    if rules.missing_items(items, answers):
        raise NotAllowed(_("Some answers are missing. Go back and answer the marked questions."))
    asked = {item.code for item in rules.asked_items(items, answers)}
    response = Response.objects.create(
        round=invitation.round,
        answers={
            code: value
            for code, value in answers.items()
            if code in asked and rules.has_answer(value)
        },
        submitted_on=on,
        is_demo=invitation.round.is_demo,
    )
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["answered_at"])
    record("surveys.response.stored", invitation.round, by=None)
    return response
