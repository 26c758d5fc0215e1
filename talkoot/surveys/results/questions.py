"""Single questions of a programme's surveys, each with the one number that everybody may see."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from talkoot.programmes.models import Programme
from talkoot.surveys.models import Item, Round, Tally
from talkoot.surveys.results.building import Intervals, add_kept, hidden_item, item_result, text_of
from talkoot.surveys.results.counting import Count, codes_of
from talkoot.surveys.results.reading import FIELDS, Sources
from talkoot.surveys.results.shapes import Audience, ItemResult

Kind = Item.Kind
# The answers to these come to one number: a share of the best steps, of yes, or a mean.
NUMBERED = frozenset(
    {
        *(Kind.GRADE, Kind.EFFECT, Kind.YES_NO, Kind.SCALE, Kind.SCHOOL_GRADE, Kind.NPS),
        *(Kind.MATRIX, Kind.NUMBER, Kind.MONEY),
    }
)


class Question(NamedTuple):
    """A question by its codes: of its questionnaire, and its own (of a matrix "item.row")."""

    questionnaire: str
    code: str

    def __str__(self) -> str:
        return f"{self.questionnaire}/{self.code}"

    @classmethod
    def of(cls, text: str) -> "Question | None":
        """The question that the text names; None of other words."""
        questionnaire, slash, code = text.partition("/")
        return cls(questionnaire, code) if slash and questionnaire and code else None


@dataclass(frozen=True)
class Answered:
    """What was answered to a question in the surveys that had closed by a day."""

    title: str
    result: ItemResult

    @property
    def words(self) -> str:
        """The share of the best steps, else the mean; empty when it may not be shown."""
        positive = self.result.positive
        return f"{positive.text} {positive.label}" if positive else self.result.mean_text


def questions_asked(programme: Programme) -> list[tuple[str, list[tuple[Question, str]]]]:
    """(questionnaire's title, its questions in words) of the surveys begun; two queries."""
    begun = Round.objects.filter(programme=programme).exclude(state=Round.State.PLANNED)
    sources = Sources(begun.select_related("questionnaire"))
    newest = {survey.questionnaire.code: survey for survey in sources.rounds}
    found = [
        (
            str(survey.questionnaire),
            [
                (Question(code, one), text_of(item, one))
                for item in sources.items_of(survey)
                if item.kind in NUMBERED
                for one in codes_of(item)
            ],
        )
        for code, survey in newest.items()
    ]
    return sorted((title, rows) for title, rows in found if rows)


def answers_to(
    questions: Collection[Question], programme: Programme, as_of: datetime.date
) -> dict[Question, Answered]:
    """What everybody may see of each question that has been asked by the day; four queries.

    Rounds are added up only when all are there with which they are shown (suppression).
    """
    rounds = Round.objects.filter(
        programme=programme,
        state=Round.State.CLOSED,
        closes_on__lte=as_of,
        questionnaire__code__in={row.questionnaire for row in questions},
    )
    sources = Sources(rounds.select_related("questionnaire"))
    asked = _asked(sources, questions)
    counts = {question: Count() for question in asked}
    rows = Tally.objects.filter(
        round__in=sources.keys, dimension="", item_code__in={row.code for row in asked}
    )
    for row in rows.values(*FIELDS):
        form = sources.by_key[row["round_id"]].questionnaire
        question = Question(form.code, row["item_code"])
        item = sources.asked.get((form.pk, question.code))
        is_same = item is not None and question in asked and item.kind == asked[question].kind
        if is_same and sources.may_see(row, Audience.PUBLIC, sources.keys):
            add_kept(counts[question], row)
    intervals = Intervals(count.n for count in counts.values())
    titles = {survey.questionnaire.code: str(survey.questionnaire) for survey in sources.rounds}
    return {
        question: Answered(
            titles[question.questionnaire],
            item_result(item, question.code, counts[question], intervals)
            if counts[question].n
            else hidden_item(item, question.code, sources.rounds),
        )
        for question, item in asked.items()
    }


def _asked(sources: Sources, questions: Collection[Question]) -> dict[Question, Item]:
    """The questions that the rounds asked, in the wording of the newest."""
    found: dict[Question, Item] = {}
    for survey in sources.rounds:
        for question in questions:
            item = sources.asked.get((survey.questionnaire_id, question.code))
            if item and survey.questionnaire.code == question.questionnaire:
                found[question] = item
    return found
