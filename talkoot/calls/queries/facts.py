"""Reads of the facts that an organisation has told of itself."""

from collections.abc import Mapping

from django.db.models import QuerySet

from talkoot.people.models import Organisation, OrganisationFact
from talkoot.surveys.models import Item


def facts_of(organisation: Organisation) -> dict[str, OrganisationFact]:
    """{code: fact}, with who told it."""
    rows: QuerySet[OrganisationFact] = organisation.facts.select_related("updated_by")  # type: ignore[attr-defined]
    return {row.code: row for row in rows.order_by("code")}


def fact_items(facts: Mapping[str, OrganisationFact]) -> list[Item]:
    """The newest question of each fact, which tells what it is and how it is asked."""
    rows = Item.objects.filter(code__in=facts, is_organisation_fact=True)
    rows = rows.select_related("section", "questionnaire").order_by("questionnaire__pk")
    return list({item.code: item for item in rows}.values())
