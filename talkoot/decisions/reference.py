"""Loading the dated de minimis parameters. Idempotent."""

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.decisions.models import AidRule


@transaction.atomic
def load_aid_rules() -> int:
    """The ceilings in force and their sources; returns how many."""
    records = read_json("aid_rules.json")
    load_rows(AidRule.objects.all(), records, by=("valid_from",))
    return len(records)
