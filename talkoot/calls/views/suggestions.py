"""Themes that the field suggests: the office notes, weighs and decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls.actions import suggestions as actions
from talkoot.calls.models import ThemeSuggestion
from talkoot.calls.queries import suggestions as queries
from talkoot.calls.suggestion_forms import SuggestionDecisionForm, SuggestionForm
from talkoot.core.pages import page_of
from talkoot.people.access import office_required

KINDS = {"collected": "warn", "launched": "ok", "set_aside": "wait"}


@require_safe
@office_required
def office_suggestions(request: HttpRequest) -> HttpResponse:
    """What waits first; `?source=` shows what was heard in one kind of place."""
    sources = ThemeSuggestion.Source
    asked = request.GET.get("source", "")
    source = asked if asked in sources.values else ""
    page = page_of(request, queries.office_suggestions(request.user, source=source))
    counts = queries.counts_by_source(request.user)
    links = [
        {
            "text": f"{capfirst(row.label)} ({counts[row.value]})",
            "url": f"?source={row.value}",
            "current": row.value == source,
        }
        for row in sources
        if row.value in counts
    ]
    every = {"text": _("All"), "url": "?", "current": not source}
    context = {
        "page": page,
        "rows": [(row, KINDS[row.state]) for row in page],
        "sources": [every, *links] if links else [],
    }
    return render(request, "calls/office_suggestions.html", context)


@office_required
def new_suggestion(request: HttpRequest) -> HttpResponse:
    """Note a theme."""
    programmes = queries.office_programmes(request.user)
    form = SuggestionForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        actions.add_suggestion(**form.cleaned_data, by=request.user)
        messages.success(request, _("The theme was noted."))
        return redirect("office-suggestions")
    return TemplateResponse(request, "calls/new_suggestion.html", {"form": form})


@office_required
def decide_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told of the theme, and the decision: launched or set aside."""
    suggestion = queries.get_suggestion(request.user, pk)
    is_open = suggestion.state == ThemeSuggestion.State.COLLECTED
    calls = queries.calls_of(suggestion.programme)
    form = SuggestionDecisionForm(request.POST or None, calls=calls)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        actions.decide_suggestion(
            suggestion,
            is_launched=words["outcome"] == "launched",
            reason=words["reason"],
            call=words["call"],
            by=request.user,
        )
        messages.success(request, _("The decision was saved."))
        return redirect("office-suggestions")
    context = {
        "suggestion": suggestion,
        "form": form,
        "is_open": is_open,
        "kind": KINDS[suggestion.state],
        "rows": _rows(suggestion),
    }
    return TemplateResponse(request, "calls/decide_suggestion.html", context)


@office_required
@require_POST
def reopen_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Weigh the theme anew."""
    suggestion = queries.get_suggestion(request.user, pk)
    actions.reopen_suggestion(suggestion, by=request.user)
    messages.success(request, _("The theme waits for a decision again."))
    return redirect("decide-suggestion", pk)


def _rows(suggestion: ThemeSuggestion) -> list[dict[str, str]]:
    """What is known of the theme, for ui/summary_list.html."""
    call = suggestion.call
    return [
        {"key": _("Why it matters now"), "value": suggestion.grounds},
        {"key": _("Where it was heard of"), "value": capfirst(suggestion.get_source_display())},
        {"key": _("Source more exactly"), "value": suggestion.source_note},
        {"key": _("Programme"), "value": suggestion.programme.name},
        {"key": _("Noted by"), "value": str(suggestion.added_by)},
        {"key": _("Decided by"), "value": str(suggestion.decided_by or "")},
        {"key": _("Reasons"), "value": suggestion.reason},
        {
            "key": _("Call"),
            "value": call.title if call else "",
            "url": call.get_absolute_url() if call and call.published_at else "",
        },
    ]
