"""Planning, scheduling, prolonging and closing survey rounds."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys import rules
from talkoot.surveys.actions.opening import INVITATION
from talkoot.surveys.actions.reminding import REMINDER
from talkoot.surveys.groups import groups_of
from talkoot.surveys.models import (
    AnswerLink,
    Invitation,
    Questionnaire,
    Response,
    Round,
    SurveyPlan,
)
from talkoot.surveys.rules import sending

OPEN_DAYS = 30
REMINDER_DAYS = (7,)


def plan_round(
    programme: Programme,
    code: str,
    *,
    title: str,
    invitees: list[User],
    organisation: Organisation | None = None,
    service: Offering | None = None,
    by: User,
) -> Round:
    """Plan a round of the newest published version of questionnaire `code`, without a plan.

    It opens when it gets a date. `organisation` and `service` are those that it is about.
    """
    survey = Round.objects.create(
        programme=programme,
        questionnaire=newest_questionnaire(code),
        service=service,
        title=title,
        viewpoint=Round.Viewpoint.ORGANISATION if organisation else "",
        reminder_days=list(REMINDER_DAYS),
        is_demo=programme.is_demo,
    )
    groups = groups_of(organisation, service=service)
    Invitation.objects.bulk_create(
        Invitation(
            round=survey,
            user=user,
            organisation=organisation,
            address=user.email,
            language=user.language,
            groups=groups,
        )
        for user in invitees
    )
    record("surveys.round.planned", survey, by=by, after={"invited": len(invitees)})
    return survey


def newest_questionnaire(code: str) -> Questionnaire:
    """The newest published version; refuses a code that has none."""
    versions = Questionnaire.objects.filter(code=code, is_published=True)
    questionnaire = versions.order_by("-version").first()
    if questionnaire is None:
        raise NotAllowed(_("The questionnaire “%(code)s” is missing.") % {"code": code})
    return questionnaire


def schedule_round(survey: Round, *, opens_on: datetime.date, by: User | None) -> None:
    """Give the round its dates; the worker opens it when the day comes. Refuses an opened round.

    A day that has passed means now, so that nobody gets a link that has closed already.
    """
    sending.check_planned(survey)
    survey.opens_on = max(opens_on, timezone.localdate())
    survey.closes_on = survey.opens_on + datetime.timedelta(days=OPEN_DAYS)
    survey.save(update_fields=["opens_on", "closes_on"])
    record("surveys.round.scheduled", survey, by=by, after={"opens_on": str(survey.opens_on)})


@transaction.atomic
def close_round(survey: Round, *, by: User | None = None) -> None:
    """Close the round and drop its links, and with them every half-written answer.

    Closed before its last day, it has its last day today.

    Anonymous answers are stored anew in the order of their random keys, the invitations at once, so
    that not even the order in which the database keeps the rows joins the two.
    """
    moved = change_state(survey, Round.State.CLOSED, rules.TRANSITIONS)
    today = timezone.localdate()
    if survey.closes_on is not None and survey.closes_on > today:
        survey.closes_on = today
        survey.save(update_fields=["closes_on"])
    AnswerLink.objects.filter(invitation__round=survey).delete()
    _revoke_waiting(survey)
    if survey.mode == Round.Mode.ANONYMOUS:
        answers = list(survey.responses.order_by("pk"))
        for answer in answers:
            answer.submitted_on = survey.closes_on or today
        # The rows alone: what has been read of the answers stays with their keys.
        survey.responses.all()._raw_delete(survey.responses.db)
        Response.objects.bulk_create(answers, batch_size=1000)
        survey.invitations.update(answered_at=None)
    record("surveys.round.closed", survey, by=by, **moved)


@transaction.atomic
def extend_round(
    survey: Round, *, closes_on: datetime.date, reminder_days: list[int], by: User
) -> None:
    """Another last day and other days of reminders for an open round; who was reminded stays so.

    Refuses a last day that has passed or is very far.
    """
    survey = Round.objects.select_for_update().get(pk=survey.pk)
    sending.check_extend(survey, closes_on)
    before = {"closes_on": str(survey.closes_on), "reminder_days": survey.reminder_days}
    survey.closes_on, survey.reminder_days = closes_on, sorted(set(reminder_days))
    survey.save(update_fields=["closes_on", "reminder_days"])
    if survey.mode == Round.Mode.ANONYMOUS:
        # Else the day would tell which answers came before the change.
        survey.responses.update(submitted_on=closes_on)
    after = {"closes_on": str(closes_on), "reminder_days": survey.reminder_days}
    record("surveys.round.extended", survey, by=by, before=before, after=after)


@transaction.atomic
def delete_round(survey: Round, *, by: User) -> None:
    """Remove a planned round of a plan, so that it is never sent."""
    survey = Round.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    sending.check_delete(survey)
    before = {"title": survey.title, "occasion": survey.occasion}
    record("surveys.round.deleted", survey, by=by, before=before)
    plan = survey.plan
    survey.delete()
    if plan is not None and plan.trigger == SurveyPlan.Trigger.BY_HAND:
        plan.delete()


def _revoke_waiting(survey: Round) -> None:
    """What waits in the outbox for the morning never leaves: its link has stopped working."""
    waiting = Message.objects.filter(
        state=Message.State.QUEUED, kind__in=[INVITATION, REMINDER], is_demo=survey.is_demo
    )
    found = dict(waiting.values_list("key", "pk"))
    if not found:
        return
    invited = set(survey.invitations.values_list("pk", flat=True))
    mine = [pk for key, pk in found.items() if int(key.split("-")[2]) in invited]
    for message in Message.objects.filter(pk__in=mine):
        revoke_message(message, by=None)
