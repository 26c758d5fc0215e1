"""Who may be named as a co-author, and the practice that another was learned from."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Membership, Organisation, User
from talkoot.practices.models import Practice
from talkoot.practices.rules.adoptions import check_origin

ADDRESS = re.compile(r"/practices/([\w-]+)/?(?:[?#].*)?$")


def writers_at(
    practice: Practice, addresses: Iterable[str], *, partners: Iterable[Organisation] = ()
) -> dict[str, User]:
    """{address: person} of confirmed members of the practice's organisations; the rest is left out.

    `partners` are those that are told at the same time.
    Those who write already may be named whatever their membership.
    """
    wanted = [address.lower() for address in addresses]
    if not wanted:
        return {}
    owners = [practice.organisation_id, *practice.partners.values_list("pk", flat=True)]
    owners += [partner.pk for partner in partners]
    members = Membership.objects.filter(organisation__in=owners, confirmed_at__isnull=False)
    rows = User.objects.filter(
        Q(pk__in=members.values("user")) | Q(pk__in=practice.co_authors.values("pk")),
        email__in=wanted,
        is_active=True,
    )
    return {row.email.lower(): row for row in rows}


def origin_at(practice: Practice, address: str) -> Practice:
    """The published practice at an address of this site, or a sentence why it cannot be it."""
    found = ADDRESS.search(address)
    row = None
    if found:
        rows = Practice.objects.filter(state=Practice.State.PUBLISHED)
        row = rows.filter(slug=found.group(1)).first()
    if row is None:
        raise ValidationError(
            _("There is no published practice at this address. Copy the address of its page.")
        )
    try:
        check_origin(practice, row)
    except NotAllowed as refusal:
        raise ValidationError(refusal.sentence) from refusal
    return row
