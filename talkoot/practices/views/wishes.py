"""My ideas: practices kept for later, small plans of a try, and where they lead."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls.queries import get_call, open_calls
from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.people.models import Organisation
from talkoot.people.rules import is_member, roles_of
from talkoot.practices.actions import wishes as actions
from talkoot.practices.forms.wishes import PlanForm
from talkoot.practices.models import Practice
from talkoot.practices.queries import get_practice
from talkoot.practices.queries.wishes import get_idea, ideas_of
from talkoot.practices.rules.wishes import starting_plan


@login_required
@require_POST
def save_idea(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the practice on one's list by one click."""
    idea = actions.save_idea(get_practice(request.user, slug), by=request.user)
    messages.success(request, _("The practice is on your list of ideas."))
    return redirect("my-idea", idea.pk)


@login_required
def my_ideas(request: HttpRequest) -> HttpResponse:
    return render(
        request, "practices/my_ideas.html", {"page": page_of(request, ideas_of(request.user))}
    )


@login_required
def my_idea(request: HttpRequest, pk: int) -> HttpResponse:
    """The small plan of a try, and what can come of it."""
    idea = get_idea(request.user, pk)
    form = PlanForm(request.POST or None, initial=starting_plan(idea))
    if request.method == "POST" and form.is_valid():
        actions.plan_idea(idea, plan=form.cleaned_data, by=request.user)
        messages.success(request, _("The plan was saved."))
        return redirect("my-idea", pk)
    is_public = idea.practice.state == Practice.State.PUBLISHED
    context = {
        "idea": idea,
        "practice": idea.practice,
        "form": form,
        "is_public": is_public,
        "attachments": list(idea.practice.attachments.all()) if is_public else [],
        "calls": list(open_calls(timezone.now())[:5]) if is_public else [],
        "organisations": list(Organisation.objects.filter(pk__in=roles_of(request.user))),
    }
    return TemplateResponse(request, "practices/my_idea.html", context)


@login_required
@require_POST
def remove_idea(request: HttpRequest, pk: int) -> HttpResponse:
    actions.remove_idea(get_idea(request.user, pk), by=request.user)
    messages.success(request, _("The practice was taken off your list."))
    return redirect("my-ideas")


@login_required
@require_POST
def apply_from_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """A draft of an application that begins with the practice's need and solution."""
    practice = get_practice(request.user, slug)
    call = get_call(request.POST.get("call", ""))
    number = request.POST.get("organisation", "")
    organisation = fetch(
        Organisation.objects.all(),
        request.user,
        lambda user, row: is_member(user, row.pk),
        pk=int(number) if number.isdecimal() and len(number) < 10 else 0,
    )
    application = actions.apply_from_practice(
        practice, call=call, organisation=organisation, by=request.user
    )
    messages.success(
        request, _("The draft begins with the practice. Change the texts to tell of your own work.")
    )
    return redirect("my-application", application.ref)
