"""Questions of the programme's own surveys as evidence of a node."""

import datetime
from typing import Any

from talkoot.impact.models import Evidence, ImpactNode
from talkoot.surveys.results.questions import Question, answers_to


def read_answers(node: ImpactNode, as_of: datetime.date) -> None:
    """Give each such piece of evidence `answered`, what everybody may see of it on the day.

    One whose reference is other words has none. Four queries when there are questions, else none.
    """
    rows: list[Any] = [row for row in node.evidence.all() if row.kind == Evidence.Kind.SURVEY_ITEM]
    questions = {row.pk: question for row in rows if (question := Question.of(row.reference))}
    if not questions:
        return
    found = answers_to(set(questions.values()), node.chain.programme, as_of)
    for row in rows:
        row.answered = found.get(questions.get(row.pk))  # type: ignore[arg-type]
