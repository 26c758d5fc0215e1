"""Leads and requests of the office, and what came of them."""

import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotFound
from talkoot.people.models import Membership, Organisation, Role
from talkoot.people.rules import office_ids
from talkoot.practices.models import Lead, Practice, StoryRequest
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash

# Practices begun in so many days after a request are counted as having come of it.
OUTCOME_DAYS = 183


def office_leads(user: Any) -> "QuerySet[Lead]":
    """The leads of the person's office: open ones first, the newest first."""
    return (
        Lead.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme", "organisation", "practice")
        .order_by("state_changed_at")
        .reverse()
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


def _count(rows: "QuerySet[Practice]") -> Coalesce:
    """How many; the rows are all of one programme, so one group."""
    totals = rows.order_by().values("programme").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(totals), 0)


def asked_contacts(kind: str, region_code: str) -> "QuerySet[Membership]":
    """The confirmed contact persons of the present organisations of the kind and region."""
    rows = Membership.objects.filter(
        role=Role.CONTACT,
        confirmed_at__isnull=False,
        user__is_active=True,
        organisation__valid_to=None,
    )
    if kind:
        rows = rows.filter(organisation__kind=kind)
    if region_code:
        rows = rows.filter(organisation__municipality__region_code=region_code)
    return rows.select_related("user", "organisation").order_by("pk")


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The running programmes of the person's office."""
    return Programme.objects.filter(office__in=office_ids(user), state=Programme.State.RUNNING)


def lead_organisations() -> "QuerySet[Organisation]":
    """Whose stories may be seen: the present organisations."""
    return Organisation.objects.filter(valid_to=None).order_by("name")
