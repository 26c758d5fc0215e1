"""Loading the item bank and the questionnaires of the data folder. Idempotent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_forms, read_json
from talkoot.surveys.building.bank import wording_of
from talkoot.surveys.models import BankItem, Item, Questionnaire, Section

Bank = Mapping[tuple[Any, ...], BankItem]


@transaction.atomic
def load_questionnaires() -> None:
    """The item bank, and each version of each survey and application form.

    Once a version has been answered its wording is history: a change is a new version in the file.
    """
    bank = load_bank()
    for record in [*read_json("questionnaires.json"), *read_forms()]:
        load_questionnaire(record, bank)


def load_bank() -> Bank:
    """The shipped wordings by code and version."""
    scope = BankItem.objects.filter(programme=None)
    return load_rows(scope, read_json("question_bank.json"), by=("code", "version"))


def load_questionnaire(record: Mapping[str, Any], bank: Bank | None = None) -> Questionnaire:
    """One questionnaire: {"code", "version", …, "items"} or "sections" that hold the items.

    An item {"bank": code} has the wording of the bank, of its first version without "version", and
    the bank's code without "code".
    """
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
        {
            **owner,
            "section_id": section,
            "order": order,
            "is_required": True,
            **_from_bank(item, bank or {}),
        }
        for order, (item, section) in enumerate(items, 1)
    ]
    load_rows(Item.objects.filter(**owner), records, by=("code",))
    return questionnaire


def _from_bank(item: Mapping[str, Any], bank: Bank) -> dict[str, Any]:
    """The item's own columns, those of the bank under them."""
    if "bank" not in item:
        return dict(item)
    row = bank[item["bank"], item.get("version", 1)]
    own = {name: item[name] for name in item.keys() - {"bank", "version"}}
    return {"code": row.code, **wording_of(row), "bank_item_id": row.pk, **own}
