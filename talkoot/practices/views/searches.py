"""Completing what is typed, and a person's saved searches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.practices.actions import searches as actions
from talkoot.practices.actions.indexing import KIND
from talkoot.practices.forms.searches import SaveSearchForm
from talkoot.practices.models import SavedSearch
from talkoot.practices.queries.searches import digest_is_refused, searches_of, titles_begun
from talkoot.practices.rules.searches import check_save, owns_search
from talkoot.practices.wanted import query_of, wanted_from
from talkoot.search.queries.suggestions import suggest


@require_safe
@cache_control(public=True, max_age=600)
def practice_suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the search field's list, for what has been typed so far."""
    text = request.GET.get("q", "").replace("\0", "")[:200]
    found = dict.fromkeys([*suggest(KIND, text), *titles_begun(text)])
    return render(request, "practices/suggestions.html", {"suggestions": found})


@login_required
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The person's saved searches, to open, to silence and to delete."""
    context = {
        "searches": searches_of(request.user),
        "is_refused": digest_is_refused(request.user),
    }
    return render(request, "practices/saved_searches.html", context)


@login_required
def save_search(request: HttpRequest) -> HttpResponse:
    """Name the search that the address tells, and keep it."""
    wanted = wanted_from(request.GET)
    query = query_of(wanted)
    known = searches_of(request.user).filter(query=query).first()
    others = searches_of(request.user).exclude(query=query).count()
    check_save(others, query)
    form = SaveSearchForm(
        request.POST or None, instance=known, initial={} if known else {"name": wanted.text[:120]}
    )
    if request.method == "POST" and form.is_valid():
        actions.save_search(query, **form.cleaned_data, by=request.user)
        messages.success(request, _("The search has been saved."))
        return redirect("saved-searches")
    context = {"form": form, "query": query, "words": wanted.text}
    return TemplateResponse(request, "practices/save_search.html", context)


@login_required
@require_POST
def switch_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin or end the mails of one search."""
    search = fetch(SavedSearch.objects.all(), request.user, owns_search, pk=pk)
    actions.switch_digest(search, sends_digest=not search.sends_digest)
    return redirect("saved-searches")


@login_required
@require_POST
def delete_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved search; it can be saved again from the list."""
    search = fetch(SavedSearch.objects.all(), request.user, owns_search, pk=pk)
    actions.delete_search(search)
    messages.success(request, _("The saved search has been deleted."))
    return redirect("saved-searches")
