"""Pages of what is stuck, of what the engagement leaves, and of telling the case."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls.queries import get_call
from talkoot.calls.rules import first_step
from talkoot.engagements import rules
from talkoot.engagements.actions import stuck as actions
from talkoot.engagements.actions.paths import continue_with
from talkoot.engagements.actions.team_work import move_task
from talkoot.engagements.forms.tasks import AnswerForm, OutputForm, StoryForm, StuckForm
from talkoot.engagements.forms.teams import TaskMoveForm
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.delivery import get_development_task, get_output, get_stuck_item
from talkoot.engagements.rules.stuck import can_consent, can_take_part
from talkoot.people.access import office_required


@login_required
def raise_stuck(request: HttpRequest, ref: str) -> HttpResponse:
    """Tell the office that something does not move on; `?about=days` begins the sentence."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    form = StuckForm(request.POST or None, initial={"text": _begun(request)})
    if request.method == "POST" and form.is_valid():
        actions.raise_stuck(engagement, text=form.cleaned_data["text"], by=request.user)
        messages.success(
            request, _("The programme office has got your message and answers by e-mail.")
        )
        return redirect("engagement", ref)
    return _page(request, "engagements/raise_stuck.html", engagement, form)


@office_required
def office_stuck(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what is stuck; who raised it is told."""
    item = get_stuck_item(request.user, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.resolve_stuck(item, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("The matter is resolved and who raised it has been told."))
        return redirect("office")
    return _page(request, "engagements/office_stuck.html", item.engagement, form, item=item)


@login_required
def add_output(request: HttpRequest, ref: str) -> HttpResponse:
    """Record what the engagement leaves to be carried on."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    form = OutputForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_output(engagement, by=request.user, **form.cleaned_data)
        messages.success(request, _("The output was added."))
        return redirect("engagement", ref)
    return _page(request, "engagements/add_output.html", engagement, form)


@login_required
@require_POST
def tick_output(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Mark an output as done, or as not done after all."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    output = get_output(engagement, pk)
    actions.tick_output(output, is_done=output.done_on is None, by=request.user)
    messages.success(request, _("The output was updated."))
    return redirect("engagement", ref)


@login_required
def engagement_task(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Tell how a development task goes that a game or a workshop left."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    task = get_development_task(engagement, pk)
    form = TaskMoveForm(request.POST or None, task=task, initial={"result": task.result})
    if request.method == "POST" and form.is_valid():
        move_task(task, by=request.user, **form.cleaned_data)
        messages.success(request, _("The development task was updated."))
        return redirect("engagement", ref)
    return _page(request, "engagements/engagement_task.html", engagement, form, task=task)


@login_required
def story_consent(request: HttpRequest, ref: str) -> HttpResponse:
    """The applicant tells whether the case may be told, and in what form."""
    engagement = get_engagement(request.user, ref, can=can_consent)
    form = StoryForm(request.POST or None, initial={"consent": engagement.story_consent})
    if request.method == "POST" and form.is_valid():
        consent = form.cleaned_data["consent"]
        actions.set_story_consent(engagement, consent=consent, by=request.user)
        messages.success(request, _("Thank you, your answer is kept. You can change it later."))
        return redirect("engagement", ref)
    return _page(request, "engagements/story_consent.html", engagement, form)


def _begun(request: HttpRequest) -> str:
    texts = {
        "days": _("We need more hours than were granted, because"),
        "substitute": _("I cannot hold the session agreed. A substitute from our company could be"),
    }
    text = texts.get(request.GET.get("about", ""), "")
    return f"{text} " if text else ""


def _page(
    request: HttpRequest, template: str, engagement: Engagement, form: Any, **extra: Any
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "is_office": rules.can_oversee(request.user, engagement),
        "form": form,
        **extra,
    }
    return TemplateResponse(request, template, context)


@login_required
@require_POST
def continue_engagement(request: HttpRequest, ref: str) -> HttpResponse:
    """Start an application to another service, filled in from this engagement."""
    engagement = get_engagement(request.user, ref, can=rules.is_applicant)
    call = get_call(request.POST.get("call", ""))
    application = continue_with(engagement, call, by=request.user)
    messages.success(
        request,
        _("Your earlier answers are filled in. Check each step: much may have changed since then."),
    )
    return redirect("application-step", application.ref, first_step(application))
