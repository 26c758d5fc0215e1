"""Stating an adoption without an account: by a link mailed to the organisation's address."""

import datetime
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.correspondence.actions import forget_addresses, queue_message
from talkoot.people.models import Organisation
from talkoot.practices.actions.adoptions import locked, write_adoption
from talkoot.practices.actions.mails import tell_people
from talkoot.practices.messages import adoptions as messages
from talkoot.practices.models import Adoption, AdoptionLink, Practice
from talkoot.practices.queries import adoptions as queries
from talkoot.practices.rules import adoptions as rules
from talkoot.surveys.queries import token_hash


@transaction.atomic
def request_link(
    practice: Practice, *, organisation: Organisation, email: str
) -> AdoptionLink | None:
    """Mail a link that works once and for rules.LINK_DAYS days, or do nothing.

    Nothing is sent to an address that nobody can vouch for (the domain is not of the organisation's
    people and there is no contact to confirm), nor past rules.LINKS_A_DAY a day; the caller answers
    the same in each case. Refuses an unpublished practice and its own organisation.
    """
    practice = locked(practice)
    rules.check_adoptable(practice, organisation.pk)
    is_known = queries.is_known_address(organisation, email)
    if not (is_known or queries.contacts_exist(organisation)):
        return None
    since = timezone.now() - datetime.timedelta(days=1)
    if queries.links_since(since, practice, organisation, email) >= rules.LINKS_A_DAY:
        return None
    token = secrets.token_urlsafe(24)
    link = AdoptionLink.objects.create(
        practice=practice,
        organisation=organisation,
        email=email,
        token_hash=token_hash(token),
        expires_at=timezone.now() + datetime.timedelta(days=rules.LINK_DAYS),
        is_demo=practice.is_demo or organisation.is_demo,
    )
    language = translation.get_language() or "fi"
    subject, body = messages.adoption_link(link, token)
    queue_message(
        "adoption-link",
        key=_key(link.pk),
        office_id=practice.programme.office_id,
        address=email,
        language=language[:2],
        subject=subject,
        body=body,
        is_demo=link.is_demo,
    )
    record("practices.adoption_link.mailed", link, by=None)
    return link


@transaction.atomic
def state_by_link(link: AdoptionLink, *, told: dict[str, Any]) -> Adoption:
    """Keep the statement of a mailed link; it waits for a contact's word.

    The contacts get a mail. The link is used and its address dropped. Refuses a used or expired
    link and a practice that the organisation has marked and confirmed already.
    """
    practice = locked(link.practice)
    link = AdoptionLink.objects.select_related("practice", "organisation").get(pk=link.pk)
    rules.check_link(link, timezone.now())
    rules.check_adoptable(practice, link.organisation_id)
    rules.check_not_marked(practice.adoptions.filter(organisation=link.organisation_id).first())
    adoption = write_adoption(practice, link.organisation, told, by=None)
    link.used_at, link.email = timezone.now(), ""
    link.save(update_fields=["used_at", "email"])
    forget_addresses([_key(link.pk)])
    tell_people(
        queries.confirmers_of(adoption),
        practice,
        "adoption-confirm",
        messages.confirm_request,
        adoption,
        key=f"link-{link.pk}",
    )
    return adoption


def drop_expired_addresses() -> int:
    """Forget the addresses of links that have expired, and of their mails; returns how many."""
    gone = AdoptionLink.objects.filter(expires_at__lt=timezone.now()).exclude(email="")
    forget_addresses([_key(pk) for pk in gone.values_list("pk", flat=True)])
    return gone.update(email="")


def _key(link_id: int) -> str:
    """The mail of a link in the outbox."""
    return f"adoption-link-{link_id}"
