"""Keeping a practice's level of evidence with what it is computed from."""

from talkoot.practices.actions.listed import note_listed
from talkoot.practices.models import Practice
from talkoot.practices.rules.evidence import evidence_of


def refresh_evidence(practice: Practice) -> None:
    """Bring the kept level up to date; call in the transaction that changed the practice."""
    level = evidence_of(practice)
    if practice.evidence != level:
        practice.evidence = level
        practice.save(update_fields=["evidence"])
        if practice.state == Practice.State.PUBLISHED:
            note_listed(practice.pk)


def recount_evidence() -> int:
    """Compute the level of every practice anew; returns how many kept ones differed."""
    changed = []
    for practice in Practice.objects.order_by("pk").iterator(chunk_size=500):
        level = evidence_of(practice)
        if practice.evidence != level:
            practice.evidence = level
            changed.append(practice)
    Practice.objects.bulk_update(changed, ["evidence"], batch_size=500)
    if changed:
        note_listed()
    return len(changed)
