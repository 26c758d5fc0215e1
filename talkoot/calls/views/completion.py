"""Completing an application: the office asks, the applicant answers, a case may lapse."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls import actions, rules
from talkoot.calls.actions import completion
from talkoot.calls.completion_forms import (
    CompletionRequestForm,
    LapseForm,
    MoreTimeAnswerForm,
    MoreTimeForm,
    ReplyForm,
)
from talkoot.calls.messages.completion import drafted_request
from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.queries import findings_of, get_application
from talkoot.calls.rules.completion import (
    check_answer_time,
    check_ask_time,
    check_asker,
    check_cancel,
    check_decider,
    open_request,
    steps_to_complete,
    usual_due_on,
)
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.access import office_required

State = Application.State


def asked_of(application: Application) -> CompletionRequest | None:
    """The request that the applicant is answering; a draft answers none."""
    return open_request(application) if application.state == State.INCOMPLETE else None


def send(request: HttpRequest, application: Application) -> Application:
    """Send a draft, or an application that has been completed."""
    by: Any = request.user
    if application.state != State.INCOMPLETE:
        bears = "own_costs" in request.POST
        return actions.submit_application(application, by=by, bears_own_costs=bears)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise NotAllowed(str(form.errors["reply"][0]))
    return completion.complete_application(application, reply=form.cleaned_data["reply"], by=by)


def _crumbs(application: Application) -> list[tuple[str, str]]:
    return [
        (_("Applications"), reverse("office-applications")),
        (application.number or "", application.get_absolute_url()),
    ]


@office_required
def request_completion(request: HttpRequest, ref: str) -> HttpResponse:
    """Write what must be completed and by when; drafted from what is missing. Also asks anew."""
    application = get_application(request.user, ref, can=rules.can_process)
    check_asker(request.user, application)
    if application.state not in (State.SUBMITTED, State.INCOMPLETE):
        raise NotAllowed(
            _("Only an application that waits for its decision can be asked to be completed.")
        )
    steps = rules.steps_of(application)
    if request.method == "POST":
        form = CompletionRequestForm(request.POST, steps=steps)
    else:
        form = CompletionRequestForm(initial=_drafted(application), steps=steps)
    if request.method == "POST" and form.is_valid():
        asked = completion.ask_to_complete(application, **form.cleaned_data, by=request.user)
        text = _("The request has been sent. The last day to complete is %(day)s.")
        messages.success(request, text % {"day": local_date(asked.due_on)})
        return redirect("office-application", ref)
    context = {"application": application, "form": form, "crumbs": _crumbs(application)}
    return TemplateResponse(request, "calls/request_completion.html", context)


def _drafted(application: Application) -> dict[str, Any]:
    """The earlier request, else what the missing answers and the unmet criteria ask for."""
    due_on = usual_due_on(timezone.localdate())
    if asked := open_request(application):
        return {"text": asked.text, "steps": asked.steps, "due_on": due_on}
    with translation.override(application.language):
        text = drafted_request(application)
    failed = [row.check_name for row, finding in findings_of(application) if not finding.is_met]
    steps = steps_to_complete(application, failed)
    return {"text": text, "steps": steps, "due_on": due_on}


@login_required
def ask_more_time(request: HttpRequest, ref: str) -> HttpResponse:
    """The applicant asks for a later last day, with the reason."""
    application = get_application(request.user, ref, can=rules.can_edit)
    asked = check_ask_time(application)
    form = MoreTimeForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        completion.ask_more_time(application, **form.cleaned_data, by=by)
        messages.success(request, _("The programme office has been asked. It answers by e-mail."))
        return redirect("my-application", ref)
    context = {"application": application, "asked": asked, "form": form}
    return TemplateResponse(request, "calls/ask_more_time.html", context)


@office_required
def answer_more_time(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the applicant more time, or refuse it with a reason."""
    application = get_application(request.user, ref, can=rules.can_process)
    asked = check_answer_time(request.user, application)
    posted = request.POST if request.method == "POST" else None
    form = MoreTimeAnswerForm(posted, asked=asked, initial={"until": asked.more_time_until})
    if request.method == "POST" and form.is_valid():
        completion.answer_more_time(application, **form.cleaned_data, by=request.user)
        messages.success(request, _("The applicant has been told."))
        return redirect("office-application", ref)
    context = {
        "application": application,
        "asked": asked,
        "form": form,
        "crumbs": _crumbs(application),
    }
    return TemplateResponse(request, "calls/answer_more_time.html", context)


@office_required
def cancel_completion(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, then take the request back."""
    application = get_application(request.user, ref, can=rules.can_process)
    asked = check_cancel(request.user, application)
    if request.method == "POST":
        completion.cancel_request(application, by=request.user)
        messages.success(request, _("The request was taken back. The applicant is told."))
        return redirect("office-application", ref)
    context = {"application": application, "asked": asked, "crumbs": _crumbs(application)}
    return render(request, "calls/cancel_completion.html", context)


@office_required
def lapse_application(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm with a reason that a case which was not completed ends without a decision."""
    application = get_application(request.user, ref, can=rules.can_process)
    check_decider(request.user, application)
    asked = open_request(application)
    if application.state != State.SUBMITTED or asked is None:
        raise NotAllowed(
            _(
                "Only an application that was asked to be completed and was not completed in time "
                "can lapse."
            )
        )
    form = LapseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        completion.lapse_application(application, **form.cleaned_data, by=request.user)
        messages.success(request, _("The application has lapsed. The letter is on its way."))
        return redirect("office-application", ref)
    context = {
        "application": application,
        "asked": asked,
        "form": form,
        "crumbs": _crumbs(application),
    }
    return TemplateResponse(request, "calls/lapse_application.html", context)


@require_POST
@office_required
def resume_application(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a lapsed case up again."""
    application = get_application(request.user, ref, can=rules.can_process)
    completion.resume_application(application, by=request.user)
    messages.success(request, _("The case has been taken up again and waits for its decision."))
    return redirect("office-application", ref)
