"""Loading the published bodies, strategies and plans of continuity. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.governance.models import Body, BodyAim, ContinuationItem, StrategyAim
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme


@transaction.atomic
def load_governance() -> None:
    """Who decided of each programme, what it served and who carries it on. After
    load_programmes.
    """
    for facts in read_json("governance.json")["programmes"]:
        programme = Programme.objects.get(slug=facts["programme"])
        _load_bodies(programme, facts["bodies"])
        same = {"programme_id": programme.pk}
        strategies = [dict(row) for row in facts["strategies"]]
        aims = {row["code"]: row.pop("aims") for row in strategies}
        loaded = load_rows(
            programme.strategies.all(), [same | row for row in strategies], by=("code",)
        )
        for (code,), strategy in loaded.items():
            rows = _numbered({"strategy_id": strategy.pk}, aims[code])
            load_rows(StrategyAim.objects.filter(strategy=strategy), rows, by=("number",))
        items = [same | row for row in facts["continuation"]]
        scope = ContinuationItem.objects.filter(programme=programme)
        load_rows(scope, items, by=("text_fi",))


def _load_bodies(programme: Programme, facts: list[Mapping[str, Any]]) -> None:
    known = dict(Organisation.objects.values_list("key", "pk"))
    rows, goals = [], {}
    for body in facts:
        row = {"programme_id": programme.pk, "source": programme.source, **body}
        goals[body["name"]["fi"]] = row.pop("goals", [])
        row["organisation_id"] = known.get(row.pop("organisation", ""))
        rows.append(row)
    loaded = load_rows(Body.objects.filter(programme=programme), rows, by=("name_fi",))
    for (name,), made in loaded.items():
        aims = _numbered({"body_id": made.pk, "kind": BodyAim.Kind.GOAL}, goals[name])
        load_rows(BodyAim.objects.filter(body=made), aims, by=("kind", "number"))


def _numbered(same: Mapping[str, Any], texts: list[Mapping[str, str]]) -> list[dict[str, Any]]:
    return [{**same, "number": number, "text": text} for number, text in enumerate(texts, 1)]
