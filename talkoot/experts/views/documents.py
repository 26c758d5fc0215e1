"""Files of procurements and agreements, and the order as a PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.correspondence.letters import document_pdf
from talkoot.experts.actions import documents as actions
from talkoot.experts.framework_forms import DocumentForm
from talkoot.experts.messages.orders import order_content
from talkoot.experts.queries import frameworks as queries
from talkoot.experts.queries.procurement import get_procurement
from talkoot.experts.views.frame import (
    Way,
    form_page,
    framework_way,
    posted,
    procurement_way,
    tries,
)
from talkoot.files.views import file_response
from talkoot.people.access import office_required


@office_required
def add_procurement_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to a procurement, such as the notice or the signed decision."""
    procurement = get_procurement(request.user, pk)
    return _add(request, procurement, procurement_way(procurement))


@office_required
def add_framework_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to an agreement, such as the signed contract."""
    framework = queries.get_framework(request.user, pk)
    return _add(request, framework, framework_way(framework))


def _add(request: HttpRequest, owner: Any, way: Way) -> HttpResponse:
    form = DocumentForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if tries(form, lambda: actions.add_document(owner, upload=upload, by=request.user)):
            messages.success(request, _("The file is attached."))
            return redirect(owner)
    text = _("Only the programme office sees the file.")
    return form_page(request, form, _("Attach a file"), way, submit=_("Attach"), text=text)


@require_safe
@office_required
def purchase_document(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself."""
    return file_response(queries.get_document(request.user, pk).file)


@office_required
@require_POST
def remove_purchase_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a file that does not belong there."""
    row = queries.get_document(request.user, pk)
    owner = row.owner
    actions.remove_document(row, by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect(owner)


@require_safe
@login_required
def call_off_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as a tagged PDF in the reader's language, for the office and the supplier."""
    order = queries.get_call_off(request.user, pk)
    language = get_language() or "fi"
    pdf = document_pdf(
        order_content(order), number=order.case_number, language=language, is_demo=order.is_demo
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="order-{order.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
