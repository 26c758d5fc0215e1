"""Figures of feedback."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import Counted, Figure, register
from talkoot.surveys.models import Invitation, Questionnaire, Response, Round

Purpose = Questionnaire.Purpose


def _rounds(programme: Any, as_of: datetime.date, purpose: str) -> Any:
    return Round.objects.filter(
        programme=programme, questionnaire__purpose=purpose, opens_on__lte=as_of
    ).exclude(state=Round.State.PLANNED)


def _overall_mean(programme: Any, as_of: datetime.date) -> Counted:
    rounds = _rounds(programme, as_of, Purpose.FEEDBACK)
    answers = Response.objects.filter(round__in=rounds, submitted_on__lte=as_of)
    grades = [
        int(row["overall"])
        for row in answers.values_list("answers", flat=True)
        if str(row.get("overall", "")).isdigit()
    ]
    rows = rounds.filter(responses__in=answers).distinct().order_by("opens_on", "pk")
    mean = Decimal(sum(grades)) / len(grades) if grades else None
    return Counted(mean, len(grades), rows)


def _response_rate(programme: Any, as_of: datetime.date) -> Counted:
    rounds = _rounds(programme, as_of, Purpose.FEEDBACK).order_by("opens_on", "pk")
    sent = Invitation.objects.filter(round__in=rounds, sent_at__date__lte=as_of)
    n = sent.count()
    answered = sent.filter(answered_at__date__lte=as_of).count()
    return Counted(Decimal(100 * answered) / n if n else None, n, rounds)


register(
    Figure(
        id="feedback-mean",
        label=_("Feedback on the day, overall grade"),
        unit=_("of 5"),
        definition=_("Mean of the overall grades (1-5) given in the feedback on sessions."),
        base=_("answers with an overall grade"),
        count=_overall_mean,
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
        count=_response_rate,
    )
)
