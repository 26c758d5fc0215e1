"""Which applications go on from a phase: the list, one choice, closing and opening again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments import queries
from talkoot.assessments.actions import funnel as actions
from talkoot.assessments.forms import SelectionForm
from talkoot.assessments.models import Phase
from talkoot.assessments.queries.funnel import get_standing, standings
from talkoot.assessments.rules.funnel import check_select, limit_text
from talkoot.assessments.views.frame import UNPROCESSABLE, crumbs, phase_links, posted
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.people.access import office_required


@office_required
def phase_funnel(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """Who goes on and why; POST closes the phase, or opens it again."""
    phase = queries.get_phase(request.user, slug, order)
    check_select(request.user, phase)
    if request.method == "POST":
        return _move(request, phase)
    rows = standings(request.user, phase)
    context = {
        "phase": phase,
        "limit": limit_text(phase),
        "page": page_of(request, rows, size=50),
        "counts": {
            "waiting": sum(row.goes_on is None for row in rows),
            "goes_on": sum(row.goes_on is True for row in rows),
            "left_out": sum(row.goes_on is False for row in rows),
        },
        "late_count": sum(bool(row.result and row.result.waiting) for row in rows),
        "links": phase_links(phase, "phase-funnel"),
        "crumbs": crumbs(phase.call),
    }
    return render(request, "assessments/phase_funnel.html", context)


@office_required
def select_application(request: HttpRequest, slug: str, order: int, ref: str) -> HttpResponse:
    """Choose whether one application goes on, with grounds."""
    phase = queries.get_phase(request.user, slug, order)
    check_select(request.user, phase)
    application, selection = get_standing(request.user, phase, ref)
    initial = {}
    if selection is not None:
        initial = {"goes_on": "yes" if selection.goes_on else "no", "grounds": selection.grounds}
    form = SelectionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(phase, application, **form.cleaned_data, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
    if request.method == "POST" and not form.errors:
        messages.success(request, _("The choice is saved with its grounds."))
        return redirect("phase-funnel", slug, order)
    way = crumbs(phase.call)
    way.append((_("Going on"), reverse("phase-funnel", args=[slug, order])))
    context = {"phase": phase, "application": application, "form": form, "crumbs": way}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/select_application.html", context, status=status)


def _move(request: HttpRequest, phase: Phase) -> HttpResponse:
    if "reopen" in request.POST:
        actions.reopen_phase(phase, by=request.user)
        messages.success(request, _("The phase is open again."))
    else:
        count = actions.close_phase(phase, by=request.user)[True]
        sentence = ngettext(
            "The phase is closed. %(count)s application goes on.",
            "The phase is closed. %(count)s applications go on.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    return redirect("phase-funnel", phase.call.slug, phase.order)
