"""The case story: the office writes, the applicant reads and answers, everybody reads."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.templatetags.ui import day
from talkoot.engagements import rules
from talkoot.engagements.actions import stories as actions
from talkoot.engagements.forms.stories import CaseStoryForm, StoryAnswerForm, told_how
from talkoot.engagements.models import CaseStory, Engagement, StoryConsent
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.stories import begun_story, get_told_story
from talkoot.engagements.rules.stories import (
    can_accept_story,
    can_write_story,
    is_told,
    offer_problem,
    story_of,
)

State = CaseStory.State


@login_required
def write_story(request: HttpRequest, ref: str) -> HttpResponse:
    """The office writes the story, begun from the records, and sends it to the applicant.

    One that is being read or is public is shown as it stands, with a button to take it back.
    """
    engagement = get_engagement(request.user, ref, can=can_write_story)
    story = story_of(engagement)
    is_standing = story is not None and story.state != State.DRAFT
    if story is not None and is_standing and (request.method != "POST" or "take" in request.POST):
        return _standing(request, engagement, story)
    form = CaseStoryForm(request.POST or None, story=story, initial=_initial(engagement, story))
    if request.method == "POST" and form.is_valid():
        saved = actions.save_story(engagement, by=request.user, **form.cleaned_data)
        problem = offer_problem(engagement, saved) if "send" in request.POST else ""
        if "send" in request.POST and not problem:
            actions.offer_story(saved, by=request.user)
            messages.success(request, _("The applicant has been asked to read the story."))
            return redirect("engagement", ref)
        if not problem:
            messages.success(request, _("The story is saved. Nobody else sees it yet."))
            return redirect("write-story", ref)
        # The text is kept; what stops the sending is told at the form.
        form = CaseStoryForm({**request.POST.dict(), "version": saved.version}, story=saved)
        form.is_valid()
        form.add_error(None, problem)
    context = {"form": form, "story": story, "is_prefilled": story is None and not form.is_bound}
    return _page(request, "engagements/write_story.html", engagement, **context)


def _standing(request: HttpRequest, engagement: Engagement, story: CaseStory) -> HttpResponse:
    if request.method == "POST":
        actions.take_story_back(story, by=request.user)
        messages.success(request, _("The story can be changed again, and nobody else sees it."))
        return redirect("write-story", engagement.application.ref)
    context = {"story": story, "rows": story_rows(story), "is_told": is_told(story)}
    return _page(request, "engagements/story_standing.html", engagement, **context)


def _initial(engagement: Engagement, story: CaseStory | None) -> dict[str, Any]:
    if story is None:
        return {**begun_story(engagement), "version": 0}
    texts = {name: getattr(story, name) for name in actions.TEXTS}
    return {**texts, "version": story.version}


@login_required
def read_story(request: HttpRequest, ref: str) -> HttpResponse:
    """The applicant reads the text and tells whether it may be published."""
    engagement = get_engagement(request.user, ref, can=can_accept_story)
    story = engagement.case_story
    form = StoryAnswerForm(request.POST or None, initial={"version": story.version})
    if request.method == "POST" and form.is_valid():
        return _answer(request, story, form.cleaned_data)
    # What is accepted now follows today's consent, whatever an earlier text was accepted with.
    is_public = story.state == State.PUBLISHED
    context = {
        "story": story,
        "rows": story_rows(story),
        "form": form if story.state == State.OFFERED else None,
        "told_how": told_how(story.consent if is_public else engagement.story_consent),
        "is_told": is_told(story),
    }
    return _page(request, "engagements/read_story.html", engagement, **context)


def _answer(request: HttpRequest, story: CaseStory, values: dict[str, Any]) -> HttpResponse:
    if values["answer"] == StoryAnswerForm.PUBLISH:
        actions.accept_story(story, version=values["version"], by=request.user)
        messages.success(request, _("Thank you. The story is now public."))
        return redirect("read-story", story.engagement.application.ref)
    actions.return_story(story, note=values["note"].strip(), by=request.user)
    messages.success(request, _("Thank you. The office changes the text and asks you again."))
    return redirect("engagement", story.engagement.application.ref)


@require_safe
def case_story(request: HttpRequest, pk: int) -> HttpResponse:
    """A story that its applicant has accepted, for everybody."""
    story = get_told_story(request.user, pk)
    application = story.engagement.application
    is_named = story.consent == StoryConsent.NAMED
    organisation = application.organisation
    who = organisation.name if is_named else capfirst(organisation.get_kind_display())
    place = organisation.municipality if is_named else None
    facts = [
        {"key": _("Organisation"), "value": who, "lang": "fi" if is_named else ""},
        {"key": _("Municipality"), "value": place.name if place else ""},
        {"key": _("Service"), "value": application.call.offering.name},
        {"key": _("Published"), "value": day(story.published_on)},
    ]
    context = {
        "story": story,
        "facts": facts,
        "rows": story_rows(story),
        "language": application.language,
        "programme": application.call.offering.programme,
    }
    return TemplateResponse(request, "engagements/case_story.html", context)


def story_rows(story: CaseStory) -> list[tuple[str, str]]:
    """[(heading, text)] of the parts that have been written."""
    parts = [
        (_("Goal"), story.goal),
        (_("Those who took part"), story.participants),
        (_("Method"), story.method),
        (_("Result"), story.result),
        (_("What came later"), story.follow_up),
    ]
    return [part for part in parts if part[1]]


def _page(
    request: HttpRequest, template: str, engagement: Engagement, **extra: Any
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "is_office": rules.can_oversee(request.user, engagement),
        **extra,
    }
    return TemplateResponse(request, template, context)
