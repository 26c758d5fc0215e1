"""What follows a signed decision in the office: the last day, undoing and corrections."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls import rules as call_rules
from talkoot.calls.models import Application
from talkoot.calls.queries import get_application
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import queries, rules
from talkoot.decisions.actions import correction, undo
from talkoot.decisions.correction_forms import CorrectionForm
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.correction import check_given
from talkoot.decisions.rules.undo import check_undo
from talkoot.people.access import office_required


def _signed(request: HttpRequest, ref: str) -> tuple[Application, Decision]:
    application = get_application(request.user, ref, can=call_rules.can_process)
    decision = queries.decision_on(application)
    if decision is None or decision.state != Decision.State.SIGNED:
        raise NotAllowed(_("This application has no signed decision."))
    decision.application = application
    return application, decision


def _crumbs(application: Application) -> list[tuple[str, str]]:
    return [
        (_("Applications"), reverse("office-applications")),
        (application.number or "", application.get_absolute_url()),
    ]


@office_required
def undo_decision(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, then take the decision back to a draft."""
    application, decision = _signed(request, ref)
    rules.check_sign(request.user, application)
    check_undo(decision, queries.mail_of(decision))
    if request.method == "POST":
        undo.undo_decision(decision, by=request.user)
        messages.success(request, _("The decision has been undone. Its number is not used again."))
        return redirect("decide", ref)
    context = {
        "application": application,
        "decision": decision,
        "crumbs": _crumbs(application),
    }
    return render(request, "decisions/undo_decision.html", context)


@office_required
def correct_decision(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct a clerical or factual error; the correction goes to the applicant at once."""
    application, decision = _signed(request, ref)
    rules.check_sign(request.user, application)
    check_given(decision, queries.mail_of(decision))
    form = CorrectionForm(request.POST if request.method == "POST" else None, decision=decision)
    if request.method == "POST" and form.is_valid():
        try:
            correction.correct_decision(decision, **form.cleaned_data, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
    if request.method == "POST" and not form.errors:
        messages.success(request, _("The correction is signed and on its way to the applicant."))
        return redirect("office-application", ref)
    context = {
        "application": application,
        "decision": decision,
        "form": form,
        "crumbs": _crumbs(application),
    }
    return TemplateResponse(request, "decisions/correct_decision.html", context)
