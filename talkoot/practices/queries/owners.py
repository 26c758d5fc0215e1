"""Who owns a practice now: an organisation owns it, and a person writes for the organisation."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from talkoot.people.models import (
    Membership,
    Organisation,
    OrganisationSuccession,
    Role,
    User,
)
from talkoot.people.queries import present_organisations
from talkoot.people.rules import office_ids
from talkoot.practices.models import Practice

LONGEST_KEY = 12


def owners_of(practice: Practice) -> list[User]:
    """Who gets the mails about the practice.

    Its author and co-authors while they are there; then the confirmed contact persons of the
    organisation, or of the one that carries on its work.
    """
    people = [practice.author] if practice.author and practice.author.is_active else []
    people += [row for row in practice.co_authors.filter(is_active=True) if row not in people]
    return people or contacts_of(practice.organisation_id)


def contacts_of(organisation_id: int) -> list[User]:
    """The confirmed contact persons of the organisation, or of its successor."""
    contacts = Membership.objects.filter(
        Q(organisation=organisation_id) | Q(organisation__in=_successors(organisation_id)),
        role=Role.CONTACT,
        confirmed_at__isnull=False,
    )
    return list(User.objects.filter(pk__in=contacts.values("user"), is_active=True).order_by("pk"))


def has_owner() -> Q:
    """Practices about which owners_of finds somebody."""
    contacts = Membership.objects.filter(
        role=Role.CONTACT, confirmed_at__isnull=False, user__is_active=True
    )
    successors = OrganisationSuccession.objects.filter(
        predecessor=OuterRef("organisation"),
        on__lte=timezone.localdate(),
        successor__in=contacts.values("organisation"),
    )
    return (
        Q(author__is_active=True)
        | Q(Exists(User.objects.filter(shared_practices=OuterRef("pk"), is_active=True)))
        | Q(Exists(contacts.filter(organisation=OuterRef("organisation"))))
        | Q(Exists(successors))
    )


def ownerless_organisations(user: Any) -> "QuerySet[Organisation]":
    """Organisations with public practices of the person's office that nobody answers for.

    Each has `ownerless_count`; those with the most come first.
    """
    lost = Practice.objects.filter(
        ~has_owner(), state=Practice.State.PUBLISHED, programme__office__in=office_ids(user)
    )
    counts = lost.order_by().values("organisation").annotate(n=Count("pk"))
    return (
        Organisation.objects.annotate(
            ownerless_count=Subquery(counts.filter(organisation=OuterRef("pk")).values("n"))
        )
        .filter(pk__in=lost.values("organisation"))
        .order_by("-ownerless_count", "name")
    )


def _successors(organisation_id: int) -> list[int]:
    rows = OrganisationSuccession.objects.filter(
        predecessor=organisation_id, on__lte=timezone.localdate()
    )
    return list(rows.values_list("successor", flat=True))


def organisation_at(key: str) -> Organisation | None:
    """The organisation whose number a form has sent; None for any other text."""
    is_number = key.isdecimal() and len(key) < LONGEST_KEY
    return Organisation.objects.filter(pk=int(key)).first() if is_number else None


def own_organisations(user: User) -> list[Organisation]:
    """The organisations in whose name the person may write: confirmed memberships."""
    confirmed = user.memberships.filter(confirmed_at__isnull=False).values("organisation")
    return list(present_organisations().filter(pk__in=confirmed).order_by("name"))
