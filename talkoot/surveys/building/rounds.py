"""Survey rounds as a use of questionnaires."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.urls import reverse

from talkoot.core.access import unbarred
from talkoot.people.rules import office_ids
from talkoot.surveys.building.uses import Answered, Place, Use, register
from talkoot.surveys.models import Questionnaire, Response, Round
from talkoot.surveys.rules import has_answer

ANSWERS_MAX = 2000


def places(ids: Collection[int], user: Any) -> dict[int, list[Place]]:
    """The offices' rounds that ask by each questionnaire, without those kept from the person."""
    found: dict[int, list[Place]] = {}
    rounds = unbarred(Round.objects.filter(programme__office__in=office_ids(user)), user)
    for survey in rounds.filter(questionnaire__in=ids).order_by("-pk"):
        place = Place(survey.title, reverse("office-round", args=[survey.pk]))
        found.setdefault(survey.questionnaire_id, []).append(place)
    return found


def answered(ids: Collection[int]) -> Answered:
    """Of the newest 2 000 responses."""
    rows = Response.objects.filter(round__questionnaire__in=ids).order_by("-pk")
    answers = list(rows.values_list("answers", flat=True)[:ANSWERS_MAX])
    given = Counter(code for row in answers for code in row if has_answer(row[code]))
    return Answered(len(answers), given)


register(
    Use(
        purposes={
            Questionnaire.Purpose.FEEDBACK,
            Questionnaire.Purpose.EFFECTIVENESS,
            Questionnaire.Purpose.SURVEY,
        },
        places=places,
        answered=answered,
    )
)
