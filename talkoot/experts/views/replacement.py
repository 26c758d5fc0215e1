"""Naming, replacing and ending experts: the supplier's request and what the office decides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.experts.actions import replacement as actions
from talkoot.experts.framework_forms import (
    EndExpertForm,
    NameExpertForm,
    ReplacementDecisionForm,
    ReplacementForm,
)
from talkoot.experts.models import Replacement, Supplier
from talkoot.experts.queries import frameworks as queries
from talkoot.experts.rules import replacement as rules
from talkoot.experts.rules.frameworks import can_oversee
from talkoot.experts.views.frame import Way, form_page, framework_way, posted, tries
from talkoot.people.access import office_required


@login_required
def replace_expert(request: HttpRequest, slug: str) -> HttpResponse:
    """The supplier's people, the expert or the office ask for a replacement."""
    expert = queries.get_replaceable(request.user, slug)
    rules.check_request(expert)
    form = ReplacementForm(posted(request), initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        row = tries(
            form,
            lambda: actions.request_replacement(expert, values=form.cleaned_data, by=request.user),
        )
        if row:
            messages.success(request, _("The request is with the programme office."))
            is_office = can_oversee(request.user, expert.supplier.framework)
            return redirect(row) if is_office else redirect("supplier", expert.supplier_id)
    text = _(
        "The programme office compares the proposed person with the expert by the criteria of the "
        "procurement, and approves or refuses the change."
    )
    title = _("Replace %(name)s") % {"name": expert.name}
    way = _way(expert.supplier)
    return form_page(request, form, title, way, text=text, submit=_("Ask for the replacement"))


@login_required
def withdraw_replacement(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then the supplier takes the request back; the named expert stays."""
    row = queries.get_open_request(request.user, slug)
    expert = row.expert
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw_replacement(row, by=request.user)
        messages.success(
            request, _("The request is withdrawn. %(name)s goes on.") % {"name": expert.name}
        )
        return redirect("supplier", expert.supplier_id)
    text = _(
        "%(person)s was proposed in the place of %(name)s. When the request is withdrawn, the "
        "programme office no longer handles it, and %(name)s goes on. You can ask again later."
    ) % {"person": row.name, "name": expert.name}
    title = _("Withdraw the request to replace %(name)s?") % {"name": expert.name}
    return form_page(
        request, form, title, _way(expert.supplier), text=text, submit=_("Withdraw the request")
    )


@require_safe
@login_required
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """What a supplier's own people look after: its named experts and what it teaches."""
    found = queries.get_supplier(request.user, pk)
    context = {
        "supplier": found,
        "experts": queries.named_experts(found),
        "taught": queries.taught_by(found),
    }
    return render(request, "experts/supplier.html", context)


def _way(found: Supplier) -> Way:
    return [(str(found), reverse("supplier", args=[found.pk]))]


@office_required
def name_expert(request: HttpRequest, pk: int) -> HttpResponse:
    """Name an expert of a supplier, in an agreement that was recorded by hand."""
    found = queries.get_overseen_supplier(request.user, pk)
    form = NameExpertForm(posted(request), initial={"named_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        expert = tries(
            form, lambda: actions.name_expert(found, values=form.cleaned_data, by=request.user)
        )
        if expert:
            messages.success(request, _("%(name)s is now a named expert.") % {"name": expert.name})
            return redirect(found.framework)
    title = _("Name an expert of %(supplier)s") % {"supplier": found}
    way = framework_way(found.framework)
    return form_page(request, form, title, way, submit=_("Name the expert"))


@office_required
def end_expert(request: HttpRequest, slug: str) -> HttpResponse:
    """End an expert without a successor."""
    expert = queries.get_overseen_expert(request.user, slug)
    form = EndExpertForm(posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if tries(form, lambda: actions.end_named_expert(expert, **values, by=request.user)):
            messages.success(request, _("The expert is ended, and the parties are told."))
            return redirect(expert.supplier.framework)
    title = _("End %(name)s without a successor") % {"name": expert.name}
    way = framework_way(expert.supplier.framework)
    return form_page(request, form, title, way, submit=_("End the expert"))


@office_required
def office_replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the points and decide."""
    row = queries.get_replacement(request.user, pk)
    form = ReplacementDecisionForm(posted(request))
    if request.method == "POST" and form.is_valid() and _decide(request, row, form):
        return redirect("office-replacement", pk)
    context = {
        "row": row,
        "expert": row.expert,
        "form": form,
        "is_waiting": row.state == Replacement.State.REQUESTED,
        "crumbs": framework_way(row.expert.supplier.framework),
    }
    return TemplateResponse(request, "experts/office_replacement.html", context)


def _decide(request: HttpRequest, row: Replacement, form: ReplacementDecisionForm) -> bool:
    values = form.cleaned_data
    if values["decision"] == "refuse":
        actions.refuse_replacement(row, grounds=values["grounds"], by=request.user)
        messages.success(request, _("The replacement is refused, and who asked is told."))
        return True
    expert = tries(
        form,
        lambda: actions.approve_replacement(
            row, points=values["points"], grounds=values["grounds"], by=request.user
        ),
    )
    if expert:
        messages.success(request, _("%(name)s is now a named expert.") % {"name": expert.name})
    return expert is not None
