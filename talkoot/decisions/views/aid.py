"""The de minimis register of the office."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls import rules as call_rules
from talkoot.calls.actions import activity
from talkoot.calls.people_forms import ClassifyForm
from talkoot.calls.queries import get_application
from talkoot.core.exports import csv_response
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.decisions import rules
from talkoot.decisions.actions import aid as actions
from talkoot.decisions.aid_forms import AidRuleForm, AidSectorForm
from talkoot.decisions.queries import aid as queries
from talkoot.decisions.rules.aid_register import check_complete_sector
from talkoot.decisions.rules.aid_rules import can_set_rules, check_may_set
from talkoot.people.access import office_required


@require_safe
@office_required
def office_aid(request: HttpRequest) -> HttpResponse:
    """Aid that has been granted, and what must still be entered in the central register."""
    page = page_of(request, queries.office_aid(request.user))
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "decisions/office_aid.html", context)


@require_safe
@office_required
def office_aid_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file: what the central register asks for."""
    header = [
        _("Undertaking"),
        _("Business ID"),
        _("Sector (TOL or NACE class)"),
        _("Gross grant equivalent, €"),
        _("Granted on"),
        _("Authority"),
        _("Instrument"),
        _("Decision number"),
        _("To be registered by"),
        _("Registered on"),
        _("Given up on"),
        _("Demo data"),
    ]
    return csv_response("de-minimis", header, _rows(queries.office_aid(request.user)))


def _rows(grants: Any) -> Iterator[list[Any]]:
    for grant in grants.iterator(chunk_size=500):
        yield [
            grant.organisation.name,
            grant.organisation.business_id,
            grant.sector,
            grant.amount_eur,
            grant.granted_on.isoformat(),
            grant.decision.application.call.offering.programme.office.name,
            _("subsidised service"),
            grant.decision.number,
            grant.register_due_on.isoformat(),
            grant.registered_on.isoformat() if grant.registered_on else "",
            grant.ended_on.isoformat() if grant.ended_on else "",
            _("demo data") if grant.is_demo else "",
        ]


@office_required
def aid_rules(request: HttpRequest) -> HttpResponse:
    """The dated ceilings and reference prices, and the form of the next row."""
    form = AidRuleForm(request.POST if request.method == "POST" else None)
    may_set = can_set_rules(request.user)
    if request.method == "POST":
        check_may_set(request.user)
        if form.is_valid():
            values = dict(form.cleaned_data)
            actions.set_aid_rule(values.pop("valid_from"), values, by=request.user)
            messages.success(request, _("Saved. It holds from the day that you gave."))
            return redirect("aid-rules")
    rows = queries.aid_rules(timezone.localdate())
    context = {"form": form, "rows": rows, "may_set": may_set}
    return TemplateResponse(request, "decisions/aid_rules.html", context)


@office_required
def classify_activity(request: HttpRequest, ref: str, organisation: int) -> HttpResponse:
    """Decide with a reason whether what one applicant does is an economic activity."""
    application = get_application(request.user, ref, can=call_rules.can_process)
    rules.check_prepare(request.user, application)
    joint = None
    if organisation != application.organisation_id:
        rows = application.joint_applicants.exclude(confirmed_at=None)
        joint = rows.select_related("organisation").filter(organisation=organisation).first()
        if joint is None:
            raise NotFound(_("The organisation does not apply here. Open the case again."))
    party = joint or application
    initial = {
        "is_economic": {True: "yes", False: "no"}.get(party.is_economic),  # type: ignore[arg-type]
        "earlier_aid_eur": party.earlier_aid_eur,
        "aid_sector": party.aid_sector,
        "reason": party.economic_reason,
    }
    form = ClassifyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        activity.classify_activity(application, joint, **form.cleaned_data, by=request.user)
        messages.success(request, _("The finding on the activity is saved."))
        return redirect("office-application", ref)
    context = {
        "application": application,
        "organisation": party.organisation,
        "form": form,
        "crumbs": [
            (_("Applications"), reverse("office-applications")),
            (application.number, application.get_absolute_url()),
        ],
    }
    return TemplateResponse(request, "decisions/classify_activity.html", context)


@require_POST
@office_required
def register_aid(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one grant as entered in the central register."""
    actions.register_aid(queries.get_aid_grant(request.user, pk), by=request.user)
    messages.success(request, _("Marked as entered in the central register."))
    return redirect("office-aid")


@office_required
def aid_sector(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the sector that a signed grant lacks, so that the register's file tells it."""
    grant = queries.get_aid_grant(request.user, pk)
    check_complete_sector(grant)
    initial = {"sector": grant.sector}
    form = AidSectorForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.complete_sector(grant, form.cleaned_data["sector"], by=request.user)
        messages.success(request, _("The sector is saved."))
        return redirect("office-aid")
    return TemplateResponse(request, "decisions/aid_sector.html", {"grant": grant, "form": form})
