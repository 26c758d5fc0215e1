"""Permitted moves of a round, and who may answer when."""

import datetime
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.surveys.models import Invitation, Item, Round

State = Round.State
TRANSITIONS = {
    State.PLANNED: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}

EFFECT_STEPS = ("5", "4", "3", "2", "1", "0")  # very positive … very negative, 0 = cannot say
TEXT_LENGTH = 2000
LEAST_ANSWERS = 5  # fewer could tell who answered what


def can_see_results(user: Any, survey: Round) -> bool:
    """The programme office reads the results."""
    return is_officer(user, survey.programme.office_id)


def is_suppressed(survey: Round, answered: int) -> bool:
    """A confidential round shows nothing of its answers while they are few."""
    return survey.mode != Round.Mode.IDENTIFIED and answered < LEAST_ANSWERS


def check_answer(invitation: Invitation, *, on: datetime.date) -> None:
    """Refuse an answer twice, too early or after the close."""
    survey = invitation.round
    if invitation.answered_at:
        raise NotAllowed(
            _("This survey has been answered already. Thank you; you need not do anything more."),
            status=HTTPStatus.CONFLICT,
        )
    if survey.state != Round.State.OPEN or (survey.closes_on and on > survey.closes_on):
        raise NotAllowed(
            _(
                "This survey has closed. If you still want to tell us something, write to the "
                "programme office."
            ),
            status=HTTPStatus.GONE,
        )


def missing_items(items: list[Item], answers: dict[str, str]) -> list[Item]:
    """Required items without an answer."""
    return [item for item in items if item.is_required and not answers.get(item.code)]
