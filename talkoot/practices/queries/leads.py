"""Leads and requests of the office, and what came of them."""

import datetime
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotFound
from talkoot.people.models import Membership, Role
from talkoot.people.queries import present_organisations
from talkoot.people.rules import office_ids
from talkoot.practices.models import Lead, Practice, StoryRequest
from talkoot.practices.rules.leads import OPEN
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash

# Practices begun in so many days after a request are counted as having come of it.
OUTCOME_DAYS = 183
# An address without an answer for so long is of no use any more.
KEPT_DAYS = 365
# The same request in so many minutes is the button pressed twice.
TWICE_MINUTES = 10


def office_leads(user: Any) -> "QuerySet[Lead]":
    """The leads of the person's office: open ones first, the newest first."""
    return (
        Lead.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme", "organisation", "practice")
        .order_by(Case(When(state__in=OPEN, then=0), default=1), "-state_changed_at", "-pk")
    )


def lead_counts(user: Any) -> dict[str, int]:
    """How many were seen, invited, begun as a draft and published; one query."""
    return Lead.objects.filter(programme__office__in=office_ids(user)).aggregate(
        seen=Count("pk"),
        invited=Count("pk", filter=Q(invited_at__isnull=False)),
        begun=Count("pk", filter=Q(practice__isnull=False)),
        published=Count("pk", filter=Q(practice__published_at__isnull=False)),
    )


def get_lead(token: str) -> Lead:
    """The lead of a mailed link; a wrong or replaced one gives NotFound."""
    lead = None
    if token:
        rows = Lead.objects.select_related("programme", "organisation", "practice")
        lead = rows.filter(token_hash=token_hash(token)).first()
    if lead is None:
        raise NotFound(
            _(
                "This invitation does not work. It has been used or replaced by a newer one, or a "
                "part of the address is missing."
            )
        )
    return lead


def leads_grown_old(now: datetime.datetime) -> list[Lead]:
    """Open leads with an address that nobody has been asked by for KEPT_DAYS."""
    since = Coalesce("invited_at", "created_at")
    rows = Lead.objects.filter(state__in=OPEN).exclude(email="").annotate(since=since)
    return list(rows.filter(since__lt=now - datetime.timedelta(days=KEPT_DAYS)))


def story_requests(user: Any) -> "QuerySet[StoryRequest]":
    """The office's requests with what came of them: practices begun and published since."""
    days = datetime.timedelta(days=OUTCOME_DAYS)
    since = Practice.objects.filter(
        organisation__in=StoryRequest.organisations.through.objects.filter(
            storyrequest=OuterRef(OuterRef("pk"))
        ).values("organisation"),
        programme=OuterRef("programme"),
        created_at__gte=OuterRef("created_at"),
        created_at__lt=OuterRef("created_at") + days,
    )
    return (
        StoryRequest.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme")
        .annotate(
            organisation_count=Count("organisations"),
            begun_count=_count(since),
            published_count=_count(since.filter(published_at__isnull=False)),
        )
        .order_by("-created_at", "-pk")
    )


def was_just_sent(programme: Programme, **sent: str) -> bool:
    """The same request left a moment ago."""
    since = timezone.now() - datetime.timedelta(minutes=TWICE_MINUTES)
    rows = StoryRequest.objects.filter(programme=programme, created_at__gt=since)
    return rows.filter(**sent).exists()


def _count(rows: "QuerySet[Practice]") -> Coalesce:
    """How many; the rows are all of one programme, so one group."""
    totals = rows.order_by().values("programme").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(totals), 0)


def asked_contacts(kind: str, region_code: str, side: str = "") -> "QuerySet[Membership]":
    """The confirmed contact persons of the present organisations of the kind and region.

    `side` narrows to the staff's or to the employer's.
    """
    rows = Membership.objects.filter(
        role=Role.CONTACT,
        confirmed_at__isnull=False,
        user__is_active=True,
        organisation__in=present_organisations(),
    )
    if kind:
        rows = rows.filter(organisation__kind=kind)
    if region_code:
        rows = rows.filter(organisation__municipality__region_code=region_code)
    if side:
        rows = rows.filter(is_staff_side=side == StoryRequest.Side.STAFF)
    return rows.select_related("user", "organisation").order_by("pk")


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The running programmes of the person's office."""
    return Programme.objects.filter(office__in=office_ids(user), state=Programme.State.RUNNING)
