"""The office's information requests: arrival, more time, the answer and the decision on it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.correspondence.actions import render_letter
from talkoot.decisions.actions import publicity as actions
from talkoot.decisions.information_forms import (
    AnswerForm,
    ExtensionForm,
    RegisteredInformationForm,
)
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.queries import publicity as queries
from talkoot.decisions.queries.terms import programmes_with_terms
from talkoot.decisions.rules.publicity import (
    can_handle,
    can_undo,
    check_answerer,
    check_undo,
    decision_problem,
    may_answer,
    suspicious_passages,
)
from talkoot.files.views import file_response
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
    if asked.address:
        told = _("The request is answered. The letter leaves after the regret time.")
    else:
        told = _("The request is answered. Print the letter and deliver it.")
    messages.success(request, told)
    return redirect("office-information-request", pk)


@require_safe
@office_required
def information_letter(request: HttpRequest, pk: int) -> FileResponse:
    """The answer letter as a PDF: the office itself delivers one that is not mailed."""
    asked = queries.get_information_request(request.user, pk)
    if asked.letter is None:
        raise NotFound(_("The request has not been answered, so it has no letter yet."))
    stored = render_letter(asked.letter).file
    assert stored is not None
    return file_response(stored)


@office_required
def undo_information_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the answer back."""
    asked = queries.get_information_request(request.user, pk)
    check_answerer(request.user, asked)
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
    if asked.address:
        told = _("The time is extended, and the one who asked is told.")
    else:
        told = _("The time is extended. Tell whoever asked: no e-mail address was given.")
    messages.success(request, told)
    return redirect("office-information-request", pk)


@office_required
def register_information(request: HttpRequest) -> HttpResponse:
    """The office registers a request that came by post, telephone or e-mail."""
    programmes = programmes_with_terms(request.user)
    posted = request.POST if request.method == "POST" else None
    form = RegisteredInformationForm(posted, programmes=programmes)
    if posted is None or not form.is_valid():
        crumbs = [(_("Information requests"), reverse("office-information"))]
        context = {"form": form, "crumbs": crumbs}
        return TemplateResponse(request, "decisions/register_information.html", context)
    asked = actions.receive_request(**form.words(), by=request.user)
    number = {"number": asked.number}
    messages.success(request, _("The request is registered as %(number)s.") % number)
    if not can_handle(request.user, asked):  # About a case that is kept from the officer.
        return redirect("office-information")
    return redirect("office-information-request", asked.pk)


@require_POST
@office_required
def ask_information_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Register that whoever asked wants the office's decision in writing."""
    asked = queries.get_information_request(request.user, pk)
    made = actions.ask_decision(asked, by=request.user)
    number = {"number": made.number}
    messages.success(request, _("The request is registered as %(number)s.") % number)
    return redirect("office-information-request", made.pk)


def _request_page(
    request: HttpRequest, asked: InformationRequest, form: AnswerForm, extension: ExtensionForm
) -> HttpResponse:
    mail = queries.mail_of_answer(asked)
    may_sign = may_answer(request.user, asked)
    context = {
        "asked": asked,
        **_clock(asked),
        "may_answer": may_sign,
        "can_undo": may_sign and can_undo(asked, mail),
        "can_ask_decision": not decision_problem(asked, mail),
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
