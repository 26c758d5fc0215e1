"""Storing answers."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.models import random_key
from talkoot.core.refusals import NotAllowed
from talkoot.surveys import rules
from talkoot.surveys.models import AnswerLink, Invitation, Response, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.rules import anonymity

MIXED_WITH = 100


@transaction.atomic
def answer(invitation: Invitation, *, answers: dict[str, Any], on: datetime.date) -> Response:
    """Store one set of answers and mark the invitation answered; the draft of it goes.

    What the answer keeps of the person follows from the round's mode (rules.anonymity). Refuses a
    second answer, a closed round and missing required items.
    """
    survey = _held(invitation.round)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.round = survey
    rules.check_answer(invitation, on=on)
    is_identified = survey.mode == Round.Mode.IDENTIFIED
    response = _store(
        survey,
        answers,
        on=on,
        organisation_id=invitation.organisation_id if is_identified else None,
        panel=anonymity.panel_of(invitation),
        groups=anonymity.groups_of_answer(invitation),
    )
    invitation.has_answered = True
    is_anonymous = survey.mode == Round.Mode.ANONYMOUS
    invitation.answered_at = None if is_anonymous else timezone.now()
    invitation.save(update_fields=["has_answered", "answered_at"])
    AnswerLink.objects.filter(invitation=invitation).update(draft={}, draft_version=0)
    return response


@transaction.atomic
def answer_openly(survey: Round, *, answers: dict[str, Any], on: datetime.date) -> Response:
    """Store one set of answers by the round's open link; of whom, nobody knows.

    Refuses a closed round and missing required items.
    """
    survey = _held(survey)
    rules.check_open(survey, on=on)
    # Beside an anonymous answer not even the way is kept: it would part a few from the others.
    is_known = survey.mode != Round.Mode.ANONYMOUS
    return _store(survey, answers, on=on, is_by_open_link=is_known)


def _held(survey: Round) -> Round:
    """The round as it is now. An anonymous one takes in one answer at a time, and none while it is
    being closed: else the last answers would not be mixed with the others.
    """
    rows = Round.objects.select_related("questionnaire")
    if survey.mode == Round.Mode.ANONYMOUS:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=survey.pk)


def _store(survey: Round, answers: dict[str, Any], *, on: datetime.date, **fields: Any) -> Response:
    """Of an anonymous answer neither the day nor the language is kept, nor its time in the log."""
    is_anonymous = survey.mode == Round.Mode.ANONYMOUS
    response = Response(
        round=survey,
        answers=checked_answers(survey, answers),
        language="" if is_anonymous else (translation.get_language() or "fi")[:2],
        submitted_on=(survey.closes_on or on) if is_anonymous else on,
        is_demo=survey.is_demo,
        **fields,
    )
    if is_anonymous:
        _save_among_others(response)
    else:
        response.save(force_insert=True)
        record("surveys.response.stored", survey, by=None)
    return response


def _save_among_others(response: Response) -> None:
    """Store the answer together with earlier ones of its round, in the order of their random keys.

    The order of the rows and the transactions that the database notes would else tell, to whoever
    holds it or a backup of it, which answer came when, and so whose it is.
    """
    others = Response.objects.filter(round=response.round)
    start = random_key()
    rows = list(others.filter(pk__gte=start).order_by("pk")[:MIXED_WITH])
    rows += others.filter(pk__lt=start).order_by("pk")[: MIXED_WITH - len(rows)]
    # The rows alone: what has been read of the answers stays with their keys.
    others.filter(pk__in=[row.pk for row in rows])._raw_delete(others.db)
    Response.objects.bulk_create(sorted([*rows, response], key=lambda row: row.pk))


def checked_answers(survey: Round, answers: dict[str, Any]) -> dict[str, Any]:
    """What is kept of the answers: those to questions that are asked; refuses missing ones."""
    items = survey_items(survey)
    if rules.missing_items(items, answers):
        raise NotAllowed(_("Some answers are missing. Go back and answer the marked questions."))
    asked = {item.code for item in rules.asked_items(items, answers)}
    return {
        code: value for code, value in answers.items() if code in asked and rules.has_answer(value)
    }
