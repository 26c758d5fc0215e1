"""The office's part of spreading: the levels' numbers, juries, the programme's contribution."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.access import fetch
from talkoot.people.access import office_required
from talkoot.people.rules import is_officer
from talkoot.practices import rules
from talkoot.practices.actions import diffusion as actions
from talkoot.practices.actions.adopter_counts import tell_dependence
from talkoot.practices.forms.diffusion import (
    ContributionForm,
    DependenceForm,
    JuryForm,
    LevelRulesForm,
)
from talkoot.practices.models import Contribution
from talkoot.practices.queries import get_practice
from talkoot.practices.queries.adoptions import visible_adoptions
from talkoot.practices.queries.levels import SHOWN, level_counts, preview_levels
from talkoot.practices.queries.spread import numbers_of
from talkoot.practices.rules.levels import LEVELS
from talkoot.programmes.models import Programme


@office_required
def level_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of the levels. POST shows what they would change; with `save` it keeps them."""
    programme = fetch(Programme.objects.all(), request.user, _is_office, slug=slug)
    form = LevelRulesForm(request.POST or None, initial=numbers_of(programme.pk))
    context: dict[str, Any] = {"programme": programme, "form": form}
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST:
            moved = actions.set_level_rules(programme, numbers=form.numbers(), by=request.user)
            sentence = ngettext(
                "The numbers are in force. %(count)s practice changed its level.",
                "The numbers are in force. %(count)s practices changed their level.",
                moved,
            )
            messages.success(request, sentence % {"count": moved})
            return redirect("level-rules", slug)
        changed, now, then = preview_levels(programme.pk, form.numbers())
        context |= {
            "has_preview": True,
            "changed": changed[:SHOWN],
            "changed_count": len(changed),
            "rows": _rows(now, then),
        }
    else:
        counts = level_counts(programme.pk)
        context["rows"] = _rows(counts, counts)
    return TemplateResponse(request, "practices/level_rules.html", context)


@office_required
def jury_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what a jury has said of the practice."""
    practice = get_practice(request.user, slug, can=rules.can_moderate)
    form = JuryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_jury(practice, by=request.user, **form.cleaned_data)
        messages.success(request, _("The statement has been recorded, and the level follows it."))
        return redirect("practice-spread", slug)
    context = {"practice": practice, "form": form}
    return TemplateResponse(request, "practices/jury_statement.html", context)


@office_required
def rate_contribution(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the practice is from and what part the programme had in it."""
    practice = get_practice(request.user, slug, can=rules.can_moderate)
    earlier = Contribution.objects.filter(practice=practice).first()
    form = ContributionForm(
        request.POST or None,
        initial={**vars(earlier), "service": earlier.service_id} if earlier else None,
        practice=practice,
    )
    if request.method == "POST" and form.is_valid():
        actions.rate_contribution(practice, by=request.user, **form.cleaned_data)
        messages.success(request, _("The programme's part has been recorded with its grounds."))
        return redirect("practice-spread", slug)
    context = {"practice": practice, "form": form}
    return TemplateResponse(request, "practices/rate_contribution.html", context)


@office_required
def adoption_dependence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Whether an adopter is independent of the others, with the reason if not."""
    practice = get_practice(request.user, slug, can=rules.can_moderate)
    adoption = fetch(visible_adoptions(practice), request.user, lambda _user, _row: True, pk=pk)
    form = DependenceForm(request.POST or None, initial={"note": adoption.dependence_note})
    if request.method == "POST" and form.is_valid():
        tell_dependence(adoption, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("This has been recorded, and the level follows it."))
        return redirect("practice-adoptions", slug)
    context = {"practice": practice, "adoption": adoption, "form": form}
    return TemplateResponse(request, "practices/adoption_dependence.html", context)


def _is_office(user: Any, programme: Programme) -> bool:
    return is_officer(user, programme.office_id)


def _rows(now: dict[int, int], then: dict[int, int]) -> list[tuple[int, Any, int, int]]:
    return [(level, LEVELS[level], now[level], then[level]) for level in LEVELS]
