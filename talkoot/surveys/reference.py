"""Loading the questionnaires of the data folder. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_forms, read_json
from talkoot.surveys.models import Item, Questionnaire, Section


@transaction.atomic
def load_questionnaires() -> None:
    """Each version of each survey and application form with its sections and items.

    Once a version has been answered its wording is history: a change is a new version in the file.
    """
    for record in [*read_json("questionnaires.json"), *read_forms()]:
        load_questionnaire(record)


def load_questionnaire(record: Mapping[str, Any]) -> Questionnaire:
    """One questionnaire: {"code", "version", …, "items"} or "sections" that hold the items."""
    parts = record.get("sections", [])
    columns = {name: record[name] for name in record.keys() - {"sections", "items"}}
    scope = Questionnaire.objects.filter(code=record["code"], version=record["version"])
    questionnaire = next(iter(load_rows(scope, [columns], by=("code", "version")).values()))
    owner = {"questionnaire_id": questionnaire.pk}
    sections = load_rows(
        Section.objects.filter(**owner),
        [
            {**owner, "order": order, **{name: part[name] for name in part if name != "items"}}
            for order, part in enumerate(parts, 1)
        ],
        by=("code",),
    )
    items: list[tuple[Any, int | None]] = [(item, None) for item in record.get("items", [])]
    items += [(item, sections[(part["code"],)].pk) for part in parts for item in part["items"]]
    records = [
        {**owner, "section_id": section, "order": order, "is_required": True, **item}
        for order, (item, section) in enumerate(items, 1)
    ]
    load_rows(Item.objects.filter(**owner), records, by=("code",))
    return questionnaire
