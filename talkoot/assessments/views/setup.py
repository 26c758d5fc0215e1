"""The office sets an assessment up: phases, criteria and assessors of a call."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.assessments import queries
from talkoot.assessments.actions import setup as actions
from talkoot.assessments.actions.copying import copy_phases
from talkoot.assessments.forms import AssessorForm, NewAssessorForm, PhaseForm, YardstickForm
from talkoot.assessments.models import Phase, Yardstick
from talkoot.assessments.views.frame import UNPROCESSABLE, crumbs, phase_links, posted
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.people.access import office_required


@require_safe
@office_required
def office_assessments(request: HttpRequest) -> HttpResponse:
    """The office's calls and how their assessment has been set up."""
    page = page_of(request, queries.office_calls_with_phases(request.user))
    return render(request, "assessments/office_assessments.html", {"page": page})


@office_required
def office_assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: its phases and who assess; POST carries the phases of the earlier call on."""
    call = queries.get_call(request.user, slug)
    if request.method == "POST":
        copy_phases(call, by=request.user)
        messages.success(
            request,
            _("The phases and criteria are here with new times. Check them, ask assessors."),
        )
        return redirect("office-assessment", slug)
    context = {
        "call": call,
        "phases": queries.phases_of(request.user, call),
        "assessors": queries.assessors_of(request.user, call),
        "waiting_count": queries.assessable_applications(request.user, call).count(),
        "crumbs": crumbs(call)[:1],
    }
    return render(request, "assessments/office_assessment.html", context)


@office_required
def new_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a phase to the call."""
    call = queries.get_call(request.user, slug)
    form = PhaseForm(posted(request), call=call)
    if request.method == "POST" and form.is_valid():
        phase = actions.save_phase(call, values=form.cleaned_data, phase=None, by=request.user)
        messages.success(request, _("The phase is made. Add its criteria next."))
        return redirect("office-phase", slug, phase.order)
    return _form_page(request, form, _("New phase"), crumbs(call))


@office_required
def office_phase(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """A phase's settings and its criteria."""
    phase = queries.get_phase(request.user, slug, order)
    if "remove" in request.POST:
        actions.remove_phase(phase, by=request.user)
        messages.success(request, _("The phase was removed."))
        return redirect("office-assessment", slug)
    initial = {**_values(phase, PhaseForm), "assessors": phase.assessors.all()}
    form = PhaseForm(posted(request), call=phase.call, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_phase(phase.call, values=form.cleaned_data, phase=phase, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
    if request.method == "POST" and not form.errors:
        messages.success(request, _("The phase is saved."))
        return redirect("office-phase", slug, order)
    context = {
        "phase": phase,
        "yardsticks": phase.yardsticks.all(),
        "form": form,
        "links": phase_links(phase, "office-phase"),
        "crumbs": crumbs(phase.call, phase),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/office_phase.html", context, status=status)


@office_required
def new_yardstick(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """Add a criterion to the phase."""
    phase = queries.get_phase(request.user, slug, order)
    form = YardstickForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _save_yardstick(request, phase, form, None)
    return _form_page(request, form, _("New criterion"), crumbs(phase.call, phase))


@office_required
def office_yardstick(request: HttpRequest, slug: str, order: int, number: int) -> HttpResponse:
    """Change or remove a criterion; not once points have been given."""
    yardstick = queries.get_yardstick(request.user, slug, order, number)
    phase = yardstick.phase
    if "remove" in request.POST:
        actions.remove_yardstick(yardstick, by=request.user)
        messages.success(request, _("The criterion was removed."))
        return redirect("office-phase", slug, order)
    initial = _values(yardstick, YardstickForm)
    initial["is_pass_fail"] = "pass" if yardstick.is_pass_fail else "points"
    form = YardstickForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        return _save_yardstick(request, phase, form, yardstick)
    way = crumbs(phase.call, phase)
    return _form_page(request, form, _("Yardstick"), way, remove=_("Remove the criterion"))


@office_required
def new_assessor(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a person to assess in the call."""
    call = queries.get_call(request.user, slug)
    form = NewAssessorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        assessor = actions.add_assessor(call, **_assessor_values(form), by=request.user)
        messages.success(
            request, _("%(name)s has been asked to assess by e-mail.") % {"name": assessor}
        )
        return redirect("office-assessment", slug)
    return _form_page(request, form, _("New assessor"), crumbs(call), submit=_("Ask to assess"))


@office_required
def office_assessor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An assessor's capacity and themes, or removal."""
    assessor = queries.get_assessor(request.user, slug, pk)
    if "remove" in request.POST:
        actions.remove_assessor(assessor, by=request.user)
        messages.success(request, _("The assessor was removed."))
        return redirect("office-assessment", slug)
    initial = {"capacity": assessor.capacity, "themes": assessor.themes.all()}
    form = AssessorForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_assessor(assessor, **_assessor_values(form), by=request.user)
        messages.success(request, _("The assessor’s details are saved."))
        return redirect("office-assessment", slug)
    way = crumbs(assessor.call)
    return _form_page(request, form, str(assessor), way, remove=_("Remove the assessor"))


def _save_yardstick(
    request: HttpRequest, phase: Phase, form: YardstickForm, yardstick: Yardstick | None
) -> HttpResponse:
    actions.save_yardstick(phase, values=form.cleaned_data, yardstick=yardstick, by=request.user)
    messages.success(request, _("The criterion is saved."))
    return redirect("office-phase", phase.call.slug, phase.order)


def _assessor_values(form: AssessorForm) -> dict[str, Any]:
    return {**form.cleaned_data, "themes": list(form.cleaned_data["themes"])}


def _values(row: Any, form: type[Form]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


def _form_page(
    request: HttpRequest,
    form: Form,
    title: str,
    way: list[tuple[str, str]],
    *,
    submit: str = "",
    remove: str = "",
) -> HttpResponse:
    """A page of one form; `remove` is the text of the button that removes the thing."""
    context = {
        "form": form,
        "title": title,
        "crumbs": way,
        "submit": submit or _("Save"),
        "remove": remove,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/form.html", context, status=status)
