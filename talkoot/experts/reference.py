"""Loading the dated limits of the procurement act. Idempotent."""

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.experts.models import ProcurementRule


@transaction.atomic
def load_procurement_rules() -> int:
    """The limits in force and their sources; returns how many."""
    records = read_json("procurement_rules.json")
    load_rows(ProcurementRule.objects.all(), records, by=("valid_from",))
    return len(records)
