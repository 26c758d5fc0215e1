"""Naming, replacing and ending experts: a supplier asks for a replacement, the office decides."""

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
from talkoot.experts.models import Expert, Framework, Replacement, Supplier
from talkoot.experts.rules import frameworks
from talkoot.experts.rules import replacement as rules
from talkoot.people.models import User

State = Replacement.State


@transaction.atomic
def name_expert(supplier: Supplier, *, values: dict[str, Any], by: User) -> Expert:
    """Name an expert in an agreement that was recorded by hand; the person is invited by mail.

    Refuses outside the term of the agreement, and who is its named expert already.
    """
    # Two who name the same person wait here for each other.
    Framework.objects.select_for_update().values_list("pk").get(pk=supplier.framework_id)
    frameworks.check_name_expert(supplier, email=values["email"], on=values["named_on"])
    return open_expert(supplier, profile=values["title"], by=by, **values)


@transaction.atomic
def end_named_expert(expert: Expert, *, on: datetime.date, grounds: str, by: User) -> Expert:
    """End an expert without a successor; what has been ordered stays. The parties are told.

    Refuses who has ended and who waits to be replaced.
    """
    expert = _locked(expert)
    frameworks.check_end_expert(expert, on=on)
    end_expert(expert, on=on, grounds=grounds, by=by)
    supplier = expert.supplier
    write = partial(messages.expert_ended, expert, grounds)
    programme, kind, key = supplier.framework.programme, "expert-ended", str(expert.pk)
    if expert.user is not None:
        tell(programme, kind, key, write, to=expert.user, is_demo=expert.is_demo)
    if supplier.contact_email:
        address = supplier.contact_email
        tell(programme, kind, f"{key}-s", write, address=address, is_demo=expert.is_demo)
    return expert


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
        by=by,
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


def end_expert(expert: Expert, *, on: datetime.date, grounds: str = "", by: User) -> None:
    """From the day on the person gets no new work under the agreement; the profile leaves."""
    expert.ended_on = on
    expert.save(update_fields=["ended_on"])
    after = {"ended_on": on.isoformat(), "grounds": grounds}
    record("experts.expert.ended", expert, by=by, after=after)


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
