"""What was found, learned and advised: everybody's page, and the office's upkeep of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.refusals import NotFound
from talkoot.impact import queries, rules
from talkoot.impact.actions import registers as actions
from talkoot.impact.forms.registers import FORMS, AnswerRecommendationForm, FollowUpForm
from talkoot.impact.models import Recommendation
from talkoot.impact.queries import registers
from talkoot.impact.rules.registers import is_overdue, steps_taken
from talkoot.impact.views.public import trail
from talkoot.people.access import office_required
from talkoot.programmes.models import Programme
from talkoot.surveys.reading.quotes import quotes_for

QUOTES_SHOWN = 6
# The registers in the order of the office's page, with the words of adding one.
TITLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "evaluation": (gettext_lazy("Evaluations"), gettext_lazy("Add an evaluation")),
    "finding": (gettext_lazy("Findings"), gettext_lazy("Add a finding")),
    "recommendation": (gettext_lazy("Recommendations"), gettext_lazy("Add a recommendation")),
    "lesson": (gettext_lazy("Lessons"), gettext_lazy("Add a lesson")),
    "tip": (gettext_lazy("Tips"), gettext_lazy("Add a tip")),
    "study": (gettext_lazy("Interview studies"), gettext_lazy("Add an interview study")),
    "story": (gettext_lazy("Contribution stories"), gettext_lazy("Add a contribution story")),
    "influence": (gettext_lazy("Other influences"), gettext_lazy("Add another influence")),
    "statistic": (gettext_lazy("Outside statistics"), gettext_lazy("Add an outside statistic")),
}


@require_safe
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """Findings, recommendations with their answers, lessons, studies and stories."""
    programme = registers.get_programme(request.user, slug)
    found = registers.registers_of(programme)
    is_own = rules.can_edit_programme(request.user, programme)
    found["stories"] = [row for row in found["stories"] if row.published_on]
    context = {
        "programme": programme,
        "trail": trail(programme),
        "chain": _visible_chain(request, programme),
        "may_edit": is_own,
        **found,
    }
    return render(request, "impact/evaluation.html", context)


@require_safe
def lessons(request: HttpRequest, slug: str) -> HttpResponse:
    """What was good and what was learned, tips, and what people have said."""
    programme = registers.get_programme(request.user, slug)
    context = {
        "programme": programme,
        "trail": trail(programme),
        "quotes": quotes_for(programme)[:QUOTES_SHOWN],
        "may_edit": rules.can_edit_programme(request.user, programme),
        **registers.lessons_of(programme),
    }
    return render(request, "impact/lessons.html", context)


def _visible_chain(request: HttpRequest, programme: Programme) -> Any:
    chain = getattr(programme, "impact_chain", None)
    return chain if chain and rules.can_see(request.user, chain) else None


@require_safe
@office_required
def office_evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """Every register of the programme with the way to change each entry."""
    programme = queries.get_own_programme(request.user, slug)
    today = timezone.localdate()
    groups = [
        {
            "kind": kind,
            "title": title,
            "add": add,
            "rows": [
                {
                    "row": row,
                    "is_overdue": kind == "recommendation" and is_overdue(row, today),
                    "steps": steps_taken(row) if kind == "story" else 0,
                }
                for row in registers.MODELS[kind].objects.filter(programme=programme)
            ],
        }
        for kind, (title, add) in TITLES.items()
    ]
    context = {"programme": programme, "groups": groups}
    return TemplateResponse(request, "impact/office_evaluation.html", context)


@office_required
def add_to_evaluation(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new entry of a register."""
    programme = queries.get_own_programme(request.user, slug)
    if kind not in FORMS:
        raise NotFound(_("There is no such register. Go back to the evaluation."))
    form = FORMS[kind](request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        actions.save_entry(kind, programme, form.cleaned_data, by=request.user)
        messages.success(request, _("It was added."))
        return redirect(_back(programme, kind))
    return _form_page(request, programme, kind, form, str(TITLES[kind][1]))


@office_required
def edit_in_evaluation(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change an entry."""
    row = registers.get_entry(request.user, kind, pk)
    form = FORMS[kind](request.POST or None, programme=row.programme, row=row)
    if request.method == "POST" and form.is_valid():
        actions.save_entry(kind, row.programme, form.cleaned_data, by=request.user, row=row)
        messages.success(request, _("It was saved."))
        return redirect(_back(row.programme, kind))
    coded = registers.coded_points(row) if kind == "study" else ()
    title = _("Change the entry")
    return _form_page(request, row.programme, kind, form, title, row=row, coded=coded)


@require_POST
@office_required
def remove_from_evaluation(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove an entry."""
    row = registers.get_entry(request.user, kind, pk)
    actions.remove_entry(kind, row, by=request.user)
    messages.success(request, _("It was removed."))
    return redirect(_back(row.programme, kind))


@office_required
def answer_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """The response to a recommendation."""
    row = registers.get_entry(request.user, "recommendation", pk)
    is_answered = row.state in ("accepted", "partly", "rejected")
    initial = {
        "state": row.state if is_answered else "", "response": row.response, "due_on": row.due_on
    }  # fmt: skip
    form = AnswerRecommendationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.answer_recommendation(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer was saved."))
        return redirect(_back(row.programme, "recommendation"))
    return _form_page(request, row.programme, "recommendation", form, _("Answer"), text=row.text)


@office_required
def follow_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """How a recommendation goes on."""
    row: Recommendation = registers.get_entry(request.user, "recommendation", pk)
    form = FollowUpForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        values = {"is_done": False, **form.cleaned_data}
        actions.follow_up(row, by=request.user, **values)
        messages.success(request, _("The follow-up was saved."))
        return redirect(_back(row.programme, "recommendation"))
    return _form_page(request, row.programme, "recommendation", form, _("Follow-up"), text=row.text)


@require_POST
@office_required
def publish_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a contribution story to everybody; with `close` only to the office."""
    row = registers.get_entry(request.user, "story", pk)
    actions.publish_story(row, is_public="close" not in request.POST, by=request.user)
    return redirect(_back(row.programme, "story"))


def _back(programme: Programme, kind: str) -> str:
    return f"{reverse('office-evaluation', args=[programme.slug])}#{kind}"


def _form_page(
    request: HttpRequest, programme: Programme, kind: str, form: Any, title: str, **extra: Any
) -> TemplateResponse:
    context = {
        "programme": programme,
        "kind": kind,
        "form": form,
        "title": title,
        "back_url": _back(programme, kind),
        **extra,
    }
    return TemplateResponse(request, "impact/register_form.html", context)
