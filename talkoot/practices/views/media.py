"""Pictures, files and links: adding them, and showing them to whoever may read the practice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.files.views import file_response, media_response
from talkoot.practices import queries, rules
from talkoot.practices.actions import media as actions
from talkoot.practices.forms.media import AttachmentForm, ImageForm
from talkoot.practices.models import Attachment, Image, Practice
from talkoot.practices.rules import media


@login_required
def practice_media(request: HttpRequest, slug: str) -> HttpResponse:
    """The pictures, files and links of a practice; one form adds a picture, one the rest."""
    practice = queries.get_practice(request.user, slug, can=rules.can_follow)
    is_image = "picture" in request.FILES or "alt" in request.POST
    data = (request.POST, request.FILES)
    image_form = ImageForm(*data) if request.method == "POST" and is_image else ImageForm()
    file_form = AttachmentForm(*data) if request.method == "POST" and not is_image else None
    if request.method == "POST":
        media.check_add(request.user, practice)
        form = image_form if is_image else file_form
        if form is not None and form.is_valid():
            _add(practice, form.cleaned_data, request.user)
            messages.success(request, _("Added."))
            return redirect("practice-media", slug)
    context = {
        "practice": practice,
        "images": list(practice.images.all()),
        "attachments": list(practice.attachments.select_related("file")),
        "may_add": media.may_add(request.user, practice),
        "form": image_form if is_image else file_form,  # The one with faults, for the summary.
        "image_form": image_form,
        "file_form": file_form or AttachmentForm(),
        "is_owner": rules.can_edit(request.user, practice),
    }
    return TemplateResponse(request, "practices/media.html", context)


def _add(practice: Practice, cleaned: dict[str, Any], user: Any) -> None:
    if "picture" in cleaned:
        upload = cleaned.pop("picture")
        actions.add_image(practice, upload, **cleaned, by=user)
    else:
        actions.add_attachment(practice, **cleaned, by=user)


@login_required
@require_POST
def remove_image(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _remove(request, slug, Image, pk)


@login_required
@require_POST
def remove_attachment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _remove(request, slug, Attachment, pk)


def _remove(request: HttpRequest, slug: str, model: Any, pk: int) -> HttpResponse:
    practice = queries.get_practice(request.user, slug, can=rules.can_follow)
    row = fetch(_rows(model, practice), request.user, lambda *_: True, pk=pk)
    actions.remove_medium(row, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("practice-media", slug)


@require_safe
def practice_image(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture itself."""
    practice = queries.get_practice(request.user, slug)
    row = fetch(_rows(Image, practice), request.user, lambda *_: True, pk=pk)
    return media_response(request, row.file)


@require_safe
def practice_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The attached file as a download."""
    practice = queries.get_practice(request.user, slug)
    rows = _rows(Attachment, practice).filter(file__isnull=False)
    return file_response(fetch(rows, request.user, lambda *_: True, pk=pk).file)


def _rows(model: Any, practice: Practice) -> Any:
    return model.objects.filter(practice=practice).select_related("practice", "file")
