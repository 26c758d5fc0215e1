"""Sections and questions of a draft: each on a page of its own."""

from typing import Any, NoReturn

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.refusals import NotFound
from talkoot.people.access import office_required
from talkoot.surveys.actions import forms as actions
from talkoot.surveys.building.forms import ConditionForm, ItemForm, SectionForm
from talkoot.surveys.building.outline import (
    Outline,
    answer_codes,
    can_change_form,
    check_draft,
    condition_in_words,
    get_form,
    outline_of,
)
from talkoot.surveys.models import Item, Section
from talkoot.surveys.texts import options_of

Part = Section | Item
STEPS = {"up": -1, "down": 1}


@office_required
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    return _section_page(request, _outline(request, pk), None)


@office_required
def edit_section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _section_page(request, outline, _section(outline, code))


@office_required
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The kind is chosen first, then the question is written."""
    outline = _outline(request, pk)
    if request.GET.get("kind") in Item.Kind.values:
        return _item_page(request, outline, None, request.GET["kind"])
    context = {"source": outline.questionnaire, "section": request.GET.get("section", "")}
    return TemplateResponse(request, "surveys/form_item_kind.html", {**context, "kinds": _kinds()})


@office_required
def edit_item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    item = _item(outline, code)
    kind = request.GET.get("kind", "")
    return _item_page(request, outline, item, kind if kind in Item.Kind.values else item.kind)


@require_POST
@office_required
def move_section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _moved(request, outline, _section(outline, code))


@require_POST
@office_required
def move_item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _moved(request, outline, _item(outline, code))


@office_required
def delete_section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _deleted(request, outline, _section(outline, code))


@office_required
def delete_item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _deleted(request, outline, _item(outline, code))


@office_required
def section_condition(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _condition_page(request, outline, _section(outline, code))


@office_required
def item_condition(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    outline = _outline(request, pk)
    return _condition_page(request, outline, _item(outline, code))


def _section_page(request: HttpRequest, outline: Outline, section: Section | None) -> HttpResponse:
    form = SectionForm(request.POST or None, part=section)
    if request.method == "POST" and form.is_valid():
        actions.save_section(outline.questionnaire, section, by=request.user, **form.cleaned_data)
        return _saved(request, outline)
    return TemplateResponse(
        request, "surveys/form_section.html", _context(outline, section, form=form)
    )


def _item_page(
    request: HttpRequest, outline: Outline, item: Item | None, kind: str
) -> HttpResponse:
    chosen = next((row for row in outline.sections if row.code == request.GET.get("section")), None)
    initial = {"section": chosen.pk} if chosen else {}
    form = ItemForm(
        request.POST or None, part=item, kind=kind, sections=outline.sections, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        actions.save_item(outline.questionnaire, item, by=request.user, **form.values())
        return _saved(request, outline)
    context = _context(outline, item, form=form)
    kind_label = dict(_kinds())[kind]
    return TemplateResponse(
        request,
        "surveys/form_item.html",
        {**context, "kind_label": kind_label, "kinds": _kinds(), "kind": kind},
    )


def _condition_page(request: HttpRequest, outline: Outline, part: Part) -> HttpResponse:
    """First the question that the condition asks, then its answers. Without one: always shown."""
    askable = [item for item in outline.before(part) if answer_codes(item)]
    wanted = request.GET.get("on", part.condition_item)
    asked = next((item for item in askable if item.code == wanted), None)
    form = None
    if asked:
        is_same = asked.code == part.condition_item
        initial = {"values": part.condition_values} if is_same else {}
        form = ConditionForm(request.POST or None, options=options_of(asked), initial=initial)
    if request.method == "POST" and (form is None or "always" in request.POST or form.is_valid()):
        is_always = form is None or "always" in request.POST
        actions.set_condition(
            outline.questionnaire,
            part,
            on=None if is_always else asked,
            values=[] if is_always or form is None else form.cleaned_data["values"],
            by=request.user,
        )
        return _saved(request, outline)
    context = _context(outline, part, form=form, asked=asked, askable=askable)
    return TemplateResponse(request, "surveys/form_condition.html", context)


def _moved(request: HttpRequest, outline: Outline, part: Part) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""), 1)
    actions.move_part(outline.questionnaire, part, step=step, by=request.user)
    mark = "section" if isinstance(part, Section) else "item"
    address = reverse("office-form", args=[outline.questionnaire.pk])
    return HttpResponseRedirect(f"{address}#{mark}-{part.code}")


def _deleted(request: HttpRequest, outline: Outline, part: Part) -> HttpResponse:
    if request.method == "POST":
        actions.delete_part(outline.questionnaire, part, by=request.user)
        messages.success(request, _("Deleted."))
        return redirect("office-form", outline.questionnaire.pk)
    count = sum(1 for item in outline.items if item.section == part)
    return TemplateResponse(
        request, "surveys/form_part_delete.html", _context(outline, part, item_count=count)
    )


def _saved(request: HttpRequest, outline: Outline) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("office-form", outline.questionnaire.pk)


def _context(outline: Outline, part: Part | None, **more: Any) -> dict[str, Any]:
    return {
        "source": outline.questionnaire,
        "part": part,
        "is_section": isinstance(part, Section),
        "condition": condition_in_words(outline, part) if part else "",
        **more,
    }


def _outline(request: HttpRequest, pk: int) -> Outline:
    form = get_form(request.user, pk, can=can_change_form)
    check_draft(form)
    return outline_of(form)


def _section(outline: Outline, code: str) -> Section:
    return next((row for row in outline.sections if row.code == code), None) or _gone()


def _item(outline: Outline, code: str) -> Item:
    return outline.item(code) or _gone()


def _gone() -> NoReturn:
    raise NotFound(_("The form has no such part any more. Go back to the form."))


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, capfirst(str(kind.label))) for kind in Item.Kind]
