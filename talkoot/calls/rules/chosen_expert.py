"""Which experts an application may name, and whether the one it names still takes new work.

Experts is a neighbour on the ladder, so the rows are reached through the application's own
relation.
"""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import Missing, questions_of, step_of
from talkoot.calls.rules.expert_ties import all_experts, tied_keys
from talkoot.core.lookups import in_neutral_order


def choosable_experts(application: Application, *, on: datetime.date) -> "QuerySet[Any]":
    """Experts whom the application may name.

    Those of the programme's valid frameworks who take new work and are not tied to an applicant.
    """
    rows = all_experts().filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        is_available=True,
        supplier__framework__programme__offerings=application.call.offering_id,
        supplier__framework__valid_from__lte=on,
        supplier__framework__valid_to__gte=on,
    )
    return rows.exclude(pk__in=tied_keys(application))


def mark_absences(experts: Collection[Any], *, on: datetime.date) -> None:
    """Set `away_from` and `away_until`: the person's first absence that has not passed; one query.

    A person of two frameworks is two experts, and what is told of one is true of the other.
    """
    periods: Any = all_experts().model._meta.get_field("availabilities").related_model
    people = [row.user_id for row in experts if row.user_id is not None]
    away = periods._default_manager.filter(
        Q(expert__in=experts) | Q(expert__user__in=people), kind="away", ends_on__gte=on
    ).order_by("starts_on", "pk")
    known = list(away.values_list("expert", "expert__user", "starts_on", "ends_on"))
    for row in experts:
        own = (
            (first, last)
            for expert_id, user_id, first, last in known
            if expert_id == row.pk or (user_id is not None and user_id == row.user_id)
        )
        row.away_from, row.away_until = next(own, (None, None))


def shown_experts(application: Application) -> list[Any]:
    """The experts among whom the applicant chooses today, in the order of the form, names only.

    Read once for each instance: sending asks whether the chosen one is there, and at which place.
    """
    if not hasattr(application, "_shown_experts"):
        rows = choosable_experts(application, on=timezone.localdate()).only("name")
        shown = in_neutral_order(rows, seed=application.ref)
        application._shown_experts = shown  # type: ignore[attr-defined]
    found: list[Any] = application._shown_experts  # type: ignore[attr-defined]
    return found


def takes_chosen(application: Application) -> bool:
    """The chosen expert, if one is named, can be chosen today."""
    if application.expert_id is None:
        return True
    shown = {row.pk: row for row in shown_experts(application)}
    chosen = shown.get(application.expert_id)
    if chosen is not None:
        application.expert = chosen  # The name is at hand for what is kept of the choice.
    return chosen is not None


def expert_gap(application: Application) -> Missing | None:
    """What asks for another expert, as a missing answer; None when all is well. One query."""
    if application.expert_id is None:
        return None
    item = next((row for row in questions_of(application) if row.code == "expert"), None)
    terms = ("supplier__framework__valid_from", "supplier__framework__valid_to")
    rows = all_experts().select_related("supplier__framework").only("name", "is_available", *terms)
    expert = application.expert = rows.get(pk=application.expert_id)
    framework, today = expert.supplier.framework, timezone.localdate()
    is_valid = framework.valid_from <= today <= framework.valid_to
    if item is None or (expert.is_available and is_valid):
        return None
    sentence = _("%(name)s no longer takes new work. Choose another expert.") % {
        "name": expert.name
    }
    return Missing("expert", step_of(item), sentence)
