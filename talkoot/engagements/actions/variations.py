"""Wishing that the content varies, and agreeing on it."""

from functools import partial

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.engagements import rules
from talkoot.engagements.actions.frame import locked, tell
from talkoot.engagements.messages import variations as messages
from talkoot.engagements.models import Engagement
from talkoot.events.models import CurriculumVariation
from talkoot.events.rules.variations import CURRICULUMVARIATION_TRANSITIONS
from talkoot.people.models import User

State = CurriculumVariation.State


@transaction.atomic
def wish_variation(engagement: Engagement, *, wish: str, by: User) -> CurriculumVariation:
    """Keep the organisation's wish and tell the trainer. Refuses an ended engagement."""
    engagement = locked(engagement)
    rules.check_agree(engagement)
    row = CurriculumVariation.objects.create(
        series=engagement.series, wish=wish, wished_by=by, is_demo=engagement.is_demo
    )
    record("events.variation.wished", row, by=by, after={"wish": wish})
    if engagement.expert.user and engagement.expert.user != by:
        write, key = partial(messages.wished, row=row), f"variation-wished-{row.pk}"
        tell(engagement, engagement.expert.user, "variation-wished", 0, write=write, key=key)
    return row


@transaction.atomic
def answer_variation(
    engagement: Engagement, row: CurriculumVariation, *, answer: str, agreed: str, by: User
) -> CurriculumVariation:
    """Document what was agreed, or why the content stays (`agreed` empty); the applicant is told.

    Refuses a wish that has been answered.
    """
    engagement = locked(engagement)
    row = CurriculumVariation.objects.select_for_update().get(pk=row.pk)
    row.answer, row.agreed, row.answered_by = answer, agreed, by
    row.save(update_fields=["answer", "agreed", "answered_by"])
    state = State.AGREED if agreed else State.REFUSED
    moved = change_state(row, state, CURRICULUMVARIATION_TRANSITIONS)
    moved["after"] |= {"answer": answer, "agreed": agreed}
    record(f"events.variation.{state}", row, by=by, **moved)
    write, key = partial(messages.answered, row=row), f"variation-answered-{row.pk}"
    applicant = engagement.application.applicant
    tell(engagement, applicant, "variation-answered", 0, write=write, key=key)
    return row
