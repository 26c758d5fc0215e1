"""Experts' opinions, recorded by the office."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices.actions import locked
from talkoot.practices.actions.mails import tell_owners
from talkoot.practices.messages import opinions as mails
from talkoot.practices.models import Opinion, Practice
from talkoot.practices.rules.opinions import check_opinion


@transaction.atomic
def record_opinion(practice: Practice, *, by: User, **fields: Any) -> Opinion:
    """Record an expert's opinion; one in favour gives the badge “validated”.

    The owners are told. Refuses what is not public.
    """
    practice = locked(practice)
    check_opinion(practice)
    opinion = Opinion.objects.create(
        practice=practice, recorded_by=by, is_demo=practice.is_demo, **fields
    )
    record(
        "practices.opinion.recorded",
        practice,
        by=by,
        after={"opinion": opinion.pk, "is_validating": opinion.is_validating},
    )
    tell_owners(practice, "practice-opinion", mails.recorded, opinion, key=str(opinion.pk))
    return opinion


@transaction.atomic
def remove_opinion(opinion: Opinion, *, by: User) -> None:
    """Take an opinion off the page, for example because the expert takes it back."""
    practice = locked(opinion.practice)
    record("practices.opinion.removed", practice, by=by, before={"opinion": opinion.pk})
    opinion.delete()
