"""Which practices' owners are to be asked something now, and what a mailed link is about."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotFound
from talkoot.practices.models import Practice, StillInUse
from talkoot.practices.queries.owners import has_owner
from talkoot.practices.rules.checks import (
    CHECK_MONTHS,
    MOST_IN_MAIL,
    NUDGE_FIELDS,
    NUDGE_LATEST_MONTHS,
    NUDGE_MONTHS,
    PEACE_DAYS,
    SOON_DAYS,
)
from talkoot.surveys.queries import token_hash


def practices_to_check(now: datetime.datetime) -> "QuerySet[Practice]":
    """Published and not ended, last heard of and last asked at least a year ago.

    Those whom nobody can be asked about wait until somebody can.
    """
    asked = asked_since(now).filter(practice=OuterRef("pk"))
    return (
        Practice.objects.filter(~Exists(asked), has_owner(), state=Practice.State.PUBLISHED)
        .exclude(status=Practice.Status.ENDED)
        .annotate(heard_at=Coalesce("last_checked_at", "published_at"))
        .filter(heard_at__lte=_months_ago(now, CHECK_MONTHS))
        .select_related("programme", "author")
        .order_by("heard_at", "pk")
    )


def asked_since(now: datetime.datetime) -> "QuerySet[StillInUse]":
    """The yearly questions that are not a year old yet."""
    return StillInUse.objects.filter(created_at__gt=_months_ago(now, CHECK_MONTHS))


def checks_to_ask(now: datetime.datetime, limit: int) -> list[list[Practice]]:
    """The practices to ask about in one go, by organisation and programme.

    With the first `limit` that are due comes what will be within a month. An organisation that
    was asked something this week waits.
    """
    lately = StillInUse.objects.filter(
        created_at__gt=now - datetime.timedelta(days=PEACE_DAYS),
        practice__organisation=OuterRef("organisation"),
        practice__programme=OuterRef("programme"),
    )
    due = practices_to_check(now).filter(~Exists(lately))[:limit]
    return _together(due, practices_to_check(soon(now)))


def soon(now: datetime.datetime) -> datetime.datetime:
    """What comes due by then is asked along."""
    return now + datetime.timedelta(days=SOON_DAYS)


def nudges_to_send(now: datetime.datetime, limit: int) -> list[list[Practice]]:
    """The first `limit` practices to nudge about, by organisation and programme."""
    every = practices_to_nudge(now)
    return _together(every[:limit], every)


def _together(due: "QuerySet[Practice]", every: "QuerySet[Practice]") -> list[list[Practice]]:
    keys = dict.fromkeys(due.values_list("organisation_id", "programme_id"))
    return [
        list(every.filter(organisation=organisation, programme=programme)[:MOST_IN_MAIL])
        for organisation, programme in keys
    ]


def practices_to_nudge(now: datetime.datetime) -> "QuerySet[Practice]":
    """Published three to six months ago, never nudged, with something still to tell."""
    empty = Q()
    for name in NUDGE_FIELDS:
        empty |= Q(**{name: ""})
    return (
        Practice.objects.filter(
            empty,
            has_owner(),
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
    here = timezone.localtime(now)
    return timezone.make_aware(
        datetime.datetime.combine(add_months(here.date(), -months), here.time())
    )
