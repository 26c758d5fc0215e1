"""“Otimme mallia”: stating an adoption, following one's own, and who adopted a practice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.people.models import Organisation
from talkoot.people.rules import is_officer
from talkoot.practices.actions import adoptions as actions
from talkoot.practices.forms.adoptions import AdoptForm, BenefitForm, DropForm
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.queries import adoptions as queries
from talkoot.practices.queries import get_practice
from talkoot.practices.queries.use import first_use
from talkoot.practices.rules import adoptions as rules
from talkoot.practices.rules.histories import since, steps_of, used_since

Stage = Adoption.Stage
STAGE_KINDS = {
    Stage.INTERESTED: "wait",
    Stage.TRYING: "info",
    Stage.IN_USE: "ok",
    Stage.ESTABLISHED: "ok",
    Stage.DROPPED: "wait",
}


@login_required
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own organisation states that it uses the practice: all but the press is prefilled."""
    practice = get_practice(request.user, slug)
    organisations = queries.adopting_organisations(request.user, practice)
    if not organisations or practice.state != Practice.State.PUBLISHED:
        _refuse(request.user, practice)
    earlier = queries.mark_of(practice, organisations[0])
    form = AdoptForm(
        request.POST or None,
        practice=practice,
        organisations=organisations,
        initial=_initial(organisations[0], earlier),
    )
    if request.method == "POST" and form.is_valid():
        is_update = queries.mark_of(practice, form.cleaned_data["organisation"]) is not None
        adoption = actions.adopt(practice, **form.cleaned_data, by=request.user)
        messages.success(request, _thanks(adoption, is_update=is_update))
        return redirect("my-adoption", adoption.pk)
    context = {"form": form, "practice": practice, "earlier": earlier}
    return TemplateResponse(request, "practices/adopt.html", context)


@login_required
def my_adoptions(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_adoptions(request.user))
    rows = [(row, STAGE_KINDS[Stage(row.stage)]) for row in page]
    return render(request, "practices/my_adoptions.html", {"page": page, "rows": rows})


@login_required
def my_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the organisation stands with the practice, and one click to say that it has moved."""
    adoption = queries.get_adoption(request.user, pk)
    today, moves = timezone.localdate(), list(adoption.moves.all())
    used = used_since(steps_of(moves)) or today
    context = {
        "adoption": adoption,
        "practice": adoption.practice,
        "kind": STAGE_KINDS[Stage(adoption.stage)],
        "is_waiting": rules.is_waiting(adoption),
        "is_visible": adoption.state == Adoption.State.VISIBLE,
        "stages": [
            stage
            for stage in (Stage.INTERESTED, Stage.TRYING, Stage.IN_USE, Stage.ESTABLISHED)
            if stage != adoption.stage and not rules.stage_problem(stage, used, on=today)
        ],
        "moves": [
            {"text": row.get_stage_display().capitalize(), "on": row.moved_on, "is_done": True,
             "note": " ".join(filter(None, [row.get_reason_display(), row.note]))}
            for row in moves
        ],
    }  # fmt: skip
    return render(request, "practices/my_adoption.html", context)


@login_required
@require_POST
def move_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """The stage by one click; giving up asks for the reason first."""
    adoption = queries.get_adoption(request.user, pk)
    stage = request.POST.get("stage", "")
    if stage == Stage.DROPPED or stage not in Stage.values:
        return redirect("drop-adoption", pk)
    adoption = actions.move_adoption(adoption, stage=stage, by=request.user)
    sentence = _("Thank you. The stage is now “%(stage)s”.")
    messages.success(request, sentence % {"stage": adoption.get_stage_display()})
    return redirect("my-adoption", pk)


@login_required
def drop_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Giving up, with a reason from which others learn."""
    adoption = queries.get_adoption(request.user, pk)
    rules.check_move(adoption, Stage.DROPPED, on=timezone.localdate())
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.move_adoption(adoption, stage=Stage.DROPPED, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. What you learned helps others to choose."))
        return redirect("my-adoption", pk)
    context = {"form": form, "adoption": adoption, "practice": adoption.practice}
    return TemplateResponse(request, "practices/drop_adoption.html", context)


@login_required
def tell_benefit(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it; can be told again when it has changed."""
    adoption = queries.get_adoption(request.user, pk)
    rules.check_visible(adoption)
    initial = {
        "benefit": adoption.benefit,
        "replaced_old": {True: "yes", False: "no"}.get(adoption.replaced_old),  # type: ignore[arg-type]
        "evidence_url": adoption.evidence_url,
    }
    form = BenefitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.tell_benefit(adoption, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. Your answer is part of the practice's evidence."))
        return redirect("my-adoption", pk)
    context = {"form": form, "adoption": adoption, "practice": adoption.practice}
    return TemplateResponse(request, "practices/tell_benefit.html", context)


@login_required
@require_POST
def write_own_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the adopter's own practice, credited to the origin; or the version it has told."""
    adoption = queries.get_adoption(request.user, pk)
    practice = actions.write_own_version(adoption, by=request.user)
    is_public = practice.state == Practice.State.PUBLISHED
    return redirect("practice" if is_public else "my-practice", practice.slug)


@login_required
def remove_adoption(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """GET asks once more, POST takes one's own organisation's mark off."""
    practice = get_practice(request.user, slug)
    marks = practice.adoptions.filter(state=Adoption.State.VISIBLE).select_related("organisation")
    adoption = fetch(marks, request.user, rules.can_change, pk=pk)
    if request.method == "POST":
        actions.remove_adoption(adoption, by=request.user)
        messages.success(request, _("Your organisation's mark was removed."))
        return redirect("practice", slug)
    context = {"practice": practice, "adoption": adoption}
    return render(request, "practices/remove_adoption.html", context)


@require_safe
def practice_adoptions(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who has adopted the practice, why some gave it up, and how it has gone."""
    practice = get_practice(request.user, slug)
    rows = queries.visible_adoptions(practice).select_related("learned_from__organisation")
    page = page_of(request, rows.annotate(began_on=first_use()))
    reasons, lessons = queries.drop_reasons(practice)
    context = {
        "practice": practice,
        "page": page,
        "rows": [
            (
                row,
                STAGE_KINDS[Stage(row.stage)],
                rules.is_after_programme(row.began_on, practice.programme),
            )
            for row in page
        ],
        "stages": queries.stage_counts(practice),
        "reasons": reasons,
        "lessons": lessons,
        "events": queries.timeline(practice),
        "is_office": is_officer(request.user, practice.programme.office_id),
    }
    return render(request, "practices/practice_adoptions.html", context)


def _refuse(user: Any, practice: Practice) -> None:
    """Nobody to adopt for: the rule tells why."""
    membership = user.memberships.order_by(F("confirmed_at").asc(nulls_last=True), "pk").first()
    rules.check_adopt(user, practice, membership.organisation_id if membership else 0)


def _initial(organisation: Organisation, earlier: Adoption | None) -> dict[str, Any]:
    """What is told so far, or what is most often right."""
    if earlier is None:
        return {
            "stage": Stage.IN_USE,
            "fidelity": Adoption.Fidelity.ADAPTED,
            "scope": Adoption.Scope.UNIT,
            "mechanism": Adoption.Mechanism.PAGE,
            "adopted_on": timezone.localdate(),
        }
    names = ("stage", "fidelity", "note", "scope", "mechanism", "adopted_on", "learned_from")
    known = {"organisation": organisation} | {name: getattr(earlier, name) for name in names}
    if history := queries.told_history(earlier.practice, organisation):
        known["adopted_on"] = since(history)  # The day is asked of the stage.
    return known


def _thanks(adoption: Adoption, *, is_update: bool) -> str:
    if is_update:
        return _(
            "%(organisation)s had marked this practice before. The mark is now up to date."
        ) % {"organisation": adoption.organisation}
    if adoption.stage == Stage.DROPPED:
        return _("Thank you. What you learned helps others to choose.")
    return _(
        "Thank you! The mark of %(organisation)s stands on the practice's page, and %(origin)s has "
        "been told."
    ) % {"organisation": adoption.organisation, "origin": adoption.practice.organisation}
