"""Replacing a named expert: asked by the supplier, decided by the office."""

import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.states import change_state, check_transition
from talkoot.experts.actions.frameworks import open_expert
from talkoot.experts.actions.mails import tell, tell_office
from talkoot.experts.messages import frameworks as messages
from talkoot.experts.models import Expert, Replacement
from talkoot.experts.rules import replacement as rules
from talkoot.people.models import User

State = Replacement.State


@transaction.atomic
def request_replacement(expert: Expert, *, values: dict[str, Any], by: User) -> Replacement:
    """Ask the office to approve another person in the expert's place; the office is told."""
    expert = _locked(expert)
    rules.check_request(expert)
    row = Replacement.objects.create(
        expert=expert, requested_by=by, is_demo=expert.is_demo, **values
    )
    after = {"name": row.name, "from_on": row.from_on.isoformat()}
    record("experts.replacement.requested", row, by=by, after=after)
    tell_office(
        _programme(row),
        "replacement-requested",
        str(row.pk),
        partial(messages.replacement_requested, row),
        is_demo=row.is_demo,
    )
    return row


@transaction.atomic
def approve_replacement(row: Replacement, *, points: Decimal, grounds: str, by: User) -> Expert:
    """Name the proposed person, and end the one who leaves; what has been ordered stays.

    Lower points than those of the one who leaves need written grounds.
    """
    row = _locked_request(row, State.APPROVED)
    rules.check_approve(row.expert, points=points, grounds=grounds)
    successor = open_expert(
        row.expert.supplier,
        name=row.name,
        email=row.email,
        title=row.title,
        profile=row.profile,
        quality_points=points,
        named_on=row.from_on,
        languages=row.languages,
    )
    successor.themes.set(row.expert.themes.all())
    row.successor, row.quality_points = successor, points
    _decide(row, State.APPROVED, grounds=grounds, by=by, points=str(points))
    end_expert(row.expert, on=row.from_on, by=by)
    return successor


@transaction.atomic
def refuse_replacement(row: Replacement, *, grounds: str, by: User) -> None:
    """The named expert stays; who asked is told why."""
    _decide(_locked_request(row, State.REFUSED), State.REFUSED, grounds=grounds, by=by)


@transaction.atomic
def withdraw_replacement(row: Replacement, *, by: User) -> None:
    """Who asked takes the request back before it is decided."""
    row = _locked_request(row, State.WITHDRAWN)
    moved = change_state(row, State.WITHDRAWN, rules.REPLACEMENT_TRANSITIONS)
    record("experts.replacement.withdrawn", row, by=by, **moved)


def end_expert(expert: Expert, *, on: datetime.date, by: User) -> None:
    """From the day on the person gets no new work under the agreement; the profile leaves."""
    expert.ended_on = on
    expert.save(update_fields=["ended_on"])
    record("experts.expert.ended", expert, by=by, after={"ended_on": on.isoformat()})


def _decide(row: Replacement, to: str, *, grounds: str, by: User, **after: Any) -> None:
    row.grounds, row.decided_by = grounds, by
    row.save(update_fields=["grounds", "decided_by", "successor", "quality_points"])
    moved = change_state(row, to, rules.REPLACEMENT_TRANSITIONS)
    moved["after"] |= after | {"grounds": grounds}
    record(f"experts.replacement.{to}", row, by=by, **moved)
    tell(
        _programme(row),
        "replacement-decided",
        str(row.pk),
        partial(messages.replacement_decided, row),
        to=row.requested_by,
        is_demo=row.is_demo,
    )


def _programme(row: Replacement) -> Any:
    return row.expert.supplier.framework.programme


def _locked(expert: Expert) -> Expert:
    rows = Expert.objects.select_for_update(of=("self",)).select_related(
        "supplier__framework__programme", "supplier__organisation"
    )
    return rows.get(pk=expert.pk)


def _locked_request(row: Replacement, to: str) -> Replacement:
    """The request and its expert as they are now, locked; refuses one that cannot move to `to`."""
    rows = Replacement.objects.select_for_update(of=("self", "expert")).select_related(
        "expert__supplier__framework__programme",
        "expert__supplier__organisation",
        "requested_by",
    )
    row = rows.get(pk=row.pk)
    check_transition(row, to, rules.REPLACEMENT_TRANSITIONS)
    return row
