"""Writes of the registers beside the chain."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.impact.models import (
    ContributionStory,
    Evaluation,
    EvaluationArea,
    FollowUp,
    InterviewStudy,
    Recommendation,
    StudyPoint,
)
from talkoot.impact.queries.registers import MODELS
from talkoot.impact.rules.registers import (
    RECOMMENDATION_TRANSITIONS,
    check_publish_story,
    point_of,
)
from talkoot.people.models import User
from talkoot.programmes.models import Programme

NAMED = 3  # Of those that rest on an entry, so many are named.


@transaction.atomic
def save_entry(
    kind: str, programme: Programme, values: Mapping[str, Any], *, by: User, row: Any = None
) -> Any:
    """Add an entry to the register `kind`, or change `row`.

    `areas` of an evaluation and `points` of a study are texts in their order: a number whose text
    has not changed keeps its other languages. Refuses to take away from a published story what it
    needs.
    """
    values = dict(values)
    lines = values.pop("areas", values.pop("points", None))
    interviews = values.pop("interviews", None)
    is_new = row is None
    if is_new:
        row = MODELS[kind](programme=programme, is_demo=programme.is_demo)
    else:
        row = MODELS[kind].objects.select_for_update().get(pk=row.pk)
    if is_new and isinstance(row, ContributionStory):
        row.by = by
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, ContributionStory) and row.published_on:
        check_publish_story(row)
    row.save()
    if lines is not None:
        _save_lines(row, lines)
    if interviews is not None:
        row.interviews.set(interviews)
    record(f"impact.{kind}.{'added' if is_new else 'saved'}", row, by=by)
    return row


@transaction.atomic
def remove_entry(kind: str, row: Any, *, by: User) -> None:
    """Remove an entry. Refuses one on which others rest, naming them."""
    record(f"impact.{kind}.removed", row, by=by)
    try:
        row.delete()
    except ProtectedError as error:
        names = sorted(f"“{one}”" for one in error.protected_objects)[:NAMED]
        sentence = _("These rest on it: %(names)s. Change or remove them first.")
        raise NotAllowed(sentence % {"names": ", ".join(names)}) from error


@transaction.atomic
def answer_recommendation(
    row: Recommendation, *, state: str, response: str, due_on: datetime.date | None, by: User
) -> None:
    """Tell whether the recommendation is accepted, in words, and by when it is done."""
    row = Recommendation.objects.select_for_update().get(pk=row.pk)
    row.response, row.due_on, row.responded_on = response, due_on, timezone.localdate()
    row.save(update_fields=["response", "due_on", "responded_on"])
    change = {} if state == row.state else change_state(row, state, RECOMMENDATION_TRANSITIONS)
    record("impact.recommendation.answered", row, by=by, **change)


@transaction.atomic
def follow_up(row: Recommendation, *, text: str, is_done: bool, by: User) -> FollowUp:
    """Tell how a recommendation goes on; `is_done` when it has been carried out."""
    row = Recommendation.objects.select_for_update().get(pk=row.pk)
    change: dict[str, Any] = {}
    if is_done:
        change = change_state(row, Recommendation.State.DONE, RECOMMENDATION_TRANSITIONS)
    entry = FollowUp.objects.create(recommendation=row, text=text, by=by)
    record("impact.recommendation.followed", row, by=by, **change)
    return entry


@transaction.atomic
def publish_story(story: ContributionStory, *, is_public: bool, by: User) -> None:
    """Open a contribution story to everybody, or close it. Refuses one without alternatives."""
    story = ContributionStory.objects.select_for_update().get(pk=story.pk)
    if is_public:
        check_publish_story(story)
    story.published_on = timezone.localdate() if is_public else None
    story.save(update_fields=["published_on"])
    record("impact.story.published" if is_public else "impact.story.closed", story, by=by)


def _save_lines(row: Evaluation | InterviewStudy, lines: list[str]) -> None:
    """The numbered sentences of an evaluation or a study, one a line; of a study with mentions."""
    is_study = isinstance(row, InterviewStudy)
    model: type[models.Model] = StudyPoint if is_study else EvaluationArea
    parent = "study" if is_study else "evaluation"
    old = {part.number: part for part in model._default_manager.filter(**{parent: row})}  # type: ignore[attr-defined]
    for number, line in enumerate(lines, 1):
        text, mentions = point_of(line) if is_study else (line, None)
        part: Any = old.pop(number, None) or model(
            number=number, is_demo=row.is_demo, **{parent: row}
        )
        if part.text_fi != text:
            part.text_fi, part.text_sv, part.text_en = text, "", ""
        if is_study:
            part.mentions = mentions
        part.save()
    for part in old.values():
        part.delete()
