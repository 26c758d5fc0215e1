"""The applicant's own application: the form in steps, sending, withdrawing, the attachment."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls import actions, rules
from talkoot.calls.completion_forms import ReplyForm
from talkoot.calls.forms import OwnCostsForm, StepForm
from talkoot.calls.models import Application, Call
from talkoot.calls.people_forms import OrganisationForm
from talkoot.calls.queries import (
    contact_of,
    file_of,
    get_application,
    get_call,
    get_own_application,
    organisations_of,
)
from talkoot.calls.queries.calls import role_gap
from talkoot.calls.rules.sign_off import lacking
from talkoot.calls.summary import answer_sections
from talkoot.calls.views import writing
from talkoot.calls.views.completion import asked_of, send
from talkoot.core.kept import keeps_posted
from talkoot.core.refusals import NotFound
from talkoot.files.views import file_response

UNPROCESSABLE = 422


@login_required
def start_application(request: HttpRequest, slug: str) -> HttpResponse:
    """POST opens a draft; a person without an organisation names it first, one of many chooses."""
    call = get_call(slug)
    organisations = organisations_of(request.user)
    if request.method != "POST":
        if len(organisations) > 1:
            return _choose_organisation(request, call, OrganisationForm(organisations))
        return redirect(call)  # The way back from signing in.
    if not organisations:
        messages.info(request, _("Tell first which organisation you work in, then apply."))
        back = reverse("call", args=[slug])
        return redirect(f"{reverse('my-organisations')}?next={back}")
    rules.check_open(call, timezone.now())
    chosen = organisations[0]
    if len(organisations) > 1:
        if "organisation" not in request.POST:  # The button of the call's page.
            return redirect("start-application", slug)
        form = OrganisationForm(organisations, request.POST)
        if not form.is_valid():
            return _choose_organisation(request, call, form)
        chosen = form.chosen()
    application = actions.start_application(call, organisation=chosen, by=request.user)
    return redirect("application-step", application.ref, rules.first_step(application))


def _choose_organisation(request: HttpRequest, call: Call, form: OrganisationForm) -> HttpResponse:
    """Ask for which of the person's organisations the application is."""
    rules.check_open(call, timezone.now())
    context = {"call": call, "form": form}
    return TemplateResponse(request, "calls/choose_organisation.html", context)


@keeps_posted
def application_step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """One step of the form. What is typed and fits is saved, whichever button is pressed."""
    application = get_own_application(request.user, ref)
    writable = rules.writable_steps(application)
    if step not in writable and step not in rules.steps_of(application):
        raise NotFound(_("The application has no such step. Start from the first one."))
    if application.state not in rules.WRITTEN and request.method != "POST":
        return redirect("my-application", ref)
    if step not in writable and request.method != "POST":
        return redirect("application-step", ref, rules.REVIEW)
    if step == rules.REVIEW:
        return _review(request, application, writable)
    if request.method != "POST":
        form = writing.open_form(request, application, step)
        return _step_page(request, application, step, form, writable)
    return _save_step(request, application, step)


def _save_step(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    form = StepForm(application, step, request.POST, request.FILES)
    form.is_valid()
    outcome = writing.save(request, application, form)
    saved = outcome.application
    for code, upload in form.uploads().items():
        if upload:
            actions.attach_file(saved, upload, by=request.user, code=code)
        else:
            actions.remove_attachment(saved, by=request.user, code=code)
    if writing.is_autosave(request):
        return writing.autosaved(form, outcome, viewer_id=request.user.pk)
    if not writing.stays(request):
        form.ask_for_gaps(rules.missing_answers(saved, step=step))
    writing.tell_conflicts(form, outcome, viewer_id=request.user.pk)
    if not form.is_valid():
        fresh = get_own_application(request.user, application.ref)
        titles = rules.writable_steps(fresh)
        return _step_page(request, fresh, step, form, titles, outcome, status=UNPROCESSABLE)
    if writing.stays(request):
        return writing.stay(request, application, step)
    steps = list(rules.writable_steps(saved))
    return redirect("application-step", application.ref, steps[steps.index(step) + 1])


def _step_page(
    request: HttpRequest,
    application: Application,
    step: str,
    form: StepForm,
    titles: dict[str, str],
    outcome: writing.Outcome | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **writing.dress(request, application, step, form, outcome),
        **_frame(application, step, titles, rules.unfinished_steps(application)),
        "form": form,
        "section": form.items[0].section if form.items else None,
    }
    return render(request, "calls/step.html", context, status=status)


def _review(
    request: HttpRequest, application: Application, titles: dict[str, str], *, status: int = 200
) -> HttpResponse:
    """All answers with ways to change them, what is missing, and the button that sends."""
    rules.read_themes(application)
    gaps, now = rules.missing_answers(application), timezone.now()
    gaps += rules.choice_gaps(application)
    if application.state == Application.State.DRAFT:
        gaps += filter(None, [role_gap(application)])
    frame = _frame(application, rules.REVIEW, titles, {gap.step for gap in gaps})
    was_refused = status == UNPROCESSABLE
    sent = request.POST if was_refused else None
    context = {
        **frame,
        "sections": answer_sections(application, can_change=titles),
        "gaps": gaps,
        "lacking": lacking(application),
        "reply": ReplyForm()["reply"],
        "is_open": frame["asked"] or rules.takes_arrivals(application.call, now),
        "is_late": not frame["asked"] and rules.is_late(application.call, now),
        "was_refused": was_refused,
        "form": OwnCostsForm(sent) if rules.asks_own_costs(application) else None,
    }
    return render(request, "calls/step_review.html", context, status=status)


def _frame(
    application: Application, step: str, titles: dict[str, str], unfinished: set[str]
) -> dict[str, Any]:
    """What the steps share: where one is among the `titles`, and what the side column tells."""
    names = list(titles)
    index = names.index(step)
    steps = [
        {
            "text": title,
            "url": reverse("application-step", args=[application.ref, name]),
            "is_done": name not in unfinished and name != rules.REVIEW,
            "is_current": name == step,
        }
        for name, title in titles.items()
    ]
    return {
        "application": application,
        "asked": asked_of(application),
        "call": application.call,
        "programme": contact_of(application.call),
        "steps": steps,
        "number": index + 1,
        "title": titles[step],
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
    try:
        sent = send(request, application)
    except rules.AnswersMissing:
        titles = rules.writable_steps(application)
        return _review(request, application, titles, status=UNPROCESSABLE)
    text = _(
        "Your application has been sent. Its case number is %(number)s. A receipt comes by e-mail."
    )
    messages.success(request, text % {"number": sent.number})
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
    """The attachment, for those who may read the application."""
    return application_file(request, ref, "attachment")


@login_required
def application_file(request: HttpRequest, ref: str, code: str) -> FileResponse:
    """A file that answers a question of the form, for those who may read the application."""
    application = get_application(request.user, ref, can=rules.can_read_files)
    return file_response(file_of(application, code))
