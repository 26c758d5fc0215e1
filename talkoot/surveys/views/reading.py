"""The reading desk of open answers, for the programme office."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.surveys.actions import reading as actions
from talkoot.surveys.models import Code, Grouping, ReadAnswer
from talkoot.surveys.reading import coding, desk, redaction, rules
from talkoot.surveys.reading.desk import Pile
from talkoot.surveys.reading.forms import ReadForm


def tabs(current: str) -> list[dict[str, Any]]:
    """The pages of the desk, as ui/sort.html takes them."""
    pages = {
        "office-texts": _("Open answers"),
        "office-frames": _("Code frames"),
        "office-quotes": _("Quotes"),
        "office-interviews": _("Interviews"),
    }
    return [
        {"text": text, "url": reverse(name), "current": name == current}
        for name, text in pages.items()
    ]


@office_required
def office_texts(request: HttpRequest) -> HttpResponse:
    """What has been written to open questions, and how much of it nobody has read."""
    context = {"piles": desk.piles(request.user), "tabs": tabs("office-texts")}
    return render(request, "surveys/reading/texts.html", context)


@office_required
def office_pile(request: HttpRequest, slug: str, item_code: str) -> HttpResponse:
    """The answers to one item: what they have been coded as, groups, and the answers themselves."""
    pile = _pile(request, slug, item_code)
    codes = desk.codes_of(pile)
    answers = desk.answers_of(pile)
    grouping = desk.latest_grouping(pile)
    code = next((row for row in codes if str(row.pk) == request.GET.get("code")), None)
    group = _group(grouping, request.GET.get("group", ""))
    is_unread = "unread" in request.GET
    pile.unread = answers.filter(is_read=False).count()
    shown = answers.filter(points__code=code) if code else answers
    shown = shown.filter(is_read=False) if is_unread else shown
    shown = shown.filter(pk__in=group["answers"]) if group else shown
    page = page_of(request, shown.prefetch_related("points__code"), size=20)
    counts = [(row, row.count) for row in codes]  # type: ignore[attr-defined]
    context = {
        "pile": pile,
        "scope": _scope(pile),
        "codes": coding.ranked(counts, pile.released - pile.unread),
        "page": page,
        "rows": [(row, _pieces(row)) for row in page],
        "code": code,
        "group": group,
        "is_unread": is_unread,
        "grouping": grouping,
        "new_count": pile.released - grouping.answer_count if grouping else 0,
        "next": desk.next_unread(pile),
        "tabs": tabs("office-texts"),
    }
    return render(request, "surveys/reading/pile.html", context)


@office_required
def read_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer: its names, its codes; saving leads to the next unread one."""
    answer = desk.get_answer(request.user, pk)
    survey = answer.response.round
    form_code = survey.questionnaire.code
    pile = _pile(request, survey.programme.slug, answer.item_code, form=form_code)
    codes: list[Code] = desk.codes_of(pile)
    form = ReadForm(request.POST or None, answer=answer, codes=codes)
    if request.method == "POST" and form.is_valid():
        actions.read_answer(answer, by=request.user, **form.values())  # type: ignore[arg-type]
        return _after(pile, answer)
    pile.unread = desk.answers_of(pile).filter(is_read=False).count()
    context = {
        "answer": answer,
        "survey": survey,
        "pile": pile,
        "scope": _scope(pile),
        "form": form,
        "pieces": redaction.segments(form.text, form.spans),
        "next": desk.next_unread(pile, after=answer.pk),
        "quoting_problem": rules.quoting_problem(answer) if answer.is_read else "",
    }
    return TemplateResponse(request, "surveys/reading/answer.html", context)


@require_POST
@office_required
def group_answers(request: HttpRequest, slug: str, item_code: str) -> HttpResponse:
    """Ask for groups of similar answers; the worker makes them."""
    pile = _pile(request, slug, item_code)
    actions.ask_grouping(
        pile.programme,
        item_code,
        rounds=pile.round_ids,
        by=request.user,  # type: ignore[arg-type]
    )
    messages.success(request, _("The groups are being made. Reload the page in a moment."))
    return HttpResponseRedirect(f"{_address(pile)}{_scope(pile)}#groups")


def _pile(request: HttpRequest, slug: str, item_code: str, *, form: str = "") -> Pile:
    """The pile that the address tells: `form` and `round` narrow it."""
    form = form or request.GET.get("form", "")
    rounds = request.GET.getlist("round")
    return desk.get_pile(request.user, slug, item_code, form=form, rounds=rounds)


def _address(pile: Pile) -> str:
    return reverse("office-pile", args=[pile.programme.slug, pile.item_code])


def _scope(pile: Pile) -> str:
    """The form and the chosen rounds as the query of an address; empty for all."""
    words: list[tuple[str, Any]] = [("form", pile.form)] if pile.form else []
    words += [("round", row.pk) for row in pile.chosen] if pile.is_narrowed else []
    return "?" + urlencode(words) if words else ""


def _group(grouping: Grouping | None, number: str) -> dict[str, Any] | None:
    groups = grouping.groups if grouping else []
    place = int(number) - 1 if number.isdigit() else -1
    return groups[place] if 0 <= place < len(groups) else None


def _pieces(answer: ReadAnswer) -> list[tuple[str, bool]]:
    """What may be shown of it, or before anybody has looked all of it with the names marked."""
    if answer.is_confirmed:
        return [(answer.text, False)]
    text = answer.original or ""  # type: ignore[attr-defined]
    return redaction.segments(text, answer.proposed)


def _after(pile: Pile, answer: ReadAnswer) -> HttpResponse:
    """To the next unread answer, or to the pile when everything has been read."""
    following = desk.next_unread(pile, after=answer.pk)
    if following is None:
        return redirect(f"{_address(pile)}{_scope(pile)}")
    return HttpResponseRedirect(f"{reverse('read-answer', args=[following])}{_scope(pile)}#answer")
