"""The office's groups of synonyms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.people.access import office_required
from talkoot.practices.actions import synonyms as actions
from talkoot.practices.forms.searches import SynonymFilterForm, SynonymGroupForm
from talkoot.practices.queries.synonyms import can_keep_synonyms, changes_of, synonym_groups
from talkoot.search.models import SynonymGroup
from talkoot.search.rules import words_of


@office_required
def synonyms(request: HttpRequest) -> HttpResponse:
    """The groups, with a search by word."""
    filters = SynonymFilterForm(request.GET or None)
    text = filters.cleaned_data["q"].strip() if filters.is_bound and filters.is_valid() else ""
    page = page_of(request, synonym_groups(text))
    rows = [
        (row, [", ".join(words_of(t)) for t in (row.words_fi, row.words_sv, row.words_en)])
        for row in page
    ]
    context = {"filters": filters, "page": page, "rows": rows, "text": text}
    return render(request, "practices/synonyms.html", context)


@office_required
def new_synonyms(request: HttpRequest) -> HttpResponse:
    """A new group; `?words=` is what somebody searched for in vain."""
    words = " ".join(request.GET.get("words", "").replace("\0", "").split())[:200]
    return _form(request, SynonymGroup(), initial={"words_fi": words})


@office_required
def synonym_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group, and see who has changed it."""
    return _form(request, _group(request, pk), initial={})


def _form(request: HttpRequest, group: SynonymGroup, *, initial: dict[str, Any]) -> HttpResponse:
    form = SynonymGroupForm(request.POST or None, instance=group, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_synonyms(form.instance, by=request.user)
        except NotAllowed as refusal:
            form.add_error("words_fi", str(refusal))
        else:
            messages.success(request, _("The group has been saved. Searches use it at once."))
            return redirect("synonyms")
    context = {
        "form": form,
        "group": group,
        "changes": changes_of(group) if group.pk else [],
    }
    return TemplateResponse(request, "practices/synonym_group.html", context)


@office_required
@require_POST
def switch_synonyms(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the group into use or out of it."""
    group = _group(request, pk)
    actions.switch_synonyms(group, is_active=not group.is_active, by=request.user)
    return redirect("synonym-group", pk)


@office_required
def delete_synonyms(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more, POST deletes."""
    group = _group(request, pk)
    if request.method == "POST":
        actions.delete_synonyms(group, by=request.user)
        messages.success(request, _("Searches no longer use the group."))
        return redirect("synonyms")
    return render(request, "practices/delete_synonyms.html", {"group": group})


def _group(request: HttpRequest, pk: int) -> SynonymGroup:
    return fetch(SynonymGroup.objects.all(), request.user, can_keep_synonyms, pk=pk)
