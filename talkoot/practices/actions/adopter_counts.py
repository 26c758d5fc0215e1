"""Which adopters count: as the register of organisations has changed, and by the office's word."""

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices.actions.adoptions import count_adoptions, locked
from talkoot.practices.models import Adoption
from talkoot.practices.queries.adoptions import (
    count_users,
    is_kin_of_adopter,
    practices_of_the_gone,
)
from talkoot.practices.rules.adoptions import check_visible


def recount_adopters() -> int:
    """Keep how many use each practice of which an organisation has ended or merged.

    The register changes without an action of ours. Returns how many kept numbers differed.
    """
    wrong = [row for row in practices_of_the_gone() if row.adoption_count != count_users(row)]
    for row in wrong:
        with transaction.atomic():
            count_adoptions(locked(row))
    return len(wrong)


@transaction.atomic
def tell_dependence(adoption: Adoption, *, note: str, by: User) -> Adoption:
    """Keep why the office counts the adopter as not independent of another one.

    Without words it is as independent as the register tells. The level follows.
    """
    practice = locked(adoption.practice)
    adoption = practice.adoptions.select_related("organisation").get(pk=adoption.pk)
    check_visible(adoption)
    before, adoption.dependence_note = adoption.dependence_note, note
    adoption.save(update_fields=["dependence_note"])
    # The rule reads the note that stands, so it is asked only now.
    adoption.is_independent = not is_kin_of_adopter(practice, adoption.organisation)
    adoption.save(update_fields=["is_independent"])
    record(
        "practices.adoption.dependence_told",
        adoption,
        by=by,
        before={"note": before},
        after={"note": note, "is_independent": adoption.is_independent},
    )
    count_adoptions(practice)
    return adoption
