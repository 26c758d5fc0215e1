"""Storing answers."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.surveys import rules
from talkoot.surveys.models import AnswerLink, Invitation, Response, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.rules import anonymity


@transaction.atomic
def answer(invitation: Invitation, *, answers: dict[str, Any], on: datetime.date) -> Response:
    """Store one set of answers and mark the invitation answered; the draft of it goes.

    What the answer keeps of the person follows from the round's mode (rules.anonymity); of an
    anonymous one not even the day. Refuses a second answer, a closed round and missing required
    items.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("round")
        .get(pk=invitation.pk)
    )
    survey = invitation.round
    rules.check_answer(invitation, on=on)
    is_anonymous = survey.mode == Round.Mode.ANONYMOUS
    is_identified = survey.mode == Round.Mode.IDENTIFIED
    response = Response.objects.create(
        round=survey,
        organisation_id=invitation.organisation_id if is_identified else None,
        panel=anonymity.panel_of(invitation),
        groups=anonymity.groups_of_answer(invitation),
        answers=checked_answers(survey, answers),
        language=(translation.get_language() or "fi")[:2],
        submitted_on=survey.closes_on if is_anonymous else on,
        is_demo=survey.is_demo,
    )
    invitation.has_answered = True
    invitation.answered_at = None if is_anonymous else timezone.now()
    invitation.save(update_fields=["has_answered", "answered_at"])
    AnswerLink.objects.filter(invitation=invitation).update(draft={})
    record("surveys.response.stored", survey, by=None)
    return response


def checked_answers(survey: Round, answers: dict[str, Any]) -> dict[str, Any]:
    """What is kept of the answers: those to questions that are asked; refuses missing ones."""
    items = survey_items(survey)
    if rules.missing_items(items, answers):
        raise NotAllowed(_("Some answers are missing. Go back and answer the marked questions."))
    asked = {item.code for item in rules.asked_items(items, answers)}
    return {
        code: value for code, value in answers.items() if code in asked and rules.has_answer(value)
    }
