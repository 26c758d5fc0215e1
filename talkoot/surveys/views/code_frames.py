"""Code frames: the themes by which open answers and interviews are sorted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes
from talkoot.surveys.actions import code_frames as actions
from talkoot.surveys.actions.reading import add_code
from talkoot.surveys.models import CodeFrame
from talkoot.surveys.reading import coding
from talkoot.surveys.reading.forms import CodeForm, FrameForm, MergeForm, NewCodeForm, open_items
from talkoot.surveys.views.reading import tabs

CODE_FIELDS = ("name_fi", "name_sv", "name_en", "description")


@office_required
def office_frames(request: HttpRequest) -> HttpResponse:
    context = {"frames": coding.frames_of(request.user), "tabs": tabs("office-frames")}
    return render(request, "surveys/reading/frames.html", context)


@office_required
def new_frame(request: HttpRequest) -> HttpResponse:
    programmes = office_programmes(request.user)
    form = FrameForm(request.POST or None, programmes=programmes, items=open_items(programmes))
    if request.method == "POST" and form.is_valid():
        frame = actions.create_frame(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The frame was made."))
        return redirect("office-frame", frame.pk)
    context = {"form": form, "title": _("New code frame"), "submit": _("Make the frame")}
    return _form_page(request, reverse("office-frames"), _("Code frames"), context)


@office_required
def office_frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes of a frame by how many have them; a code is added here."""
    frame = coding.get_frame(request.user, pk)
    form = NewCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_code(frame, name=form.cleaned_data["name"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The code was added."))
        return redirect("office-frame", frame.pk)
    codes, n = coding.coded_counts(frame, request.user)
    bars = [{"label": row.code.name, "value": row.count, "text": str(row.count)} for row in codes]
    context = {"frame": frame, "codes": codes, "n": n, "form": form, "pile_url": _pile_url(frame)}
    context["bars"] = bars if n else []
    return TemplateResponse(request, "surveys/reading/frame.html", context)


@office_required
def edit_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a code, merge it into another one or delete it."""
    code = coding.get_code(request.user, pk)
    step = request.POST.get("step", "save")
    initial = {name: getattr(code, name) for name in CODE_FIELDS}
    form = CodeForm(request.POST if step == "save" and request.POST else None, initial=initial)
    merge = MergeForm(request.POST if step == "merge" else None, code=code)
    if request.method == "POST":
        frame_pk = code.frame_id
        if step == "delete":
            actions.delete_code(code, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The code was deleted."))
            return redirect("office-frame", frame_pk)
        if step == "merge" and merge.is_valid():
            actions.merge_codes(code, by=request.user, **merge.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The codes were merged."))
            return redirect("office-frame", frame_pk)
        if step == "save" and form.is_valid():
            actions.save_code(code, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Saved."))
            return redirect("office-frame", frame_pk)
    faulty = merge if step == "merge" else form
    context = {
        "code": code,
        "form": form,
        "merge": merge,
        "faulty": faulty,
        "count": code.points.count(),
        "can_merge": merge.fields["into"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "surveys/reading/code.html", context)


def _pile_url(frame: CodeFrame) -> str:
    if not frame.item_code:
        return reverse("office-interviews")
    return reverse("office-pile", args=[frame.programme.slug, frame.item_code])


def _form_page(
    request: HttpRequest, back_url: str, parent: str, context: dict[str, Any]
) -> TemplateResponse:
    """A form on a page of its own: {"form", "title", "submit"}."""
    context = {"back_url": back_url, "parent": parent, **context}
    return TemplateResponse(request, "surveys/reading/form.html", context)
