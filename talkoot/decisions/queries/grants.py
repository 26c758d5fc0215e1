"""What an organisation has been granted before, for those who decide on its next application."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from talkoot.calls.models import Application
from talkoot.calls.queries.calls import granted_in
from talkoot.core.access import unbarred
from talkoot.core.dates import days_words
from talkoot.people.models import Organisation, OrganisationSuccession

# Municipalities merge again and again; more levels than this have not been seen.
LEVELS = 3
SHOWN = 5


@dataclass(frozen=True)
class Grant:
    """An earlier case with the days in force now; None where a place was granted, not days."""

    application: Application
    days: Decimal | None
    granted_at: datetime.datetime

    @property
    def days_words(self) -> str:
        return days_words(self.days) if self.days else ""


@dataclass(frozen=True)
class EarlierGrants:
    """All of them counted, and the newest."""

    count: int
    days: Decimal
    newest: list[Grant]

    @property
    def days_words(self) -> str:
        return days_words(self.days)


def earlier_grants_of(application: Application, user: Any) -> EarlierGrants:
    """What the programme has granted to the organisation and its predecessors elsewhere.

    Days as they stand, after reconsiderations and what was given up. One query.
    """
    programme_id = application.call.offering.programme_id
    rows = unbarred(granted_in(programme_id), user).exclude(pk=application.pk)
    found = [
        Grant(row, row.days_in_force, row.decision.decided_at)
        for row in rows.filter(_carried_on_by(application.organisation))
        .annotate(days_in_force=Coalesce(F("engagement__days_granted"), F("decision__days")))
        .select_related("decision", "organisation")
        .order_by("-decision__decided_at", "-pk")
        if row.decision.decided_at is not None
    ]
    return EarlierGrants(
        len(found), sum((row.days or Decimal(0) for row in found), Decimal(0)), found[:SHOWN]
    )


def _carried_on_by(organisation: Organisation) -> Q:
    """Applications of the organisation and of those whose work it carries on."""
    condition = Q(organisation=organisation)
    level: Any = [organisation.pk]
    for _number in range(LEVELS):
        level = OrganisationSuccession.objects.filter(successor__in=level).values("predecessor")
        condition |= Q(organisation__in=level)
    return condition
