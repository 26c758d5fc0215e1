"""Ownership of practices passes with the organisation, not with the person."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.people.models import Organisation, OrganisationSuccession, User
from talkoot.practices.actions import index_practice, locked
from talkoot.practices.actions.adoptions import count_adoptions
from talkoot.practices.actions.mails import tell_people
from talkoot.practices.messages import owners as mails
from talkoot.practices.models import Practice
from talkoot.practices.queries.moderation import practices_of_the_merged
from talkoot.practices.queries.owners import contacts_of
from talkoot.practices.rules.owners import check_transfer


@transaction.atomic
def leave_practices(user: User, organisation_id: int) -> int:
    """Who has left the organisation no longer writes its practices; returns how many passed on.

    From now on the organisation's contact persons write them and get the mails. Call in the
    transaction that ends the membership, after its end.
    """
    if user.memberships.filter(organisation=organisation_id).exists():
        return 0
    rows = Practice.objects.filter(
        Q(author=user) | Q(co_authors=user), organisation=organisation_id
    ).distinct()
    for practice in rows:
        _leave(practice, user)
    return len(rows)


def _leave(practice: Practice, user: User) -> None:
    practice.co_authors.remove(user)
    if practice.author_id == user.pk:
        practice.author = None
        practice.save(update_fields=["author"])
    record("practices.practice.left", practice, by=user, before={"author": user.pk})


@transaction.atomic
def transfer_practice(practice: Practice, *, by: User) -> Organisation:
    """Pass the practice on to the organisation that carries on its organisation's work.

    Its contact persons are told. Refuses where the register names no single successor.
    """
    before = practice.organisation_id
    practice = _pass_on(practice, by=by)
    new = contacts_of(practice.organisation_id)
    tell_people(new, practice, "practice-transferred", mails.transferred, practice, key=str(before))
    return practice.organisation


@transaction.atomic
def transfer_practices(organisation: Organisation, *, by: User) -> int:
    """Pass on the published practices of a merged organisation that the person's office may.

    The successor's contact persons get one mail of all. Returns how many.
    """
    rows = practices_of_the_merged(by).filter(organisation=organisation).order_by("pk")
    passed = [_pass_on(practice, by=by) for practice in rows]
    if passed:
        new, write = contacts_of(passed[0].organisation_id), mails.transferred_together
        key = str(organisation.pk)
        tell_people(new, passed[0], "practice-transferred", write, passed, key=key)
    return len(passed)


def _pass_on(practice: Practice, *, by: User) -> Practice:
    practice = locked(practice)
    successors = successors_of(practice)
    check_transfer(successors)
    before, practice.organisation = practice.organisation_id, successors[0]
    practice.author = None
    practice.save(update_fields=["organisation", "author"])
    record(
        "practices.practice.transferred",
        practice,
        by=by,
        before={"organisation": before},
        after={"organisation": practice.organisation_id},
    )
    count_adoptions(practice)  # The new owner may have been an adopter.
    if practice.state == Practice.State.PUBLISHED:
        index_practice(practice)
    return practice


def successors_of(practice: Practice) -> list[Organisation]:
    """Who carries on the work of the practice's organisation today."""
    rows = OrganisationSuccession.objects.filter(
        predecessor=practice.organisation_id, on__lte=timezone.localdate()
    )
    return list(Organisation.objects.filter(pk__in=rows.values("successor")).order_by("name"))
