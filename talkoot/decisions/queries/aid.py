"""Reads of the de minimis register."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from talkoot.calls.models import Application
from talkoot.core.access import fetch, unbarred
from talkoot.decisions.models import AidGrant, AidRule, Correction, Decision
from talkoot.people.rules import is_officer, office_ids


def office_aid(user: Any) -> "QuerySet[AidGrant]":
    """The office's grants of aid: those to be registered first, by their last day.

    `is_corrected`: the decision has been corrected since, so what was told of it may change.
    """
    cases = unbarred(
        Application.objects.filter(call__offering__programme__office__in=office_ids(user)), user
    )
    rows = AidGrant.objects.filter(decision__application__in=cases.values("pk"))
    corrected = Correction.objects.filter(decision=OuterRef("decision"))
    return (
        rows.annotate(is_corrected=Exists(corrected))
        .select_related("organisation", "decision__application__call__offering__programme__office")
        .order_by(F("registered_on").desc(nulls_first=True), "register_due_on", "pk")
    )


@dataclass(frozen=True)
class DatedRule:
    """A row of parameters and whether it holds today, has held or is to come."""

    rule: AidRule
    state: str


def aid_rules(on: datetime.date) -> list[DatedRule]:
    """Every row, the newest first."""
    rules = list(AidRule.objects.order_by("-valid_from"))
    held = next((rule for rule in rules if rule.valid_from <= on), None)
    return [
        DatedRule(
            rule,
            "now" if rule == held else "coming" if rule.valid_from > on else "past",
        )
        for rule in rules
    ]


def get_aid_grant(user: Any, key: int) -> AidGrant:
    """A grant of the person's office."""
    return fetch(office_aid(user), user, _may_register, pk=key)


def _may_register(user: Any, grant: AidGrant) -> bool:
    return is_officer(user, grant.decision.application.call.offering.programme.office_id)


def granted_on(decision: Decision) -> datetime.date | None:
    """The day on which the aid of the decision was granted; None where it gave none."""
    days = AidGrant.objects.filter(decision=decision).order_by("granted_on")
    return days.values_list("granted_on", flat=True).first()
