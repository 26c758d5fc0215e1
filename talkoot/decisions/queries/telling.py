"""Who else must hear that a decision has been given."""

import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from talkoot.calls.models import JointApplicant
from talkoot.correspondence.models import Message

# A worker that was away no longer than this tells of what left meanwhile.
LOOKS_BACK = datetime.timedelta(days=7)
KEY = "decision-told-"


def untold_partners(at: datetime.datetime) -> "QuerySet[JointApplicant]":
    """Organisations that apply jointly, whose decision has left and whom nobody has told of it."""
    left = Message.objects.filter(
        kind="decision",
        state=Message.State.SENT,
        sent_at__gte=at - LOOKS_BACK,
        letter__decision__application=OuterRef("application"),
    )
    letter = Cast(OuterRef("application__decision__letter"), CharField())
    partner = Cast(OuterRef("pk"), CharField())
    told = Message.objects.filter(key=Concat(Value(KEY), letter, Value("-"), partner))
    rows = JointApplicant.objects.filter(Exists(left), ~Exists(told), confirmed_by__isnull=False)
    return rows.select_related(
        "organisation",
        "confirmed_by",
        "application__organisation",
        "application__decision",
        "application__call__offering__programme__office",
    ).order_by("pk")
