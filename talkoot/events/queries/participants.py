"""Reads of the persons of a programme: who took part, and whom a project counts."""

import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, Filters
from talkoot.events.models import FundedParticipation, Participant, Presence, Session
from talkoot.people.rules import office_ids
from talkoot.programmes.models import FundingProject, OfferingKind, Programme

# What is open to everybody, whatever it is called.
OPEN_KINDS = (OfferingKind.WEBINAR, OfferingKind.EVENT)


def long_term_presences() -> "QuerySet[Presence]":
    """Presences in long-term services; open webinars and events are left out."""
    rows = Presence.objects.filter(session__state=Session.State.HELD)
    rows = rows.exclude(session__series__kind__in=OPEN_KINDS)
    return rows.filter(
        Q(session__series__offering=None) | Q(session__series__offering__is_long_term=True)
    )


def persons_by(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Participant]":
    """The persons who were marked present at a held session by the day, each once.

    A filter by organisation looks at the one for which somebody was there.
    """
    there = Presence.objects.filter(
        participant=OuterRef("pk"),
        session__state=Session.State.HELD,
        session__ends_at__lte=end_of_day(as_of),
    )
    there = filters.narrow(
        there,
        day="session__starts_at__date",
        service="session__series__offering",
        organisation="organisation__",
    )
    return Participant.objects.filter(Exists(there), programme=programme).order_by("pk")


def funded_by(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[FundedParticipation]":
    """The participations in the programme's funded projects that had begun by the day."""
    rows = FundedParticipation.objects.filter(project__programme=programme, started_on__lte=as_of)
    rows = filters.narrow(rows, day="started_on", organisation="participant__organisation__")
    return rows.select_related("participant", "project").order_by("started_on", "pk")


def missing_notices() -> "QuerySet[FundedParticipation]":
    """Participations of the social fund's projects without a notice that should be there."""
    missing = Q(start_notice_on=None) | Q(ended_on__isnull=False, end_notice_on=None)
    rows = FundedParticipation.objects.filter(missing)
    return rows.exclude(project__fund=FundingProject.Fund.OTHER)


def office_participants(user: Any, *, programme: str = "", only: str = "") -> "QuerySet[Any]":
    """The persons of the office's programmes with how often they were there and their projects.

    `only`: "open" are those of long-term services whom no project counts yet, "funded" the others,
    "unfilled" those of them whose notice to the funder is missing.
    """
    rows = Participant.objects.filter(programme__office__in=office_ids(user))
    if programme:
        rows = rows.filter(programme__slug=programme)
    served = Exists(long_term_presences().filter(participant=OuterRef("pk")))
    counted = Exists(FundedParticipation.objects.filter(participant=OuterRef("pk")))
    rows = rows.annotate(is_served=served)
    if only == "open":
        rows = rows.filter(~counted, served)
    elif only == "funded":
        rows = rows.filter(counted)
    elif only == "unfilled":
        rows = rows.filter(Exists(missing_notices().filter(participant=OuterRef("pk"))))
    return (
        rows.annotate(times=Count("presences"))
        .select_related("organisation", "programme")
        .prefetch_related(Prefetch("funded", FundedParticipation.objects.select_related("project")))
        .order_by("name", "pk")
    )


def took_part_long_term(participants: list[Participant]) -> set[int]:
    """Ids of those who were present in a long-term service."""
    rows = long_term_presences().filter(participant__in=participants)
    return set(rows.values_list("participant", flat=True))


def office_projects(user: Any) -> "QuerySet[FundingProject]":
    """The funded projects of the office's programmes."""
    rows = FundingProject.objects.filter(programme__office__in=office_ids(user))
    return rows.select_related("programme").order_by("programme__name_fi", "name")


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes of the person's office."""
    return Programme.objects.filter(office__in=office_ids(user)).order_by("name_fi")
