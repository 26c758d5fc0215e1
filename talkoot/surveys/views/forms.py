"""The office's forms as wholes: list, page, new, copy, version, publish, preview, in and out."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.core.tables import BadTable
from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes
from talkoot.surveys.actions import forms as actions
from talkoot.surveys.building.forms import CopyForm, ImportForm, NewForm, TitleForm
from talkoot.surveys.building.lint import faults_of
from talkoot.surveys.building.outline import (
    LANGUAGES,
    OPTION_KINDS,
    Outline,
    can_change_form,
    check_draft,
    condition_in_words,
    forms_of,
    get_form,
    outline_of,
)
from talkoot.surveys.building.uses import places_of, use_of
from talkoot.surveys.forms import AnswerForm
from talkoot.surveys.models import Item, Questionnaire
from talkoot.surveys.rules import minutes_to_answer
from talkoot.surveys.xlsform.read import FormContent, read_xlsform
from talkoot.surveys.xlsform.write import write_xlsform

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = tuple(f"title_{language}" for language in LANGUAGES)


@require_safe
@office_required
def office_forms(request: HttpRequest) -> HttpResponse:
    """Every form that the office may use, with its versions and where each is used."""
    rows = forms_of(request.user).prefetch_related(
        Prefetch("items", Item.objects.select_related("section"))
    )
    page = page_of(request, rows, size=50)
    places = places_of([form.pk for form in page], request.user)
    listed = [(form, minutes_to_answer(form.items.all()), places.get(form.pk, [])) for form in page]
    return TemplateResponse(request, "surveys/form_list.html", {"page": page, "forms": listed})


@require_safe
@office_required
def office_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form's sections and questions, what it lacks, where it is used, and what can be done."""
    form = get_form(request.user, pk)
    outline = outline_of(form)
    faults = faults_of(outline) if not form.is_published else []
    context = {
        "form": form,
        "is_editable": can_change_form(request.user, form) and not form.is_published,
        "is_own": can_change_form(request.user, form),
        "minutes": minutes_to_answer(outline.items),
        "parts": _parts(outline),
        "faults": [fault for fault in faults if not fault.is_warning],
        "warnings": [fault for fault in faults if fault.is_warning],
        "places": places_of([form.pk], request.user).get(form.pk, []),
    }
    return TemplateResponse(request, "surveys/form_page.html", context)


@office_required
def new_form(request: HttpRequest) -> HttpResponse:
    form = NewForm(request.POST or None, programmes=office_programmes(request.user))
    if request.method == "POST" and form.is_valid():
        made = actions.create_form(**form.cleaned_data, by=request.user)
        return redirect("office-form", made.pk)
    return TemplateResponse(request, "surveys/form_new.html", {"form": form})


@office_required
def import_form(request: HttpRequest) -> HttpResponse:
    """A draft from an XLSForm workbook; every fault of the file is told and nothing is kept."""
    programmes = office_programmes(request.user)
    form = ImportForm(request.POST or None, request.FILES or None, programmes=programmes)
    content = _read(form) if request.method == "POST" and form.is_valid() else None
    if content:
        made = actions.import_form(content, form.cleaned_data["programme"], by=request.user)
        messages.success(request, _("The form was imported as a draft. Look it through."))
        for remark in content.remarks:
            messages.warning(request, remark)
        return redirect("office-form", made.pk)
    return TemplateResponse(request, "surveys/form_import.html", {"form": form})


@office_required
def copy_form(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of one's own with the same content."""
    source = get_form(request.user, pk)
    form = CopyForm(request.POST or None, programmes=office_programmes(request.user))
    if request.method == "POST" and form.is_valid():
        made = actions.copy_form(source, form.cleaned_data["programme"], by=request.user)
        messages.success(request, _("This is your copy. Change it and publish it."))
        return redirect("office-form", made.pk)
    return TemplateResponse(request, "surveys/form_copy.html", {"form": form, "source": source})


@office_required
def rename_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The titles of a draft."""
    questionnaire = _draft(request, pk)
    initial = {name: getattr(questionnaire, name) for name in TITLES}
    form = TitleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.rename_form(questionnaire, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("office-form", pk)
    return TemplateResponse(
        request, "surveys/form_rename.html", {"form": form, "source": questionnaire}
    )


@require_POST
@office_required
def start_form_version(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the next version; pressed twice, the same draft."""
    form = get_form(request.user, pk, can=can_change_form)
    return redirect("office-form", actions.start_version(form, by=request.user).pk)


@office_required
def publish_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, because a published version never changes."""
    form = _draft(request, pk)
    if request.method == "POST":
        actions.publish_form(form, by=request.user)
        messages.success(request, _("The form is published. It can now be chosen."))
        return redirect("office-form", pk)
    faults = faults_of(outline_of(form))
    context = {
        "form": form,
        "faults": [fault for fault in faults if not fault.is_warning],
        "warnings": [fault for fault in faults if fault.is_warning],
    }
    return TemplateResponse(request, "surveys/form_publish.html", context)


@office_required
def delete_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, then deletes a draft."""
    form = _draft(request, pk)
    if request.method == "POST":
        actions.delete_form(form, by=request.user)
        messages.success(request, _("The draft was deleted."))
        return redirect("office-forms")
    return TemplateResponse(request, "surveys/form_delete.html", {"form": form})


@office_required
def preview_form(request: HttpRequest, pk: int) -> HttpResponse:
    """As the applicant sees it, in this page's language; answers are checked and not kept."""
    form = get_form(request.user, pk)
    outline = outline_of(form)
    use = use_of(form)
    supplied = [("example", _("The options come from the product."))]
    choices = {
        item.code: supplied
        for item in outline.items
        if use and item.code in use.own_options and item.kind in OPTION_KINDS
    }
    filled = request.method == "POST"
    answers = AnswerForm(
        outline.in_order,
        *([request.POST, request.FILES] if filled else []),
        choices=choices,
    )
    address = reverse("preview-form", args=[pk])
    context = {
        "source": form,
        "form": answers,
        "is_fine": filled and answers.is_valid(),
        "minutes": minutes_to_answer(outline.items),
        "shown_in": [
            {"code": code, "url": translate_url(address, code), "current": code == get_language()}
            for code in LANGUAGES
        ],
    }
    return TemplateResponse(request, "surveys/form_preview.html", context)


@require_safe
@office_required
def export_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as an XLSForm workbook."""
    form = get_form(request.user, pk)
    response = HttpResponse(write_xlsform(outline_of(form)), content_type=XLSX)
    name = f"{form.code}-{form.version}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _draft(request: HttpRequest, pk: int) -> Questionnaire:
    form = get_form(request.user, pk, can=can_change_form)
    check_draft(form)
    return form


def _read(form: ImportForm) -> FormContent | None:
    """What the file holds; its faults become the field's."""
    try:
        return read_xlsform(form.cleaned_data["file"])
    except BadTable as error:
        for sentence in error.sentences:
            form.add_error("file", sentence)
    return None


def _parts(outline: Outline) -> list[dict[str, Any]]:
    """Sections with their questions, each with the condition in words."""
    return [
        {
            "section": section,
            "condition": condition_in_words(outline, section) if section else "",
            "items": [(item, condition_in_words(outline, item)) for item in items],
        }
        for section, items in outline.parts
    ]
