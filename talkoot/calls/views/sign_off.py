"""A manager's sign-off: asked by those who write, given from a mailed link without an account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls.actions import sign_off as actions
from talkoot.calls.models import Application, SignOff
from talkoot.calls.people_forms import SignOffAnswerForm, SignOffForm
from talkoot.calls.queries import file_of
from talkoot.calls.queries.sign_off import get_sign_off
from talkoot.calls.queries.writing import get_written
from talkoot.calls.rules import sign_off as rules
from talkoot.calls.rules.answers import read_themes
from talkoot.calls.summary import answer_sections
from talkoot.calls.views.together import people_page
from talkoot.core.access import fetch
from talkoot.core.refusals import NotAllowed
from talkoot.core.tries import find_counting
from talkoot.files.views import file_response


@login_required
@require_POST
def ask_sign_off(request: HttpRequest, ref: str) -> HttpResponse:
    application = get_written(request.user, ref)
    form = SignOffForm(request.POST)
    if not form.is_valid():
        return people_page(request, application, sign=form)
    row = actions.ask_sign_off(application, **form.cleaned_data, by=request.user)
    sentence = _("The sign-off was asked of %(name)s by e-mail.") % {"name": row.name}
    messages.success(request, sentence)
    return redirect("application-people", ref)


@login_required
@require_POST
def revoke_sign_off(request: HttpRequest, ref: str) -> HttpResponse:
    application = get_written(request.user, ref)
    rows = SignOff.objects.filter(application=application).select_related("application")
    number = request.POST.get("sign_off", "")
    pk = int(number) if number.isdecimal() else 0
    row = fetch(rows, request.user, lambda _user, _row: True, pk=pk)
    actions.revoke_sign_off(row, by=request.user)
    messages.success(request, _("The request was withdrawn. Its link no longer works."))
    return redirect("application-people", ref)


@never_cache
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """The manager reads the application and answers by one POST; opening the link signs nothing."""
    row = _row_of(request, token)
    application = row.application
    read_themes(application)
    form = SignOffAnswerForm(request.POST or None)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and form.is_valid() and answer not in ("sign", "decline"):
        form.add_error(None, _("Choose “I sign” or “I do not sign”."))
    rules.check_answer(row, timezone.now())
    seen = request.POST.get("seen", "")
    if answer == "sign" and form.is_valid() and (problem := _changed(application, seen)):
        form.add_error(None, problem)
    if request.method == "POST" and form.is_valid():
        is_signed, comment = answer == "sign", form.cleaned_data["comment"]
        actions.answer_sign_off(row, is_signed=is_signed, comment=comment, seen=seen)
        return render(request, "calls/sign_off_done.html", {"row": row, "is_signed": is_signed})
    context = {
        "row": row,
        "seen": rules.content_sha256(application),
        "application": application,
        "programme": application.call.offering.programme,
        "sections": _sections(application, token),
        "form": form,
    }
    return TemplateResponse(request, "calls/sign_off.html", context)


@never_cache
@require_safe
def sign_off_file(request: HttpRequest, token: str, code: str) -> FileResponse:
    """A file of the application, for the manager who reads it from the link."""
    row = _row_of(request, token)
    rules.check_answer(row, timezone.now())
    return file_response(file_of(row.application, code))


def _sections(application: Application, token: str) -> list[dict[str, Any]]:
    """What has been answered; the files open from the link, without an account."""
    sections = answer_sections(application)
    for row in [row for section in sections for row in section["rows"]]:
        if row.get("url"):
            row["url"] = reverse("sign-off-file", args=[token, row["item"].code])
    return [section for section in sections if any(row["value"] for row in section["rows"])]


def _changed(application: Application, seen: str) -> str:
    """Why the application must be read again before it is signed, shown on the page itself."""
    try:
        rules.check_seen(application, seen)
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def _row_of(request: HttpRequest, token: str) -> SignOff:
    """The request of the link; refuses somebody who tries one wrong link after another."""
    return find_counting(request, "sign-off", lambda: get_sign_off(token))
