"""Which adoptions were in use on a day, as their moves tell it; later ones change nothing."""

import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from talkoot.practices.models import Adoption, AdoptionMove
from talkoot.practices.rules.adoptions import COUNTED_STAGES, counting


def used_on(rows: "QuerySet[Adoption]", day: datetime.date) -> "QuerySet[Adoption]":
    """Those of the rows that counted at the end of the day; of today, the same as `counting`."""
    moves = AdoptionMove.objects.filter(adoption=OuterRef("pk"), moved_on__lte=day)
    latest = moves.order_by("-moved_on", "-pk").values("stage")[:1]
    return rows.alias(stage_then=Subquery(latest)).filter(
        stage_then__in=COUNTED_STAGES, state=Adoption.State.VISIBLE, confirmed_at__isnull=False
    )


def used_ever_since(rows: "QuerySet[Adoption]", day: datetime.date) -> "QuerySet[Adoption]":
    """Those of the rows that count now and have been in use from the day on without a break."""
    later = AdoptionMove.objects.filter(adoption=OuterRef("pk"), moved_on__gt=day)
    breaks = later.exclude(stage__in=COUNTED_STAGES)
    return used_on(rows, day).filter(counting(), ~Exists(breaks))


def first_use(adoption: str = "pk") -> Subquery:
    """The first day in use of the row's adoption; NULL if it never was."""
    moves = AdoptionMove.objects.filter(adoption=OuterRef(adoption), stage__in=COUNTED_STAGES)
    return Subquery(moves.order_by("moved_on").values("moved_on")[:1])


def begun_after_programme(rows: "QuerySet[Adoption]") -> "QuerySet[Adoption]":
    """Those of the rows that came into use when the practice's programme had ended (R195)."""
    return rows.alias(began_on=first_use()).filter(began_on__gt=F("practice__programme__ends_on"))
