"""Counting adopters anew where the register of organisations has changed."""

from django.db import transaction

from talkoot.practices.actions.adoptions import count_adoptions, locked
from talkoot.practices.queries.adoptions import count_users, practices_of_the_gone


def recount_adopters() -> int:
    """Keep how many use each practice of which an organisation has ended or merged.

    The register changes without an action of ours. Returns how many kept numbers differed.
    """
    wrong = [row for row in practices_of_the_gone() if row.adoption_count != count_users(row)]
    for row in wrong:
        with transaction.atomic():
            count_adoptions(locked(row))
    return len(wrong)
