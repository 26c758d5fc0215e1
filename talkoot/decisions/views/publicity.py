"""The office's information requests, and what of a case is public."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls.models import Application
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.decisions.actions import publicity as actions
from talkoot.decisions.information_forms import (
    AnswerForm,
    ClassForm,
    ExtensionForm,
    FileClassForm,
)
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.queries import publicity as queries
from talkoot.decisions.rules.publicity import can_undo, check_undo, suspicious_passages
from talkoot.files.models import StoredFile
from talkoot.people.access import office_required

SHORT_TIME_DAYS = 3


@require_safe
@office_required
def office_information(request: HttpRequest) -> HttpResponse:
    """What has been asked for, and how many days are left to answer."""
    page = page_of(request, queries.office_information_requests(request.user))
    rows = [{"asked": asked, **_clock(asked)} for asked in page]
    return render(request, "decisions/office_information.html", {"page": page, "rows": rows})


@office_required
def office_information_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A request and its answer."""
    asked = queries.get_information_request(request.user, pk)
    has_case = asked.application is not None
    if request.method != "POST":
        words = {"passages": _proposed(asked), "answer": asked.answer}
        form = AnswerForm(initial=words, has_case=has_case)
        return _request_page(request, asked, form, ExtensionForm())
    form = AnswerForm(request.POST, has_case=has_case)
    if not form.is_valid():
        return _request_page(request, asked, form, ExtensionForm())
    actions.answer_request(asked, **form.words(), by=request.user)
    messages.success(
        request, _("The request is answered. The letter leaves after the regret time.")
    )
    return redirect("office-information-request", pk)


@office_required
def undo_information_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the answer back."""
    asked = queries.get_information_request(request.user, pk)
    check_undo(asked, queries.mail_of_answer(asked))
    if request.method == "POST":
        actions.undo_answer(asked, by=request.user)
        messages.success(request, _("The answer has been undone. Its text is kept as a draft."))
        return redirect("office-information-request", pk)
    crumbs = [
        (_("Information requests"), reverse("office-information")),
        (asked.number, reverse("office-information-request", args=[pk])),
    ]
    context = {"asked": asked, "crumbs": crumbs}
    return render(request, "decisions/undo_information_request.html", context)


@require_POST
@office_required
def extend_information_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a month, with the reason."""
    asked = queries.get_information_request(request.user, pk)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        answer = AnswerForm(
            initial={"passages": _proposed(asked)}, has_case=asked.application is not None
        )
        return _request_page(request, asked, answer, form)
    actions.extend_request(asked, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The time is extended, and the one who asked is told."))
    return redirect("office-information-request", pk)


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


def _request_page(
    request: HttpRequest, asked: InformationRequest, form: AnswerForm, extension: ExtensionForm
) -> HttpResponse:
    context = {
        "asked": asked,
        **_clock(asked),
        "can_undo": can_undo(asked, queries.mail_of_answer(asked)),
        "waits_for_letter": asked.state == InformationRequest.State.RECEIVED
        and asked.application is not None
        and queries.waits_for_letter(asked.application),
        "given": list(asked.files.order_by("name", "pk")) if asked.letter_id else [],
        "form": form,
        "extension": extension,
        "crumbs": [(_("Information requests"), reverse("office-information"))],
    }
    return TemplateResponse(request, "decisions/office_information_request.html", context)


def _clock(asked: InformationRequest) -> dict[str, Any]:
    """How many days are left, and the kind of the tag that tells it."""
    is_open = asked.state == InformationRequest.State.RECEIVED
    left = (asked.due_on - timezone.localdate()).days
    kind = "err" if left < 0 else "warn" if left <= SHORT_TIME_DAYS else "wait"
    return {"is_open": is_open, "left": left, "kind": kind if is_open else "ok"}


def _proposed(asked: InformationRequest) -> str:
    """The passages that the office's form begins with; an answered request has no form."""
    if asked.application is None or asked.state != InformationRequest.State.RECEIVED:
        return ""
    content = queries.content_sent(asked.application)
    rows = queries.answer_classes(asked.application, content=content)
    texts = [row["answer"] for row in rows if row["openness"].is_public]
    files = queries.documents_of(asked.application, content=content)
    texts += [row.words for row in files if row.openness.is_public]
    return "\n".join(suspicious_passages(texts))


def _crumbs(application: Application) -> list[tuple[Any, str]]:
    return [
        (_("Applications"), reverse("office-applications")),
        (application.number, application.get_absolute_url()),
    ]
