"""The office's case page and the decision, from the findings to the signature."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.assessments.queries.funnel import selections_on
from talkoot.assessments.queries.results import latest_result
from talkoot.calls import actions as call_actions
from talkoot.calls import rules as call_rules
from talkoot.calls.models import Application
from talkoot.calls.queries import findings_of, get_application
from talkoot.calls.queries.together import case_people
from talkoot.calls.summary import STATE_KINDS
from talkoot.core.dates import local_time
from talkoot.correspondence.letters import preview_pdf
from talkoot.correspondence.models import Message
from talkoot.decisions import actions, queries, rules
from talkoot.decisions.forms import AssessmentForm, DecisionForm
from talkoot.decisions.messages import (
    decision_letter,
    draft_of,
    planned_calculation,
)
from talkoot.decisions.messages.remedy import counting
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.grants import earlier_grants_of
from talkoot.decisions.queries.quotas import QuotaMeter, quota_meter
from talkoot.decisions.rules.aid import parties_of
from talkoot.decisions.rules.content import DraftChanged
from talkoot.decisions.summary import after_decision, case_history, rows_of
from talkoot.decisions.views.life import case_life
from talkoot.experts.rules import days_left, is_valid_on
from talkoot.people.access import office_required


@require_safe
@office_required
def office_application(request: HttpRequest, ref: str) -> HttpResponse:
    """The case: what it waits for, criteria, answers, expert, decision and history."""
    application = queries.get_case(request.user, ref)
    form = AssessmentForm(findings=findings_of(application))
    return render(request, "decisions/office_application.html", _case(request, application, form))


@require_POST
@office_required
def assess_application(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm or overrule the pre-check, criterion by criterion."""
    application = queries.get_case(request.user, ref)
    rules.check_prepare(request.user, application)
    rules.check_undecided(application)
    form = AssessmentForm(request.POST, findings=findings_of(application))
    if not form.is_valid():
        context = _case(request, application, form)
        return TemplateResponse(request, "decisions/office_application.html", context)
    call_actions.assess(application, findings=form.findings(), by=request.user)
    messages.success(request, _("The findings are saved. The drafted reasons follow them."))
    return redirect("office-application", ref)


@office_required
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Edit the drafted decision; save it, or confirm and sign."""
    application = queries.get_undecided(request.user, ref)
    rules.check_undecided(application)
    if request.method != "POST":
        return _decision_page(request, application)
    form = DecisionForm(request.POST, application=application)
    if not form.is_valid():
        return _decision_page(request, application, form)
    step = request.POST.get("step")
    if step in ("confirm", "sign"):
        rules.check_sign(request.user, application)
    try:
        if step == "sign":
            actions.decide(application, **form.cleaned_data, by=request.user)
            messages.success(request, _("The decision is signed."))
            return redirect("office-application", ref)
        saved = actions.save_decision_draft(application, **form.cleaned_data, by=request.user)
    except DraftChanged as refusal:
        return _conflict(request, application, form, refusal)
    if step == "confirm":
        form.see(saved)
        context = {
            "application": application,
            "form": form,
            "outcome": Decision.Outcome(form.cleaned_data["outcome"]).label,
            "regret_minutes": settings.REGRET_SECONDS // 60,
        }
        return render(request, "decisions/sign.html", context)
    messages.success(request, _("The draft is saved."))
    return redirect("decide", ref)


def _conflict(
    request: HttpRequest, application: Application, form: DecisionForm, refusal: DraftChanged
) -> HttpResponse:
    """Both texts on one page; what is sent next has seen the other."""
    other = queries.decision_on(application)
    assert other is not None
    form.add_error(None, refusal.sentence)
    form.see(other)
    return _decision_page(request, application, form, other=other)


@require_POST
@office_required
def preview_decision(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter as it would go out, made on the fly and kept nowhere."""
    application = get_application(request.user, ref, can=call_rules.can_process)
    rules.check_undecided(application)
    form = DecisionForm(request.POST, application=application)
    if not form.is_valid():
        return _decision_page(request, application, form)
    words = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
    decision = Decision(application=application, **words, decided_by=request.user)
    decision.presented_by = queries.presenter_of(application, signer=request.user)
    decision.is_demo = application.is_demo
    with translation.override(application.language):
        content = decision_letter(decision)
        pdf = preview_pdf(content, language=application.language, is_demo=application.is_demo)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="preview.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _decision_page(
    request: HttpRequest,
    application: Application,
    form: DecisionForm | None = None,
    *,
    other: Decision | None = None,
) -> HttpResponse:
    draft = queries.decision_on(application)
    asked = request.GET.get("outcome", "")
    if form is None:
        words = _words(application, draft, asked if asked in Decision.Outcome.values else "")
        form = DecisionForm(initial=words, application=application, draft=draft)
    outcome = str(form["outcome"].value() or "")
    planned = Decision(application=application, outcome=outcome)
    context = {
        "application": application,
        "form": form,
        "findings": findings_of(application),
        "draft": draft,
        "other": other,
        "may_sign": rules.can_decide(request.user, application),
        "framework": _framework(application),
        "quotas": _quotas(application, getattr(form, "cleaned_data", form.initial)),
        "grants": earlier_grants_of(application, request.user),
        "counting": rows_of(counting(planned_calculation(planned))),
        "outcomes": [choice for choice in Decision.Outcome.choices if choice[0] != outcome],
        "crumbs": [
            (_("Applications"), reverse("office-applications")),
            (application.number, application.get_absolute_url()),
        ],
    }
    return TemplateResponse(request, "decisions/decide.html", context)


def _quotas(application: Application, said: dict[str, Any]) -> QuotaMeter:
    return quota_meter(
        application, outcome=said.get("outcome", ""), days=Decimal(said.get("days") or 0)
    )


def _words(application: Application, draft: Decision | None, outcome: str) -> dict[str, Any]:
    """The saved draft, else one written from the findings or for `outcome`, in the case's language.

    A new text for an outcome replaces the saved one only when it is saved.
    """
    if draft is not None and not outcome:
        names = [name for name in DecisionForm.base_fields if name != "seen"]
        return {name: getattr(draft, name) for name in names}
    with translation.override(application.language):
        return draft_of(application, outcome=outcome)


def _case(request: HttpRequest, application: Application, form: AssessmentForm) -> dict[str, Any]:
    decision = getattr(application, "decision", None)
    mail = queries.mail_of(decision)
    engagement = getattr(application, "engagement", None)
    is_open = application.state == Application.State.SUBMITTED
    life = case_life(request, application)
    selections = selections_on(application) if application.has_selections else []  # type: ignore[attr-defined]
    return {
        "application": application,
        "form": form,
        "is_open": is_open,
        "state_kind": STATE_KINDS[application.state],
        "may_prepare": is_open and application.applicant_id != request.user.pk,
        "may_sign": rules.can_decide(request.user, application),
        "parties": parties_of(application),
        "findings": findings_of(application),
        **case_people(application),
        **life,
        "assessed": latest_result(request.user, application, selections),
        "wait": rules.wait_of(application, is_drafted=decision is not None, asked=life["asked"]),
        "decision": decision,
        "mail": mail,
        "leaves_at": local_time(mail.due_at) if mail and _can_stop(mail) else "",
        **after_decision(decision, mail),
        "engagement": engagement,
        # The meter is for deciding; afterwards the engagement's page tells of its days.
        "framework": _framework(application) if is_open else None,
        "history": case_history(
            queries.history_of_case(application, decision, engagement, mail), selections
        ),
    }


def _can_stop(mail: Message) -> bool:
    return mail.state == Message.State.QUEUED and mail.due_at > timezone.now()


def _framework(application: Application) -> dict[str, Any] | None:
    """How much of the expert's framework agreement is left, and whether it is valid today."""
    if application.expert is None:
        return None
    framework = application.expert.supplier.framework
    left = days_left(framework)
    return {
        "name": framework.name,
        "cap": framework.days_cap,
        "used": framework.days_cap - left,
        "left": left,
        "valid_to": framework.valid_to,
        "is_valid": is_valid_on(framework, timezone.localdate()),
    }
