"""Reads of the de minimis register."""

from typing import Any

from django.db.models import F, QuerySet

from talkoot.calls.models import Application
from talkoot.core.access import fetch, unbarred
from talkoot.decisions.models import AidGrant
from talkoot.people.rules import is_officer, office_ids


def office_aid(user: Any) -> "QuerySet[AidGrant]":
    """The office's grants of aid: those to be registered first, by their last day."""
    cases = unbarred(
        Application.objects.filter(call__offering__programme__office__in=office_ids(user)), user
    )
    rows = AidGrant.objects.filter(decision__application__in=cases.values("pk"))
    return rows.select_related(
        "organisation", "decision__application__call__offering__programme__office"
    ).order_by(F("registered_on").desc(nulls_first=True), "register_due_on", "pk")


def get_aid_grant(user: Any, key: int) -> AidGrant:
    """A grant of the person's office."""
    return fetch(office_aid(user), user, _may_register, pk=key)


def _may_register(user: Any, grant: AidGrant) -> bool:
    return is_officer(user, grant.decision.application.call.offering.programme.office_id)
