"""The item bank: its list, a question with its versions, and the way into a form and back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.forms import Form
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.people.access import office_required
from talkoot.surveys.actions import bank as actions
from talkoot.surveys.building.bank import (
    bank_for,
    can_change_bank_item,
    check_change,
    followers_of,
    get_bank_item,
    matching,
    newest,
    office_bank,
    versions_of,
)
from talkoot.surveys.building.forms import WordingForm
from talkoot.surveys.building.outline import (
    Outline,
    can_change_form,
    check_draft,
    get_form,
    outline_of,
)
from talkoot.surveys.rules import option_text


class BankFilter(Form):
    """What is looked for in the bank."""

    q = forms.CharField(label=gettext_lazy("Words or code"), required=False, max_length=100)
    retired = forms.BooleanField(label=gettext_lazy("Retired ones too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_filter = True  # type: ignore[attr-defined]

    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


@require_safe
@office_required
def office_bank_items(request: HttpRequest) -> HttpResponse:
    """The newest version of each wording, by code."""
    filters = BankFilter(request.GET)
    words = filters.words()
    rows = matching(office_bank(request.user, with_retired="retired" in request.GET), words)
    context = {"filters": filters, "page": page_of(request, rows), "is_filtered": bool(words)}
    return TemplateResponse(request, "surveys/bank_list.html", context)


@require_safe
@office_required
def bank_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: how it is asked, its versions, and which forms ask each of them."""
    row = get_bank_item(request.user, pk)
    versions = versions_of(row)
    followers = followers_of(versions, request.user)
    is_newest = versions[0].pk == row.pk
    is_own = can_change_bank_item(request.user, row)
    context = {
        "row": row,
        "kind": capfirst(row.get_kind_display()),
        "rows": [option_text(option) for option in row.rows],
        "steps": [option_text(option) for option in row.options],
        "versions": [(version, followers.get(version.pk, [])) for version in versions],
        "is_own": is_own,
        "is_editable": is_own and is_newest and not row.is_retired,
    }
    return TemplateResponse(request, "surveys/bank_item.html", context)


@office_required
def change_bank_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A changed wording is a new version."""
    row = get_bank_item(request.user, pk)
    check_change(request.user, row)
    form = WordingForm(request.POST or None, part=row, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        changed = actions.reword(row, by=request.user, **form.values())
        if changed.pk == row.pk:
            messages.info(request, _("Nothing changed, so no new version was made."))
        else:
            sentence = _("Version %(version)s is in the bank. Forms that ask the old one keep it.")
            messages.success(request, sentence % {"version": changed.version})
        return redirect("bank-item", changed.pk)
    context = {"row": row, "form": form, "kind": capfirst(row.get_kind_display())}
    return TemplateResponse(request, "surveys/bank_item_form.html", context)


@require_POST
@office_required
def retire_bank_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bank, or back into it with `back`."""
    row = get_bank_item(request.user, pk)
    is_retired = "back" not in request.POST
    actions.retire(row, is_retired=is_retired, by=request.user)
    messages.success(
        request,
        _("The question was retired. Forms that ask it keep it.")
        if is_retired
        else _("The question can be taken into forms again."),
    )
    return redirect("bank-item", pk)


@office_required
def take_bank_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank as seen from a draft: each question can be taken into the section."""
    outline = _draft(request, pk)
    form = outline.questionnaire
    place = request.POST.get("section") or request.GET.get("section", "")
    section = next((row for row in outline.sections if row.code == place), None)
    section = section or next(iter(outline.sections[-1:]), None)
    if request.method == "POST":
        wanted = request.POST.get("item", "")
        row = get_bank_item(request.user, int(wanted) if wanted.isdecimal() else 0)
        item = actions.take_item(form, row, section=section, by=request.user)
        messages.success(request, _("“%(question)s” is in the form.") % {"question": item.text})
        return redirect("office-form", pk)
    filters = BankFilter(request.GET)
    taken = {item.bank_item_id for item in outline.items} - {None}
    rows = matching(newest(bank_for(form.programme)), filters.words())
    page = page_of(request, rows)
    context = {
        "source": form,
        "section": section,
        "filters": filters,
        "page": page,
        "rows": [(row, row.pk in taken) for row in page],
    }
    return TemplateResponse(request, "surveys/bank_take.html", context)


@require_POST
@office_required
def keep_item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put a draft's question into the programme's bank."""
    outline = _draft(request, pk)
    item = outline.item(code)
    if item is None:
        raise NotFound(_("The form has no such part any more. Go back to the form."))
    row = actions.keep_item(outline.questionnaire, item, by=request.user)
    sentence = _("The question is in the bank as version %(version)s of “%(code)s”.")
    messages.success(request, sentence % {"version": row.version, "code": row.code})
    return redirect("edit-item", pk, code)


def _draft(request: HttpRequest, pk: int) -> Outline:
    form = get_form(request.user, pk, can=can_change_form)
    check_draft(form)
    return outline_of(form)
