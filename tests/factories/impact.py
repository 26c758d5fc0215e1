"""Impact chains and the registers beside them."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.impact.models import (
    Assessment,
    ContextStatistic,
    ContributionStory,
    Evaluation,
    Evidence,
    Expectation,
    Finding,
    ImpactChain,
    ImpactLink,
    ImpactNode,
    Influence,
    InterviewStudy,
    LessonLearned,
    Recommendation,
    Threshold,
    Tip,
)
from talkoot.programmes.models import Programme
from tests.factories.people import make_user, next_number
from tests.factories.programmes import the_programme


def the_chain(programme: Programme | None = None, **fields: Any) -> ImpactChain:
    """The programme's one chain; published unless told otherwise."""
    programme = programme or the_programme()
    values = {"published_on": datetime.date(2026, 1, 1), **fields}
    return ImpactChain.objects.get_or_create(programme=programme, defaults=values)[0]


def make_node(level: str = "activity", *, chain: ImpactChain | None = None, **fields: Any):
    chain = chain or the_chain()
    number = chain.nodes.count() + 1
    values = {"text_fi": f"Väite {number}", "order": number}
    return ImpactNode.objects.create(chain=chain, level=level, **{**values, **fields})


def make_link(start: ImpactNode, end: ImpactNode, **fields: Any) -> ImpactLink:
    values = {"assumption": "Johto on mukana.", "risk": "Aika loppuu."}
    return ImpactLink.objects.create(start=start, end=end, **{**values, **fields})


def make_evidence(node: ImpactNode, **fields: Any) -> Evidence:
    values = {
        "kind": "document", "strength": 2, "text": "Raportti kertoo.", "reference": "Raportti, s. 3"
    }  # fmt: skip
    return Evidence.objects.create(node=node, **{"by": make_user(), **values, **fields})


def make_expectation(node: ImpactNode, level: int = 3, **fields: Any) -> Expectation:
    values = {"set_on": timezone.localdate(), "late_reason": "Sovittiin myöhään."}
    return Expectation.objects.create(
        node=node, level=level, **{"by": make_user(), **values, **fields}
    )


def make_threshold(node: ImpactNode, figure_id: str = "practices-published", **fields: Any):
    values = {"very_much": 10, "much": 5, "somewhat": 1, "declared_on": timezone.localdate()}
    return Threshold.objects.create(node=node, figure_id=figure_id, **{**values, **fields})


def make_assessment(node: ImpactNode, achieved: int | None = 3, **fields: Any) -> Assessment:
    values = {
        "assessed_on": timezone.localdate(), "confidence": "medium", "reasoning": "Kysely kertoo.",
        "assessor": "Arvioija Oy",
    }  # fmt: skip
    return Assessment.objects.create(
        node=node, achieved=achieved, **{"by": make_user(), **values, **fields}
    )


def make_finding(kind: str = "plus", **fields: Any) -> Finding:
    values = {"text_fi": f"Havainto {next_number()}"}
    programme = fields.pop("programme", None) or the_programme()
    return Finding.objects.create(programme=programme, kind=kind, **{**values, **fields})


def make_recommendation(state: str = "open", **fields: Any) -> Recommendation:
    values = {"text_fi": "Jatkakaa.", "response": "" if state == "open" else "Jatkamme."}
    programme = fields.pop("programme", None) or the_programme()
    return Recommendation.objects.create(programme=programme, state=state, **{**values, **fields})


def make_lesson(**fields: Any) -> LessonLearned:
    values = {"text_fi": f"Oppi {next_number()}", "author_group": "Osapuolet", "year": 2019}
    return LessonLearned.objects.create(programme=the_programme(), **{**values, **fields})


def make_tip(**fields: Any) -> Tip:
    return Tip.objects.create(
        programme=the_programme(), **{"text_fi": f"Vinkki {next_number()}", **fields}
    )


def make_evaluation(**fields: Any) -> Evaluation:
    values = {"title_fi": f"Arviointi {next_number()}", "evaluator": "Arvioija Oy", "year": 2020}
    programme = fields.pop("programme", None) or the_programme()
    return Evaluation.objects.create(programme=programme, **{**values, **fields})


def make_study(**fields: Any) -> InterviewStudy:
    values = {
        "title_fi": f"Haastattelut {next_number()}", "interviewees": "edustajat", "year": 2020,
        "interviewed_count": 12,
    }  # fmt: skip
    return InterviewStudy.objects.create(programme=the_programme(), **{**values, **fields})


def make_story(**fields: Any) -> ContributionStory:
    values = {
        "title": f"Kertomus {next_number()}", "question": "Muuttuiko työ?", "claim": "Muuttui.",
        "evidence": "Kysely.", "alternatives": "Uusi laki.",
    }  # fmt: skip
    return ContributionStory.objects.create(
        programme=the_programme(), **{"by": make_user(), **values, **fields}
    )


def make_influence(**fields: Any) -> Influence:
    values = {"text_fi": f"Uusi laki {next_number()}", "direction": "same", "starts_year": 2019}
    return Influence.objects.create(programme=the_programme(), **{**values, **fields})


def make_statistic(**fields: Any) -> ContextStatistic:
    values = {
        "code": f"tilasto-{next_number()}", "label_fi": "Työntekijöitä", "value": 400_000,
        "year": 2020, "source": "Tilastokeskus",
    }  # fmt: skip
    return ContextStatistic.objects.create(programme=the_programme(), **{**values, **fields})
