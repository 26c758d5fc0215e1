"""The office publishes or returns what experts have written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.differences import word_changes
from talkoot.experts.actions import profiles as actions
from talkoot.experts.models import LANGUAGE_NAMES, Competence, ProfileChange
from talkoot.experts.profile_forms import ModerationForm
from talkoot.experts.queries.profiles import (
    get_change,
    get_reply,
    waiting_changes,
    waiting_replies,
)
from talkoot.people.access import office_required
from talkoot.programmes.models import Theme


@require_safe
@office_required
def office_profiles(request: HttpRequest) -> HttpResponse:
    """New wordings and replies that wait."""
    context = {
        "changes": waiting_changes(request.user),
        "replies": waiting_replies(request.user),
    }
    return render(request, "experts/office_profiles.html", context)


@office_required
def office_profile_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, word by word; publish it or return it."""
    change = get_change(request.user, pk)
    form = ModerationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if "return" not in request.POST:
            actions.publish_change(change, by=request.user)
            messages.success(request, _("The profile is published."))
            return redirect("office-profiles")
        if note.strip():
            actions.return_change(change, note=note, by=request.user)
            messages.success(request, _("The wording was returned to the expert."))
            return redirect("office-profiles")
        form.add_error("note", _("Write what the expert should change."))
    is_waiting = change.state == ProfileChange.State.SUBMITTED
    context = {
        "change": change,
        "rows": _rows(change) if is_waiting else [],
        "form": form,
        "is_waiting": is_waiting,
    }
    return TemplateResponse(request, "experts/office_profile_change.html", context)


@office_required
def office_expert_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """A reply to feedback; publish it or return it."""
    reply = get_reply(request.user, pk)
    form = ModerationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if "return" not in request.POST:
            actions.publish_reply(reply, by=request.user)
            messages.success(request, _("The reply is published."))
            return redirect("office-profiles")
        if note.strip():
            actions.return_reply(reply, note=note, by=request.user)
            messages.success(request, _("The reply was returned to the expert."))
            return redirect("office-profiles")
        form.add_error("note", _("Write what the expert should change."))
    is_waiting = reply.state == reply.State.SUBMITTED
    context = {"reply": reply, "form": form, "is_waiting": is_waiting}
    return TemplateResponse(request, "experts/office_expert_reply.html", context)


def _rows(change: ProfileChange) -> list[dict[str, Any]]:
    """Each field that would change: its name and its words, gone and come."""
    before, after = actions.content_of(change.expert), change.content
    names = {
        "themes": _names(Theme, [*before["themes"], *after["themes"]]),
        "competences": _names(Competence, [*before["competences"], *after["competences"]]),
        "languages": {code: str(name) for code, name in LANGUAGE_NAMES.items()},
    }

    def words(name: str, value: Any) -> str:
        if name not in names:
            return str(value)
        keys = value.split() if name == "languages" else value
        return ", ".join(names[name].get(key, str(key)) for key in keys)

    labels = _labels()
    return [
        {
            "label": labels[name],
            "lang": name[-2:] if name.startswith(("title_", "profile_")) else "",
            "changes": word_changes(words(name, before[name]), words(name, after[name])),
        }
        for name in labels
        if before[name] != after[name]
    ]


def _names(model: Any, keys: list[int]) -> dict[Any, str]:
    return {pk: str(row) for pk, row in model.objects.in_bulk(keys).items()} if keys else {}


def _labels() -> dict[str, str]:
    return {
        "title_fi": _("Title %(language)s") % {"language": _("in Finnish")},
        "title_sv": _("Title %(language)s") % {"language": _("in Swedish")},
        "title_en": _("Title %(language)s") % {"language": _("in English")},
        "profile_fi": _("What the expert helps with, in Finnish"),
        "profile_sv": _("What the expert helps with, in Swedish"),
        "profile_en": _("What the expert helps with, in English"),
        "languages": _("Languages"),
        "themes": _("Themes"),
        "competences": _("Competences"),
        "competence_words": _("Competences in own words"),
    }
