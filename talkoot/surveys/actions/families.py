"""Keeping what may be seen of whole families of rounds, so that pages need not sum it."""

from django.db import transaction

from talkoot.surveys.models import FamilySum, Round
from talkoot.surveys.results.families import Family, counted_families
from talkoot.surveys.results.summing import sums_of


def keep_family_sums() -> None:
    """Sum the families that have counted rounds and no sums: new ones, and those settled anew."""
    kept = set(FamilySum.objects.values_list("programme", "family").distinct())
    for family in counted_families():
        if (family.programme, family.name) not in kept:
            with transaction.atomic():
                _keep(family)


def _keep(family: Family) -> None:
    rounds = [one.pk for one in family.rounds()]
    # What is being settled meanwhile is waited for.
    list(Round.objects.select_for_update().filter(pk__in=rounds).order_by("pk"))
    # Another worker may have been quicker.
    FamilySum.objects.bulk_create(list(sums_of(family)), ignore_conflicts=True)
