"""Keeping a practice's level of evidence with what it is computed from."""

from django.db import transaction

from talkoot.practices.actions.diffusion import keep_level
from talkoot.practices.actions.listed import note_listed
from talkoot.practices.models import Practice
from talkoot.practices.rules.evidence import evidence_of

READ = ("status", "results", "how_measured", "adoption_count", "evidence")


def refresh_evidence(practice: Practice) -> None:
    """Bring the kept level up to date; call in the transaction that changed the practice."""
    level = evidence_of(practice)
    if practice.evidence != level:
        practice.evidence = level
        practice.save(update_fields=["evidence"])
        if practice.state == Practice.State.PUBLISHED:
            note_listed(practice.pk)


def recount_evidence() -> int:
    """Compute the level of every practice anew; returns how many kept ones differed.

    The level of diffusion, which rests on it too, follows.
    """
    rows = Practice.objects.only(*READ).order_by("pk").iterator(chunk_size=500)
    wrong = [row.pk for row in rows if row.evidence != evidence_of(row)]
    for pk in wrong:
        with transaction.atomic():
            practice = Practice.objects.select_for_update(of=("self",)).get(pk=pk)
            refresh_evidence(practice)
            keep_level(practice)
    return len(wrong)
