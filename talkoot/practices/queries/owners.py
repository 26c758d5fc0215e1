"""Who owns a practice now: an organisation owns it, and a person writes for the organisation."""

from django.db.models import Q
from django.utils import timezone

from talkoot.people.models import (
    Membership,
    Organisation,
    OrganisationSuccession,
    Role,
    User,
)
from talkoot.people.queries import present_organisations
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
