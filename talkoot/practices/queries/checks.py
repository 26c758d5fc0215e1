"""Which practices' owners are to be asked something now, and what a mailed link is about."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotFound
from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.rules.checks import (
    CHECK_MONTHS,
    NUDGE_FIELDS,
    NUDGE_LATEST_MONTHS,
    NUDGE_MONTHS,
)
from talkoot.surveys.queries import token_hash


def practices_to_check(now: datetime.datetime) -> "QuerySet[Practice]":
    """Published and not ended, last heard of and last asked at least a year ago."""
    year_ago = _months_ago(now, CHECK_MONTHS)
    asked = StillInUse.objects.filter(practice=OuterRef("pk"), created_at__gt=year_ago)
    return (
        Practice.objects.filter(~Exists(asked), state=Practice.State.PUBLISHED)
        .exclude(status=Practice.Status.ENDED)
        .annotate(heard_at=Coalesce("last_checked_at", "published_at"))
        .filter(heard_at__lte=year_ago)
        .select_related("programme", "author")
        .order_by("heard_at", "pk")
    )


def practices_to_nudge(now: datetime.datetime) -> "QuerySet[Practice]":
    """Published three to six months ago, never nudged, with something still to tell."""
    empty = Q()
    for name in NUDGE_FIELDS:
        empty |= Q(**{name: ""})
    return (
        Practice.objects.filter(
            empty,
            state=Practice.State.PUBLISHED,
            nudged_at=None,
            published_at__lte=_months_ago(now, NUDGE_MONTHS),
            published_at__gt=_months_ago(now, NUDGE_LATEST_MONTHS),
        )
        .select_related("programme", "author")
        .order_by("published_at", "pk")
    )


def get_check(token: str) -> StillInUse:
    """The yearly check of a mailed link; a wrong one gives NotFound."""
    rows = StillInUse.objects.select_related("practice__programme", "practice__organisation")
    check = rows.filter(token_hash=token_hash(token)).first()
    if check is None:
        raise NotFound(_("This link is not right. Open it again from the mail, whole."))
    return check


def _months_ago(now: datetime.datetime, months: int) -> datetime.datetime:
    return datetime.datetime.combine(add_months(now.date(), -months), now.timetz())
