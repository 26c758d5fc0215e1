"""What an organisation has published, adopted and passed on, and what its own people received."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Presence, Registration, Series
from talkoot.people.models import Organisation
from talkoot.people.rules import confirmed_ids
from talkoot.practices.models import Adoption, AdoptionMove, Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.rules.adoptions import COUNTED_STAGES, counting
from talkoot.surveys.models import Response

FEWEST_ANSWERS = 5
SHOWN = 50


def get_organisation(user: Any, key: str) -> Organisation:
    """The organisation of the register; its page is everybody's."""
    rows = Organisation.objects.select_related("municipality", "parent")
    return fetch(rows, user, lambda _user, _organisation: True, key=key)


def get_own_organisation(user: Any, key: str) -> Organisation:
    """The organisation, for its own confirmed people; others are refused."""
    found = get_organisation(user, key)
    if not is_own(user, found):
        raise NotAllowed(
            _("This is for the organisation's own people. Its public page is open to all."),
            status=HTTPStatus.FORBIDDEN,
        )
    return found


def organisations_with_practices() -> "QuerySet[Organisation]":
    """Organisations that have published, alone or with others, or adopted, with both counts."""
    this = OuterRef("pk")
    own = published_practices().filter(organisation=this)
    shared = published_practices().filter(partners=this).exclude(organisation=this)
    adopted = Adoption.objects.filter(
        counting(), practice__state=Practice.State.PUBLISHED, organisation=this
    ).exclude(practice__organisation=this)
    return (
        Organisation.objects.annotate(
            published=_count(own) + _count(shared, "partners"), adopted=_count(adopted)
        )
        .filter(Q(published__gt=0) | Q(adopted__gt=0))
        .select_related("municipality")
        .order_by("name", "pk")
    )


def _count(rows: "QuerySet[Any]", by: str = "organisation") -> Coalesce:
    """How many rows an organisation has; counted apart, so that two counts do not multiply."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def practices_of(organisation: Organisation) -> "QuerySet[Practice]":
    """Its own published practices and those made together with others, newest first."""
    own = Q(organisation=organisation)
    shared = Q(pk__in=organisation.shared_practices.values("pk"))
    return (
        published_practices()
        .filter(own | shared)
        .select_related("sector", "organisation")
        .order_by("-published_at", "-pk")
    )


def adopted_by(organisation: Organisation) -> "QuerySet[Adoption]":
    """What it has taken up from others, newest first."""
    return (
        organisation.adoptions.filter(
            state=Adoption.State.VISIBLE,
            confirmed_at__isnull=False,
            practice__state=Practice.State.PUBLISHED,
        )
        .exclude(practice__organisation=organisation)
        .select_related("practice__organisation")
        .order_by("-adopted_on", "-pk")
    )


def learned_from(organisation: Organisation) -> "QuerySet[Adoption]":
    """Who uses its practices, and who learned somebody else's from it, newest first."""
    return (
        Adoption.objects.filter(counting(), practice__state=Practice.State.PUBLISHED)
        .filter(Q(practice__organisation=organisation) | Q(learned_from__organisation=organisation))
        .select_related("practice", "organisation")
        .order_by("-adopted_on", "-pk")
    )


def is_own(user: Any, organisation: Organisation) -> bool:
    """A confirmed member: sees also what the organisation has applied for and received."""
    return organisation.pk in confirmed_ids(user)


@dataclass(frozen=True)
class Received:
    """What the programmes have given the organisation; for its own people."""

    applications: list[Application] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)
    days: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    registrations: int = 0
    presences: int = 0
    answers: int | None = None  # To feedback surveys; None for fewer than five.


def received_by(organisation: Organisation, year: int | None = None) -> Received:
    """Applications sent, engagements whose decision has been told, events and feedback.

    In one year, or in all of them. Six queries.
    """
    sent = Application.objects.filter(organisation=organisation, submitted_at__isnull=False)
    told = Message.objects.filter(
        kind="decision",
        state=Message.State.SENT,
        letter__decision__application=OuterRef("application"),
    )
    granted = Engagement.objects.filter(
        Exists(told), application__organisation=organisation
    ).exclude(state=Engagement.State.WITHDRAWN)
    reports = DayReport.objects.filter(session__series__engagement__in=granted)
    places = Registration.objects.filter(
        organisation=organisation, state=Registration.State.REGISTERED
    )
    present = Presence.objects.filter(organisation=organisation)
    if year:
        sent = sent.filter(submitted_at__year=year)
        reports = reports.filter(session__starts_at__year=year)
        places = places.filter(created_at__year=year)
        present = present.filter(session__starts_at__year=year)
    rounds = granted
    if year:
        granted = granted.filter(created_at__year=year)
    engagements = list(granted.select_related("application").order_by("-created_at", "-pk"))
    answers = Response.objects.filter(
        Q(round__in=rounds.values("feedback_round")) | Q(round__in=rounds.values("followup_round"))
    ).count()
    return Received(
        applications=list(sent.order_by("-submitted_at", "-pk")),
        engagements=engagements,
        days=sum((row.days_granted for row in engagements), Decimal(0)),
        hours=reports.aggregate(sum=Sum("hours"))["sum"] or Decimal(0),
        registrations=places.count(),
        presences=present.count(),
        answers=answers if answers >= FEWEST_ANSWERS else None,
    )


def years_active(organisation: Organisation) -> list[int]:
    """The years of which a summary can be made, the newest first."""
    first = (
        practices_of(organisation).order_by("published_at").values_list("published_at", flat=True)
    )
    adopted = adopted_by(organisation).order_by("adopted_on").values_list("adopted_on", flat=True)
    days = [timezone.localtime(moment).date() for moment in first[:1] if moment]
    days += list(adopted[:1])
    sent = Application.objects.filter(organisation=organisation, submitted_at__isnull=False)
    moments = sent.order_by("submitted_at").values_list("submitted_at", flat=True)[:1]
    days += [timezone.localtime(moment).date() for moment in moments if moment]
    today = timezone.localdate()
    return list(range(today.year, min((day.year for day in days), default=today.year) - 1, -1))


@dataclass(frozen=True)
class Year:
    """A year of an organisation, for its summary."""

    year: int
    published: list[Practice]
    adopted: list[Adoption]
    learned: list[Adoption]
    received: Received


def year_of(organisation: Organisation, year: int) -> Year:
    """What happened in the calendar year; adoptions by the first day in use."""
    return Year(
        year,
        list(practices_of(organisation).filter(published_at__year=year)),
        list(_begun_in(adopted_by(organisation), year)),
        list(_begun_in(learned_from(organisation), year)),
        received_by(organisation, year),
    )


def _begun_in(rows: "QuerySet[Adoption]", year: int) -> "QuerySet[Adoption]":
    """Adoptions that came into use for the first time in the year."""
    used = AdoptionMove.objects.filter(adoption=OuterRef("pk"), stage__in=COUNTED_STAGES)
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return rows.filter(
        Exists(used.filter(moved_on__range=(first, last))),
        ~Exists(used.filter(moved_on__lt=first)),
    )


def event_titles(organisation: Organisation) -> list[tuple[Series, int]]:
    """Series that its people have registered for and how many did, the newest first."""
    counts = Counter(
        dict(
            Registration.objects.filter(
                organisation=organisation, state=Registration.State.REGISTERED
            )
            .order_by()
            .values_list("series")
            .annotate(Count("pk"))
        )
    )
    rows = Series.objects.filter(pk__in=counts).order_by("-pk")[:SHOWN]
    return [(row, counts[row.pk]) for row in rows]
