"""How the office's programmes' decisions are challenged and its cases numbered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.decisions.actions import terms as actions
from talkoot.decisions.messages.remedy import counting
from talkoot.decisions.queries import terms as queries
from talkoot.decisions.rules import terms as rules
from talkoot.decisions.rules.remedy import remedy_calculation
from talkoot.decisions.summary import rows_of
from talkoot.decisions.terms_forms import TermsForm, regime_words
from talkoot.people.access import office_required
from talkoot.people.rules import is_decision_maker
from talkoot.programmes.models import NumberSeries, Programme


@require_safe
@office_required
def decision_terms(request: HttpRequest) -> HttpResponse:
    """Each programme's regime, with an example of its last day, and the next numbers."""
    programmes = list(queries.programmes_with_terms(request.user))
    numbers = queries.next_numbers(*programmes)
    changes = queries.last_changes(programmes)
    shown = [
        {
            "programme": programme,
            "rows": _rows(programme, numbers[programme.pk]),
            "examples": _examples(programme.remedy_regime),
            "change": changes.get(programme.pk),
            "may_change": is_decision_maker(request.user, programme.office_id),
        }
        for programme in programmes
    ]
    return render(request, "decisions/decision_terms.html", {"shown": shown})


@office_required
def change_decision_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, what would change and from when, then the change."""
    programme = queries.get_programme(request.user, slug)
    rules.check_change_terms(request.user, programme)
    form = TermsForm(request.POST if request.method == "POST" else None, programme=programme)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "programme": programme}
        return TemplateResponse(request, "decisions/change_decision_terms.html", context)
    values = {name: form.cleaned_data[name] for name in rules.TERMS}
    seen = form.cleaned_data["seen"]
    if request.POST.get("step") == "save":
        actions.change_terms(programme, values, seen=seen, by=request.user)
        messages.success(request, _("Saved. It holds for what is signed or arrives from now on."))
        return redirect("decision-terms")
    rules.check_seen_terms(programme, seen)
    context = {"form": form, "programme": programme, **_preview(programme, values)}
    return render(request, "decisions/preview_decision_terms.html", context)


def _preview(programme: Programme, values: dict[str, Any]) -> dict[str, Any]:
    """What holds now beside what would hold."""
    changed = rules.with_terms(programme, values)
    now, then = (_rows(row, queries.next_numbers(row)[row.pk]) for row in (programme, changed))
    pairs = [(old["key"], old["value"], new["value"]) for old, new in zip(now, then, strict=True)]
    return {
        "pairs": pairs,
        "examples": _examples(changed.remedy_regime),
        "changes_regime": changed.remedy_regime != programme.remedy_regime,
        "changes_numbers": any(was != becomes for _key, was, becomes in pairs[1:]),
    }


def _rows(programme: Programme, numbers: dict[str, str]) -> list[dict[str, str]]:
    case, decision = NumberSeries.Kind.CASE, NumberSeries.Kind.DECISION
    return [
        {"key": _("Who decides"), "value": regime_words(programme.remedy_regime)},
        {"key": _("Pattern of case numbers"), "value": programme.case_pattern},
        {"key": _("The next case number"), "value": numbers[case]},
        {"key": _("Pattern of decision numbers"), "value": programme.decision_pattern},
        {"key": _("The next decision number"), "value": numbers[decision]},
    ]


def _examples(regime: str) -> list[list[dict[str, str]]]:
    """How the last day of a decision sent today is counted, electronically and by post."""
    today = timezone.localdate()
    return [
        rows_of(counting(remedy_calculation(regime, sent_on=today, is_by_post=is_by_post)))
        for is_by_post in (False, True)
    ]
