"""Answering a survey by a personal link, without signing in. Opening the link stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talkoot.core.dates import local_time
from talkoot.core.kept import AUTOSAVE
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.core.tries import find_counting
from talkoot.surveys import actions, rules
from talkoot.surveys.actions.drafts import SavedDraft, kept_answers, kept_at, save_draft
from talkoot.surveys.forms import SurveyForm
from talkoot.surveys.handling import handling_of
from talkoot.surveys.messages import one_tap_choices
from talkoot.surveys.models import Invitation, Item
from talkoot.surveys.paging import AnswerPage, page_after, page_before, pages_of
from talkoot.surveys.queries import get_invitation, survey_items
from talkoot.surveys.texts import answer_text, missing_sentence
from talkoot.surveys.views.unsent import round_seal, unsent

# A whole workplace shares one network address, and the links of a closed survey are wrong ones.
WRONG_LINKS = 200


@dataclass(frozen=True)
class Sheet:
    """What lies before the respondent: the survey, what is kept of the answer, the page at hand."""

    token: str
    invitation: Invitation
    items: list[Item]
    kept: dict[str, Any]
    page: AnswerPage

    def pages(self, answers: Mapping[str, Any]) -> list[AnswerPage]:
        return pages_of(self.invitation.round, self.items, answers)

    def address(self, page: AnswerPage) -> HttpResponse:
        return redirect("survey-page", self.token, page.number)


@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """The whole survey, or its first page; `?first=` chooses an answer to the first question."""
    return _answer(request, token, None)


@never_cache
def survey_page(request: HttpRequest, token: str, number: int) -> HttpResponse:
    return _answer(request, token, number)


def survey_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/survey_thanks.html")


def _answer(request: HttpRequest, token: str, number: int | None) -> HttpResponse:
    invitation = None
    try:
        invitation = find_counting(
            request, "survey-link", lambda: get_invitation(token), most=WRONG_LINKS
        )
        rules.check_answer(invitation, on=timezone.localdate())
        items, kept = survey_items(invitation.round), kept_answers(invitation.link)
        pages = pages_of(invitation.round, items, kept)
        page = next((page for page in pages if page.number == number), None)
        if page is None and number is not None:
            return redirect("survey", token)
        sheet = Sheet(token, invitation, items, kept, page or pages[0])
        return _save(request, sheet) if request.method == "POST" else _open(request, sheet)
    except (NotAllowed, NotFound) as refusal:
        if invitation is None:
            return unsent(request, refusal)
        return unsent(request, refusal, invitation.round, kept_answers(invitation.link))


def _open(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    form = SurveyForm(sheet.page.items, answers=sheet.kept)
    chosen = ""
    first = form.items[0] if form.items and sheet.page.is_first else None
    choices = dict(one_tap_choices(first))
    if first is not None and request.GET.get("first") in choices:
        form.initial[first.code] = request.GET["first"]
        chosen = choices[request.GET["first"]]
    gaps: list[str] = []
    if "missing" in request.GET:
        missing = rules.missing_items(sheet.page.items, sheet.kept)
        gaps = [missing_sentence(item, sheet.kept.get(item.code)) for item in missing]
    more = {"chosen": chosen, "gaps": gaps, "kept_at": kept_at(sheet.invitation.link)}
    return _page(request, sheet, form, seal=sheet.invitation.link.draft_version, **more)


def _save(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Keep what can be kept, then go where the button leads; only the last page's sends."""
    if "theirs" in request.POST:
        return sheet.address(sheet.page)
    is_autosave = AUTOSAVE in request.headers
    stays = is_autosave or "draft" in request.POST or "back" in request.POST
    form = SurveyForm(sheet.page.items, request.POST, answers=sheet.kept, is_draft=stays)
    is_valid = form.is_valid()
    seen = request.POST.get("seal", "")
    given = form.answers()
    saved = save_draft(
        sheet.invitation,
        given,
        codes=[item.code for item in form.items if item.code in given],
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
        on=timezone.localdate(),
    )
    if is_autosave:
        return _autosaved(form, saved)
    if saved.conflicts:
        return _conflict(request, sheet, form, saved)
    if not is_valid:
        return _page(request, sheet, form, seal=saved.version)
    pages = sheet.pages(saved.answers)
    if "back" in request.POST:
        return sheet.address(page_before(pages, sheet.page.number))
    if "draft" in request.POST:
        return sheet.address(sheet.page)
    if sheet.page.number != pages[-1].number:
        return sheet.address(page_after(pages, sheet.page.number))
    return _send(sheet, pages, saved.answers)


def _send(sheet: Sheet, pages: list[AnswerPage], answers: dict[str, Any]) -> HttpResponse:
    """Send the whole, or lead to the first page where something is missing."""
    missing = {item.code for item in rules.missing_items(sheet.items, answers)}
    for page in pages:
        if any(item.code in missing for item in page.items):
            where = sheet.address(page)
            where["Location"] += "?missing=1"
            return where
    actions.answer(sheet.invitation, answers=answers, on=timezone.localdate())
    return redirect("survey-thanks")


def _autosaved(form: SurveyForm, saved: SavedDraft) -> JsonResponse:
    """What the page shows after a save in the background."""
    if saved.conflicts:
        sentence = _(
            "Not saved: you have answered this in another window too. What you write stays on this "
            "page. Press the button to see both."
        )
        return JsonResponse({"text": sentence}, status=HTTPStatus.CONFLICT)
    text = _("Saved at %(time)s, not sent yet.") % {"time": local_time(timezone.now())}
    unsaved = [str(form.fields[code].label) for code in form.errors if code in form.fields]
    if unsaved:
        text += " " + _("Not saved yet, correct it first: %(labels)s.") % {
            "labels": ", ".join(unsaved)
        }
    return JsonResponse({"text": text, "seal": saved.version})


def _conflict(
    request: HttpRequest, sheet: Sheet, form: SurveyForm, saved: SavedDraft
) -> HttpResponse:
    """Show both: this window's answers stand in the form, the other's above it."""
    rows = [
        {"key": item.text, "value": answer_text(item, saved.conflicts[item.code])}
        for item in form.items
        if item.code in saved.conflicts
    ]
    status = HTTPStatus.CONFLICT
    return _page(request, sheet, form, seal=saved.version, conflicts=rows, status=status)


def _page(
    request: HttpRequest,
    sheet: Sheet,
    form: SurveyForm,
    *,
    seal: int,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "survey": sheet.invitation.round,
        "page": sheet.page,
        "minutes": rules.minutes_to_answer(sheet.items),
        "handling": handling_of(sheet.invitation.round),
        "seal": seal,
        "round_seal": round_seal(sheet.invitation.round),
        **more,
    }
    return TemplateResponse(request, "surveys/survey.html", context, status=status)
