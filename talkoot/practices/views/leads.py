"""The lead radar: stories seen elsewhere, invitations, requests to contact persons."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.core.tries import find_counting
from talkoot.people.access import office_required
from talkoot.practices.actions import leads as actions
from talkoot.practices.actions.requests import send_story_request
from talkoot.practices.forms.leads import AddLeadForm, CloseLeadForm, LeadForm, StoryRequestForm
from talkoot.practices.models import Lead
from talkoot.practices.queries import leads as queries
from talkoot.practices.queries.owners import organisation_at, own_organisations
from talkoot.practices.rules import leads as rules


@office_required
def office_leads(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.office_leads(request.user))
    context = {"page": page, "counts": queries.lead_counts(request.user)}
    return render(request, "practices/office_leads.html", context)


@office_required
def add_lead(request: HttpRequest) -> HttpResponse:
    programmes = queries.office_programmes(request.user)
    form = AddLeadForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        lead = actions.add_lead(**form.values(), by=request.user)
        messages.success(request, _("The story was noted."))
        return redirect("office-lead", lead.pk)
    return TemplateResponse(request, "practices/add_lead.html", {"form": form})


@office_required
def office_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the story, and what to do with it."""
    lead = _lead(request, pk)
    initial = {"organisation_name": lead.organisation.name if lead.organisation else ""}
    form = LeadForm(request.POST or None, instance=lead, initial=initial)
    if request.method == "POST":
        rules.check_open(lead)
        if form.is_valid():
            actions.save_lead(lead, **form.values(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("office-lead", pk)
        lead = _lead(request, pk)  # A form that did not pass has changed the one at hand.
    context = {"lead": lead, "form": form, "is_open": lead.state in rules.OPEN}
    return TemplateResponse(request, "practices/office_lead.html", context)


@office_required
@require_POST
def invite_lead(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    language = translation.get_language() or "fi"
    actions.invite_by_lead(lead, by=request.user, language=language)
    messages.success(request, _("The invitation is on its way."))
    return redirect("office-lead", pk)


@office_required
def close_lead(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    form = CloseLeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_lead(lead, **form.cleaned_data, by=request.user)
        messages.success(request, _("Closed. The address was forgotten."))
        return redirect("office-leads")
    return TemplateResponse(request, "practices/close_lead.html", {"form": form, "lead": lead})


@office_required
def story_requests(request: HttpRequest) -> HttpResponse:
    """Requests to contact persons, what came of them, and a new one."""
    programmes = queries.office_programmes(request.user)
    form = StoryRequestForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        sent = send_story_request(**form.cleaned_data, by=request.user)
        messages.success(
            request, _("The request goes to %(count)s people.") % {"count": sent.mail_count}
        )
        return redirect("story-requests")
    context = {"form": form, "page": page_of(request, queries.story_requests(request.user))}
    return TemplateResponse(request, "practices/story_requests.html", context)


@require_safe
@never_cache
def lead(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person sees what it is about; opening the link begins nothing."""
    found = find_counting(request, "lead", lambda: queries.get_lead(token))
    is_signed_in = request.user.is_authenticated
    needs_choice = is_signed_in and found.organisation is None
    context = {
        "lead": found,
        "token": token,
        "is_signed_in": is_signed_in,
        "organisations": own_organisations(request.user) if needs_choice else [],
    }
    return render(request, "practices/lead.html", context)


@login_required
@require_POST
def begin_lead(request: HttpRequest, token: str) -> HttpResponse:
    """Open the draft that is begun already."""
    found = find_counting(request, "lead", lambda: queries.get_lead(token))
    chosen = organisation_at(request.POST.get("organisation", ""))
    practice = actions.accept_lead(found, organisation=chosen, by=request.user)
    return redirect("my-practice", practice.slug)


def _lead(request: HttpRequest, pk: int) -> Lead:
    rows = Lead.objects.select_related("programme", "organisation", "practice", "found_by")
    return fetch(rows, request.user, rules.can_handle, pk=pk)
