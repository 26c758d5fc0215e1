"""Planning, opening, reminding and closing survey rounds."""

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
from talkoot.surveys.models import AnswerLink, Invitation, Questionnaire, Response, Round
from talkoot.surveys.queries import token_hash
from talkoot.surveys.rules import anonymity

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
        Invitation(round=survey, user=user, address=user.email, language=user.language)
        for user in invitees
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
    """Open the round and queue each invitee's personal link; only the link's hash is kept.

    From here the population stands, and what goes along with the answers.
    """
    moved = change_state(survey, Round.State.OPEN, rules.TRANSITIONS)
    invited = survey.invitations.filter(standing=Invitation.Standing.INVITED)
    survey.population_at = survey.population_at or timezone.now()
    survey.split_by = anonymity.split_by(survey, list(invited.values_list("groups", flat=True)))
    survey.save(update_fields=["population_at", "split_by"])
    record("surveys.round.opened", survey, by=by, **moved)
    for invitation in invited:
        _send_link(invitation, survey, reminder=False)


@transaction.atomic
def close_round(survey: Round, *, by: User | None = None) -> None:
    """Close the round and drop its links, and with them every half-written answer.

    Anonymous answers are stored anew in the order of their random keys, the invitations at once, so
    that not even the order in which the database keeps the rows joins the two.
    """
    moved = change_state(survey, Round.State.CLOSED, rules.TRANSITIONS)
    AnswerLink.objects.filter(invitation__round=survey).delete()
    if survey.mode == Round.Mode.ANONYMOUS:
        answers = list(survey.responses.order_by("pk"))
        survey.responses.all().delete()
        Response.objects.bulk_create(answers, batch_size=1000)
        survey.invitations.update(answered_at=None)
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
    AnswerLink.objects.update_or_create(
        invitation=invitation, defaults={"token_hash": token_hash(token)}
    )
    invitation.sent_at = invitation.sent_at or now
    invitation.reminded_at = now if reminder else None
    invitation.save(update_fields=["sent_at", "reminded_at"])
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
