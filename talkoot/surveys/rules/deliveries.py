"""When single answers may be handed to an evaluator, pseudonymised: as was told (handling).

Source: Regulation (EU) 2016/679, articles 4(5), 5(1)(b)-(c) and 89.
"""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.surveys.models import Round
from talkoot.surveys.rules import LEAST_ANSWERS


def delivery_problem(survey: Round, answered: int) -> str:
    """Why nothing can be delivered of the round, as a sentence; empty when it can."""
    if survey.mode == Round.Mode.ANONYMOUS:
        return _(
            "Those who answered this survey were told that their answers are shown only in "
            "summaries, so single answers are not delivered. Take the Excel or CSV files instead."
        )
    if survey.state != Round.State.CLOSED:
        return _("Answers can be delivered when the round has closed. Close it first.")
    if answered < LEAST_ANSWERS:
        return _(
            "The round has fewer than %(least)s answers, so that a row could tell who gave it. "
            "Nothing can be delivered of it."
        ) % {"least": LEAST_ANSWERS}
    return ""


def check_deliver(survey: Round, answered: int) -> None:
    """Refuse an anonymous or open round and one with too few answers."""
    if problem := delivery_problem(survey, answered):
        raise NotAllowed(problem)
