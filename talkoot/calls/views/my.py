"""The applicant's own application: the form in steps, sending, withdrawing, the attachment."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls import actions, rules
from talkoot.calls.forms import STEP_FORMS, NeedForm, StepForm
from talkoot.calls.models import Application
from talkoot.calls.queries import get_application, get_call, get_own_application, organisations_of
from talkoot.calls.summary import STEP_TITLES, answer_sections
from talkoot.core.refusals import NotFound
from talkoot.files.views import file_response

UNPROCESSABLE = 422


@login_required
def start_application(request: HttpRequest, slug: str) -> HttpResponse:
    """POST opens a draft; a person without an organisation names it first."""
    call = get_call(slug)
    if request.method != "POST":  # The way back from signing in.
        return redirect(call)
    organisation = organisations_of(request.user).first()
    if organisation is None:
        messages.info(request, _("Tell first which organisation you work in, then apply."))
        back = reverse("call", args=[slug])
        return redirect(f"{reverse('my-organisations')}?next={back}")
    application = actions.start_application(call, organisation=organisation, by=request.user)
    return redirect("application-step", application.ref, rules.STEPS[0])


@login_required
def application_step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """One step of the form. What is typed and fits is saved, whichever button is pressed."""
    application = get_own_application(request.user, ref)
    if step not in rules.STEPS:
        raise NotFound(_("The application has no such step. Start from the first one."))
    if application.state != Application.State.DRAFT and request.method != "POST":
        return redirect("my-application", ref)
    if step == rules.STEPS[-1]:
        return _review(request, application)
    if request.method != "POST":
        return _step_page(request, application, step, STEP_FORMS[step](instance=application))
    return _save_step(request, application, step)


def _save_step(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    form = STEP_FORMS[step](request.POST, request.FILES, instance=application)
    form.is_valid()
    saved = actions.save_draft(application, answers=form.answers(), by=request.user, **form.lists())
    if isinstance(form, NeedForm):
        _save_attachment(request, saved, form)
    if "draft" not in request.POST:
        form.ask_for(rules.missing_answers(saved, step=step))
    if not form.is_valid():
        fresh = get_own_application(request.user, application.ref)
        return _step_page(request, fresh, step, form, status=UNPROCESSABLE)
    if "draft" in request.POST:
        messages.success(request, _("The draft was saved. You can go on whenever you like."))
        return redirect("application-step", application.ref, step)
    following = rules.STEPS[rules.STEPS.index(step) + 1]
    return redirect("application-step", application.ref, following)


def _save_attachment(request: HttpRequest, application: Application, form: NeedForm) -> None:
    if form.cleaned_data.get("upload"):
        actions.attach_file(application, form.cleaned_data["upload"], by=request.user)
    elif form.cleaned_data.get("is_removed"):
        actions.remove_attachment(application, by=request.user)


def _step_page(
    request: HttpRequest, application: Application, step: str, form: StepForm, *, status: int = 200
) -> HttpResponse:
    context = {**_frame(application, step), "form": form}
    return render(request, f"calls/step_{step}.html", context, status=status)


def _review(request: HttpRequest, application: Application, *, status: int = 200) -> HttpResponse:
    """All answers with ways to change them, what is missing, and the button that sends."""
    gaps = rules.missing_answers(application)
    context = {
        **_frame(application, rules.STEPS[-1]),
        "sections": answer_sections(application, can_change=True),
        "gaps": gaps,
        "is_open": rules.is_open(application.call, timezone.now()),
        "was_refused": status == UNPROCESSABLE,
    }
    return render(request, "calls/step_review.html", context, status=status)


def _frame(application: Application, step: str) -> dict[str, Any]:
    """What the steps share: where one is, and what the side column tells."""
    unfinished = {gap.step for gap in rules.missing_answers(application)}
    index = rules.STEPS.index(step)
    steps = [
        {
            "text": STEP_TITLES[name],
            "url": reverse("application-step", args=[application.ref, name]),
            "is_done": name not in unfinished and name != rules.STEPS[-1],
            "is_current": name == step,
        }
        for name in rules.STEPS
    ]
    return {
        "application": application,
        "call": application.call,
        "programme": application.call.offering.programme,
        "steps": steps,
        "number": index + 1,
        "title": STEP_TITLES[step],
        "step_url": steps[index]["url"],
        "previous_url": steps[index - 1]["url"] if index else "",
        "crumbs": [
            (_("Calls"), reverse("calls")),
            (application.call.title, application.call.get_absolute_url()),
        ],
    }


@login_required
@require_POST
def submit_application(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the application; with answers missing the review page tells which."""
    application = get_own_application(request.user, ref)
    rules.check_editable(application)
    if rules.missing_answers(application):
        return _review(request, application, status=UNPROCESSABLE)
    sent = actions.submit_application(application, by=request.user)
    messages.success(
        request,
        _(
            "Your application has been sent. Its case number is %(number)s. A receipt comes by "
            "e-mail."
        )
        % {"number": sent.number},
    )
    return redirect("my-application", ref)


@login_required
def withdraw_application(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, then take the application back or give the draft up."""
    application = get_application(request.user, ref, can=rules.can_edit)
    rules.check_withdraw(application)
    if request.method != "POST":
        is_draft = application.state == Application.State.DRAFT
        context = {"application": application, "is_draft": is_draft}
        return render(request, "calls/withdraw_application.html", context)
    actions.withdraw_application(application, by=request.user)
    messages.success(request, _("The application was withdrawn."))
    return redirect("desk")


@login_required
def application_attachment(request: HttpRequest, ref: str) -> FileResponse:
    """The attachment, for the applicant and for the office once the application has been sent."""
    application = get_application(request.user, ref)
    if application.attachment is None:
        raise NotFound(_("The application has no attachment."))
    return file_response(application.attachment)
