"""The journal by which web processes keep the list's counts up to date."""

import datetime

from django.utils import timezone

from talkoot.practices.models import ListingChange

KEPT_DAYS = 7


def note_listed(*practice_ids: int) -> None:
    """Let every process read these practices' facts anew, once the transaction is over.

    Called whenever a practice becomes public or leaves the public, or a published one's
    classification changes. Without ids everything is read anew: for what changes hundreds.
    """
    rows = [ListingChange(practice_id=pk) for pk in practice_ids or (None,)]
    ListingChange.objects.bulk_create(rows, batch_size=500)


def trim_listing_changes() -> int:
    """Forget changes that every process has seen or will never ask for; the last one stays."""
    old = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    last = ListingChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return ListingChange.objects.filter(at__lt=old, pk__lt=last).delete()[0]
