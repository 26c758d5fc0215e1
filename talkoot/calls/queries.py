"""Reads of calls and applications."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When

from talkoot.calls import rules
from talkoot.calls.models import Application, Call, Criterion
from talkoot.core.access import fetch
from talkoot.core.lookups import contains, in_neutral_order
from talkoot.people.models import Organisation
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme

WAITING_FIRST = Case(
    When(state=Application.State.SUBMITTED, then=Value(0)),
    default=Value(1),
    output_field=IntegerField(),
)
QUEUE_FIELDS = (
    *("ref", "number", "state", "title", "language", "submitted_at", "is_demo", "call_id"),
    *("days_requested", "organisation__name", "expert__name"),
)
# The orders of the office's queue; "waiting" puts on top what has waited longest.
SORTS: dict[str, tuple[Any, ...]] = {
    "waiting": (WAITING_FIRST, "submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
    "organisation": ("organisation__name", "submitted_at", "pk"),
}


# Texts of the call's own pages, which the steps of its form do not show.
BESIDE_STEPS = [
    f"call__{path}_{language}"
    for path in ("text", "offering__name", "offering__summary", "offering__programme__summary")
    for language in ("fi", "sv", "en")
] + [f"call__offering__programme__vision_{language}" for language in ("fi", "sv", "en")]


def open_calls(at: datetime.datetime) -> "QuerySet[Call]":
    """Calls that take applications at the moment."""
    return Call.objects.filter(
        Q(closes_at=None) | Q(closes_at__gte=at), opens_at__lte=at
    ).select_related("offering__programme")


def coming_calls(at: datetime.datetime) -> "QuerySet[Call]":
    """Calls that have not opened yet, the next one first."""
    return Call.objects.filter(opens_at__gt=at).order_by("opens_at")


def closed_calls(at: datetime.datetime) -> "QuerySet[Call]":
    """Calls that have closed, the latest first."""
    return Call.objects.filter(closes_at__lt=at).order_by("-closes_at")


def get_call(slug: str) -> Call:
    """The call with what its page shows; open or not, anybody may read it."""
    rows = Call.objects.select_related("offering__programme__office").prefetch_related("criteria")
    return fetch(rows, None, lambda _user, _call: True, slug=slug)


def organisations_of(user: Any) -> "QuerySet[Organisation]":
    """Organisations that the person belongs to, the first joined first."""
    return (
        Organisation.objects.filter(memberships__user=user)
        .annotate(joined_at=Min("memberships__created_at"))
        .order_by("joined_at", "pk")
    )


def choosable_experts(application: Application, *, on: datetime.date) -> list[Any]:
    """Experts whom the application may name, in an order that favours nobody.

    Those of the programme's valid frameworks who take new work. Reached through the application's
    own relation, because experts is a neighbour on the ladder; the order follows from the case.
    """
    rows = Application._meta.get_field("expert").related_model._default_manager.filter(
        is_available=True,
        supplier__framework__programme=application.call.offering.programme_id,
        supplier__framework__valid_from__lte=on,
        supplier__framework__valid_to__gte=on,
    )
    rows = rows.select_related("supplier__organisation").prefetch_related("themes")
    return in_neutral_order(rows, seed=application.ref)


def applications_with_all() -> "QuerySet[Application]":
    """Applications with what their pages show."""
    return Application.objects.select_related(
        "call__offering__programme__office",
        "organisation",
        "applicant",
        "expert__supplier__organisation",
        "expert__supplier__framework",
        "attachment",
    ).prefetch_related("themes", "participant_groups", "call__criteria", "assessments")


def get_application(
    user: Any, ref: str, *, can: Callable[[Any, Application], bool] = rules.can_read
) -> Application:
    """The application that `user` may reach by rule `can`, else NotFound."""
    return fetch(applications_with_all(), user, can, ref=ref)


def get_own_application(user: Any, ref: str) -> Application:
    """The person's own application with little beside it, for the steps of the form."""
    rows = Application.objects.select_related("call__offering__programme").defer(*BESIDE_STEPS)
    return fetch(rows, user, rules.can_edit, ref=ref)


def my_applications(user: Any) -> "QuerySet[Application]":
    """The person's own applications, newest first."""
    return (
        Application.objects.filter(applicant=user)
        .select_related("call__offering__programme", "organisation", "expert")
        .order_by("-created_at", "-pk")
    )


def office_calls(user: Any) -> "QuerySet[Call]":
    """The calls of the programmes in whose office the person works."""
    return Call.objects.filter(offering__programme__office__in=office_ids(user))


def office_queue(
    user: Any,
    *,
    programme: Programme | None = None,
    text: str = "",
    state: str = "",
    expert_id: int | None = None,
    sort: str = "waiting",
) -> "QuerySet[Application, int]":
    """Keys of the applications that have arrived at the person's programmes, in the order `sort`.

    Keys only: the index holds all that they need, so a page costs the same in a long queue. `sort`
    is one of SORTS. `text` is looked for in the organisation's name, the title and the case number.
    """
    calls = office_calls(user)
    if programme is not None:
        calls = calls.filter(offering__programme=programme)
    rows = Application.objects.filter(call__in=calls.values("pk"), submitted_at__isnull=False)
    if state:
        rows = rows.filter(state=state)
    if expert_id:
        rows = rows.filter(expert=expert_id)
    if text:
        rows = rows.filter(contains(text, "organisation__name", "title", "number"))
    return rows.order_by(*SORTS[sort]).values_list("pk", flat=True)


def queue_applications(keys: Iterable[int]) -> list[Application]:
    """The applications of the keys, in their order, with what the queue shows of them."""
    keys = list(keys)
    rows = Application.objects.select_related("organisation", "expert").only(*QUEUE_FIELDS)
    found = rows.in_bulk(keys)
    return [found[key] for key in keys]


def findings_of(application: Application) -> list[tuple[Criterion, rules.Finding]]:
    """Each criterion with the officer's finding, or the pre-check's where there is none yet."""
    stored = {row.criterion_id: row for row in application.assessments.all()}
    return [
        (criterion, rules.Finding(row.is_met, row.reason) if row else finding)
        for criterion, finding in rules.pre_check(application)
        for row in [stored.get(criterion.pk)]
    ]
