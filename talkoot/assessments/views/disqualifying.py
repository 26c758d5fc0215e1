"""Disqualifications: what the office has on record, lifting one, and declaring one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments import queries
from talkoot.assessments.actions import disqualifying as actions
from talkoot.assessments.forms import DisqualificationForm, ReasonForm
from talkoot.assessments.models import Disqualification
from talkoot.assessments.queries import desk
from talkoot.assessments.queries.reading import reading_of
from talkoot.assessments.rules.grounds import LIFTABLE
from talkoot.assessments.views.frame import UNPROCESSABLE, crumbs, posted
from talkoot.core.access import unbarred
from talkoot.core.pages import page_of
from talkoot.people.access import office_required


@office_required
def office_disqualifications(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is disqualified from what and why; POST looks for new ones."""
    call = queries.get_call(request.user, slug)
    if request.method == "POST":
        count = actions.detect_disqualifications(call, by=request.user)
        sentence = ngettext(
            "%(count)s new disqualification was found.",
            "%(count)s new disqualifications were found.",
            count,
        )
        messages.success(request, sentence % {"count": count})
        return redirect("office-disqualifications", slug)
    page = page_of(request, queries.disqualifications_of(request.user, call), size=50)
    context = {
        "call": call,
        "page": page,
        "in_force": Disqualification.State.IN_FORCE,
        "crumbs": crumbs(call),
    }
    return render(request, "assessments/office_disqualifications.html", context)


@office_required
def record_disqualification(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what the office knows of a colleague or an assessor; they see the case no more."""
    call = queries.get_call(request.user, slug)
    form = DisqualificationForm(
        posted(request),
        people=queries.people_of_call(call).order_by("name", "pk"),
        applications=unbarred(call.applications.exclude(submitted_at=None), request.user),
    )
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        actions.disqualify(
            words["number"], user=words["user"], explanation=words["reason"], by=request.user
        )
        sentence = _("%(name)s no longer handles case %(number)s.")
        facts = {"name": words["user"], "number": words["number"].number}
        messages.success(request, sentence % facts)
        return redirect("office-disqualifications", slug)
    context = {"call": call, "form": form, "crumbs": crumbs(call)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/record_disqualification.html", context, status=status)


@office_required
def lift_disqualification(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Weigh a ground and lift it with a reason."""
    row = queries.get_disqualification(request.user, slug, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.lift_disqualification(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The disqualification was lifted."))
        return redirect("office-disqualifications", slug)
    context = {
        "row": row,
        "form": form,
        "may_lift": row.ground in LIFTABLE,
        "crumbs": crumbs(row.application.call),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/lift_disqualification.html", context, status=status)


@login_required
def declare_disqualification(request: HttpRequest, pk: int) -> HttpResponse:
    """The assessor tells why they may not assess this one."""
    assignment = desk.get_assignment(request.user, pk, at=timezone.now())
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.declare_disqualification(
            assignment, explanation=form.cleaned_data["reason"], by=request.user
        )
        messages.success(
            request, _("Thank you. The office asks somebody else to assess this application.")
        )
        return redirect("assessments")
    context = {
        "assignment": assignment,
        "title": reading_of(assignment).title,
        "application": assignment.application,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/declare_disqualification.html", context, status=status)
