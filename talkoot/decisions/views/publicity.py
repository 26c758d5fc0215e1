"""What of a case is public, and what has been asked of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls.models import Application
from talkoot.core.refusals import NotFound
from talkoot.decisions.actions import publicity as actions
from talkoot.decisions.information_forms import ClassForm, FileClassForm
from talkoot.decisions.queries import publicity as queries
from talkoot.files.models import StoredFile
from talkoot.people.access import office_required


@require_safe
@office_required
def case_publicity(request: HttpRequest, ref: str) -> HttpResponse:
    """Each answer's class, ground and period, and the public version that follows of them."""
    application = queries.get_case(request.user, ref)
    answers = queries.answer_classes(application)
    documents = queries.documents_of(application)
    context = {
        "application": application,
        "answers": answers,
        "sections": queries.public_sections(application, answers, documents=documents),
        "documents": documents,
        "requests": list(queries.requests_about(request.user, application)),
        "crumbs": _crumbs(application),
    }
    return render(request, "decisions/case_publicity.html", context)


@office_required
def classify_answer(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """Decide on the publicity of one answer."""
    application = queries.get_case(request.user, ref)
    row = next(
        (row for row in queries.answer_classes(application) if row["item"].code == code), None
    )
    if row is None:
        raise NotFound(_("The application has no such answer."))
    openness = row["openness"]
    form = ClassForm(
        request.POST if request.method == "POST" else None,
        initial={
            "publicity": "public" if openness.is_public else "secret",
            "ground": openness.ground,
            "until": openness.until,
        },
    )
    if request.method == "POST" and form.is_valid():
        actions.classify_answer(application, item_code=code, **form.cleaned_data, by=request.user)
        messages.success(request, _("The publicity of the answer is decided."))
        return redirect("case-publicity", ref)
    context = {
        "application": application,
        "row": row,
        "form": form,
        "crumbs": [
            *_crumbs(application),
            (_("Publicity"), reverse("case-publicity", args=[application.ref])),
        ],
    }
    return TemplateResponse(request, "decisions/classify_answer.html", context)


@office_required
def classify_document(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Decide on the publicity of one file or letter of the case."""
    application = queries.get_case(request.user, ref)
    found = next((row for row in queries.documents_of(application) if row.key == key), None)
    if found is None:
        raise NotFound(_("The case has no such document."))
    openness = found.openness
    initial = {
        "publicity": "public" if openness.is_public else "secret",
        "ground": openness.ground,
        "until": openness.until,
    }
    is_file = isinstance(found.row, StoredFile)
    form_class = FileClassForm if is_file else ClassForm
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*given, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.classify_document(application, found.row, **form.cleaned_data, by=request.user)
        messages.success(request, _("The publicity of the document is decided."))
        return redirect("case-publicity", ref)
    publicity = (_("Publicity"), reverse("case-publicity", args=[application.ref]))
    context = {
        "application": application,
        "document": found,
        "form": form,
        "crumbs": [*_crumbs(application), publicity],
    }
    return TemplateResponse(request, "decisions/classify_document.html", context)


def _crumbs(application: Application) -> list[tuple[Any, str]]:
    return [
        (_("Applications"), reverse("office-applications")),
        (application.number, application.get_absolute_url()),
    ]
