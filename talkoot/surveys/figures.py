"""Figures of feedback."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import Figure, Measure, Number, Records, register, share
from talkoot.surveys.models import Invitation, Questionnaire, Response, Round


def _rounds(programme: Any, as_of: datetime.date) -> Records:
    """Rounds of feedback that had opened by the date."""
    rounds = Round.objects.filter(
        programme=programme,
        questionnaire__purpose=Questionnaire.Purpose.FEEDBACK,
        opens_on__lte=as_of,
    )
    return rounds.exclude(state=Round.State.PLANNED).order_by("opens_on", "pk")


def _answers(programme: Any, as_of: datetime.date) -> Records:
    rounds = _rounds(programme, as_of).order_by()
    return Response.objects.filter(round__in=rounds, submitted_on__lte=as_of)


def _answered_rounds(programme: Any, as_of: datetime.date) -> Records:
    answers = _answers(programme, as_of)
    return _rounds(programme, as_of).filter(pk__in=answers.values("round"))


def _grades(programme: Any, as_of: datetime.date) -> list[tuple[int, int]]:
    """Overall grades, each with how many gave it; a grade may be kept as a number or as text."""
    overall = KeyTextTransform("overall", "answers")
    given = _answers(programme, as_of).values_list(overall).annotate(Count("pk"))
    return [(int(grade), number) for grade, number in given if str(grade).isdigit()]


def _mean(grades: list[tuple[int, int]]) -> tuple[Number, int]:
    n = sum(number for _grade, number in grades)
    total = sum(grade * number for grade, number in grades)
    return (Decimal(total) / n if n else None, n)


def _requests(programme: Any, as_of: datetime.date) -> dict[str, int]:
    """Who answered an anonymous round is counted when it has closed, as its answers are."""
    rounds = _rounds(programme, as_of).order_by()
    undated = Q(has_answered=True, answered_at=None, round__closes_on__lte=as_of)
    answered = Q(answered_at__date__lte=as_of) | undated
    return Invitation.objects.filter(round__in=rounds, sent_at__date__lte=as_of).aggregate(
        sent=Count("pk"), answered=Count("pk", filter=answered)
    )


register(
    Figure(
        id="feedback-mean",
        label=_("Feedback on the day, overall grade"),
        unit=_("of 5"),
        definition=_("Mean of the overall grades (1-5) given in the feedback on sessions."),
        base=_("answers with an overall grade"),
        records=_answered_rounds,
        measure=Measure(_grades, _mean),
        decimals=1,
    )
)
register(
    Figure(
        id="feedback-response-rate",
        label=_("Response rate of the feedback"),
        unit=_("%"),
        definition=_("Feedback requests answered, divided by the requests sent."),
        base=_("requests sent"),
        records=_rounds,
        measure=Measure(_requests, lambda sums: share(sums["answered"], sums["sent"])),
    )
)
