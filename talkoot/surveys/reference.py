"""Loading the questionnaires of the data folder. Idempotent."""

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.surveys.models import Item, Questionnaire


@transaction.atomic
def load_questionnaires() -> None:
    """Each version of each questionnaire with its items.

    Once a version has been answered its wording is history: a change is a new version in the file.
    """
    for record in read_json("questionnaires.json"):
        items = record.pop("items")
        scope = Questionnaire.objects.filter(code=record["code"], version=record["version"])
        questionnaire = load_rows(scope, [record], by=("code", "version"))[
            (record["code"], record["version"])
        ]
        records = [
            {"questionnaire_id": questionnaire.pk, "order": order, "is_required": True, **item}
            for order, item in enumerate(items, 1)
        ]
        load_rows(Item.objects.filter(questionnaire=questionnaire), records, by=("code",))
