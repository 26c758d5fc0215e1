"""Reads of calls and applications."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from talkoot.calls import rules
from talkoot.calls.models import Application, Assessment, Call, Criterion
from talkoot.calls.queries.calls import public_calls
from talkoot.calls.queries.writing import followed_by, is_written_by
from talkoot.calls.rules.calls import can_read_call
from talkoot.calls.rules.chosen_expert import choosable_experts as choosable_experts
from talkoot.calls.rules.chosen_expert import mark_absences as mark_absences
from talkoot.core.access import fetch, marked, unbarred
from talkoot.core.lookups import contains
from talkoot.core.refusals import NotFound
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation
from talkoot.people.rules import MEMBER_ROLES, office_ids
from talkoot.people.sizes import StaffSize
from talkoot.programmes.models import Programme

CONTACT_SECONDS = 60
WAITING_FIRST = Case(
    When(state=Application.State.SUBMITTED, then=Value(0)),
    When(state=Application.State.INCOMPLETE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
QUEUE_FIELDS = (
    *(
        "ref",
        "number",
        "state",
        "version",
        "title",
        "unit_name",
        "language",
        "submitted_at",
        "is_demo",
        "call_id",
    ),
    *("days_requested", "organisation__name", "expert__name"),
)
# The orders of the office's queue; "waiting" puts on top what has waited longest.
SORTS: dict[str, tuple[Any, ...]] = {
    "waiting": (WAITING_FIRST, "submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
    "organisation": ("organisation__name", "submitted_at", "pk"),
}


def open_calls(at: datetime.datetime, rows: "QuerySet[Call] | None" = None) -> "QuerySet[Call]":
    """Calls that take applications at the moment; the minutes of grace are not advertised."""
    rows = public_calls() if rows is None else rows
    return rows.filter(Q(closes_at=None) | Q(closes_at__gte=at), opens_at__lte=at)


def coming_calls(at: datetime.datetime, rows: "QuerySet[Call] | None" = None) -> "QuerySet[Call]":
    """Calls that have not opened yet, the next one first."""
    rows = public_calls() if rows is None else rows
    return rows.filter(opens_at__gt=at).order_by("opens_at")


def closed_calls(at: datetime.datetime, rows: "QuerySet[Call] | None" = None) -> "QuerySet[Call]":
    """Calls that have closed, the latest first."""
    rows = public_calls() if rows is None else rows
    return rows.filter(closes_at__lt=at).order_by("-closes_at")


def get_call(slug: str) -> Call:
    """The call; open or not, anybody may read a published one."""
    return fetch(Call.objects.all(), None, can_read_call, slug=slug)


def contact_of(call: Call) -> dict[str, str]:
    """Whom to ask of the call: its programme's contact_email and contact_phone.

    Every step of the form tells it, so it is read once a minute.
    """
    programmes = Programme.objects.filter(offerings=call.offering_id)
    contact: dict[str, str] | None = cache.get_or_set(
        f"contact-{call.offering_id}",
        lambda: programmes.values("contact_email", "contact_phone").get(),
        CONTACT_SECONDS,
    )
    return contact or {}


def organisations_of(user: Any) -> list[Organisation]:
    """Organisations that the person belongs to, the first joined first."""
    rows = Organisation.objects.filter(memberships__user=user, memberships__role__in=MEMBER_ROLES)
    rows = rows.order_by("memberships__created_at", "memberships__pk")
    # A person with two roles in an organisation has two memberships.
    return list({row.pk: row for row in rows}.values())


def applications_with_all() -> "QuerySet[Application]":
    """Applications with what their pages show."""
    return Application.objects.select_related(
        "call__offering__programme__office",
        "organisation",
        "applicant",
        "expert__supplier__organisation",
        "expert__supplier__framework",
        "attachment",
    ).prefetch_related(
        "themes",
        "participant_groups",
        "call__criteria",
        Prefetch("assessments", Assessment.objects.select_related("assessed_by")),
    )


def get_application(
    user: Any, ref: str, *, can: Callable[[Any, Application], bool] = rules.can_read
) -> Application:
    """The application that `user` may reach by rule `can`, else NotFound."""
    rows = applications_with_all()
    if can is rules.can_process:  # Its answer then needs no second query.
        rows = marked(rows, user)
    return fetch(rows, user, can, ref=ref)


def file_of(application: Application, code: str) -> StoredFile:
    """The file that answers the question `code`, else NotFound."""
    if code == "attachment":
        stored = application.attachment
    else:
        row = application.files.select_related("file").filter(item_code=code).first()
        stored = row.file if row else None
    if stored is None:
        raise NotFound(_("The application has no such file."))
    return stored


def get_own_application(user: Any, ref: str) -> Application:
    """An application that the person writes, with what the steps of the form need of it."""
    rows = Application.objects.select_related("call", "organisation")
    application = fetch(rows, user, rules.can_edit, ref=ref)
    if application.applicant_id == user.pk:
        application.applicant = user
    return application


def my_applications(user: Any) -> "QuerySet[Application]":
    """What the person started, writes with others or takes part in as a joint applicant.

    Newest first; `is_written` tells those that the person writes.
    """
    return (
        applications_on_page()
        .filter(followed_by(user))
        .annotate(is_written=is_written_by(user))
        .order_by("-created_at", "-pk")
    )


def applications_on_page() -> "QuerySet[Application]":
    """Applications with what the applicant's own pages show of each."""
    return Application.objects.select_related("call__offering__programme", "organisation", "expert")


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
    call_id: int | None = None,
    round_number: int | None = None,
    size: StaffSize | None = None,
    sort: str = "waiting",
) -> "QuerySet[Application, int]":
    """Keys of the applications that have arrived at the person's programmes, in the order `sort`.

    Keys only: the index holds all that they need, so a page costs the same in a long queue. `sort`
    is one of SORTS. `text` is looked for in the names of the organisation and its unit, the title
    and the case number; `size` is a class of the applicants by their staff.
    """
    calls = office_calls(user)
    if programme is not None:
        calls = calls.filter(offering__programme=programme)
    rows = Application.objects.filter(call__in=calls.values("pk"), submitted_at__isnull=False)
    rows = unbarred(rows, user)
    if state:
        rows = rows.filter(state=state)
    if expert_id:
        rows = rows.filter(expert=expert_id)
    if call_id:
        rows = rows.filter(call=call_id)
    if round_number:
        rows = rows.filter(intake__number=round_number)
    if size:
        rows = rows.filter(organisation__staff_count__range=(size.least, size.most))
    if text:
        # The few organisations first: their names are not compared again for each application.
        organisations = Organisation.objects.filter(contains(text, "name")).values("pk")
        own = contains(text, "title", "number", "unit_name")
        rows = rows.filter(own | Q(organisation__in=organisations))
    return rows.order_by(*SORTS[sort]).values_list("pk", flat=True)


def queue_applications(keys: Iterable[int]) -> list[Application]:
    """The applications of the keys, in their order, with what the queue shows of them.

    `decision_key` tells whether a decision has been begun: that stands higher on the ladder, so it
    is read by name. `promised_hours` is the call's.
    """
    keys = list(keys)
    rows = Application.objects.select_related("organisation", "expert").only(*QUEUE_FIELDS)
    rows = rows.annotate(decision_key=F("decision"), promised_hours=F("call__promised_hours"))
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


# What the page of a case that waits for its decision shows beside the application itself.
ON_OWN_PAGE = (
    *(field.name for field in Application._meta.concrete_fields),
    *(f"call__{name}" for name in ("slug", "title_fi", "title_sv", "title_en", "offering")),
    *(f"call__{name}" for name in ("promised_hours", "asks_sign_off", "allows_joint")),
    *(f"call__offering__programme__{name}" for name in ("name_fi", "name_sv", "name_en")),
    *(f"call__offering__programme__{name}" for name in ("contact_email", "contact_phone")),
    *("organisation__name", "organisation__kind", "expert__name"),
)


def waiting_case(user: Any, ref: str) -> Application | None:
    """The application that the person started, with what its page shows until it is decided."""
    own = applications_on_page().only(*ON_OWN_PAGE).filter(applicant=user, ref=ref)
    # Unordered: by its reference it is found at once, in the order of keys it is looked for.
    return next(iter(own.annotate(is_written=Value(True)).order_by()[:1]), None)
