"""Loading the published impact chains, evaluations and outside statistics. Idempotent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.impact.models import (
    ContextStatistic,
    Evaluation,
    EvaluationArea,
    Finding,
    ImpactChain,
    InterviewStudy,
    Level,
    Recommendation,
)
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme

Facts = Mapping[str, Any]


@transaction.atomic
def load_impact() -> None:
    """What the data folder tells of each programme's evaluation. After load_programmes.

    Nodes are loaded without assessments: a source that shows its ratings only as a picture has
    told none.
    """
    for facts in read_json("evaluation.json"):
        programme = Programme.objects.get(slug=facts["programme"])
        _load_chain(programme, facts["chain"], facts["source"])
        _load_evaluation(programme, facts)
        _load_earlier(programme, facts["earlier_evaluations"])
        same = {"programme_id": programme.pk}
        studies = [same | {"source": facts["source"]} | row for row in facts["interview_studies"]]
        scope = InterviewStudy.objects.filter(programme=programme)
        load_rows(scope, studies, by=("title_fi", "year"))
        statistics = [same | row for row in facts["statistics"]]
        scope_of = ContextStatistic.objects.filter(programme=programme)
        load_rows(scope_of, statistics, by=("code", "year"))


def _load_chain(programme: Programme, facts: Facts, source: str) -> None:
    """Activities are the programme's services; the long-term effects are as published."""
    record = {"programme_id": programme.pk}
    record |= {name: facts[name] for name in ("note", "published_on")}
    scope = ImpactChain.objects.filter(programme=programme)
    chain = load_rows(scope, [record], by=("programme_id",))[(programme.pk,)]
    same = {"chain_id": chain.pk, "source": source}
    languages = ("fi", "sv", "en")
    activities = [
        {
            **same,
            "level": Level.ACTIVITY,
            "order": order,
            "text": {code: getattr(offering, f"name_{code}") for code in languages},
        }
        for order, offering in enumerate(programme.offerings.order_by("order"), 1)
    ]
    effects = [{**same, "level": Level.LONG_TERM, **row} for row in facts["long_term"]]
    load_rows(chain.nodes.all(), [*activities, *effects], by=("level", "order"))


def _load_earlier(programme: Programme, rows: Iterable[Facts]) -> None:
    """Evaluations of which only that they were made, by whom and when, is told."""
    records = [{"programme_id": programme.pk, **row} for row in rows]
    load_rows(Evaluation.objects.filter(programme=programme), records, by=("title_fi", "year"))


def _load_evaluation(programme: Programme, facts: Facts) -> None:
    source = facts["source"]
    organisation = Organisation.objects.get(key=facts["evaluation"]["organisation"])
    record = {
        "programme_id": programme.pk,
        "organisation_id": organisation.pk,
        "source": source,
        "title": facts["evaluation"]["title"],
        "year": facts["evaluation"]["year"],
    }
    scope = Evaluation.objects.filter(programme=programme)
    loaded = load_rows(scope, [record], by=("title_fi", "year"))
    evaluation = next(iter(loaded.values()))
    areas = [
        {"evaluation_id": evaluation.pk, "source": source, **row}
        for row in facts["evaluation"]["areas"]
    ]
    load_rows(EvaluationArea.objects.filter(evaluation=evaluation), areas, by=("number",))
    same = {"programme_id": programme.pk, "evaluation_id": evaluation.pk, "source": source}
    findings = [
        {**same, "kind": kind, **row} for kind, rows in facts["findings"].items() for row in rows
    ]
    mine = Finding.objects.filter(evaluation=evaluation)
    load_rows(mine, findings, by=("kind", "number"))
    advice = [{**same, **row} for row in facts["recommendations"]]
    load_rows(Recommendation.objects.filter(evaluation=evaluation), advice, by=("number",))
