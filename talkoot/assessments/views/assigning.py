"""Giving applications out: what stands, the automatic proposal, one application by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.assessments import queries, rules
from talkoot.assessments.actions import assigning as actions
from talkoot.assessments.forms import GiveForm, ViewAsForm
from talkoot.assessments.models import Assignment, Phase
from talkoot.assessments.queries.desk import desk_of
from talkoot.assessments.queries.funnel import left_out_before, open_before
from talkoot.assessments.queries.reading import names_in, reading_of
from talkoot.assessments.queries.results import total_of, with_scores
from talkoot.assessments.rules.funnel import check_unclosed
from talkoot.assessments.rules.placing import explanation_text
from talkoot.assessments.views.frame import UNPROCESSABLE, crumbs, phase_links, posted
from talkoot.core.pages import page_of
from talkoot.people.access import office_required

STATE_KINDS: dict[str, str] = {
    Assignment.State.ASSIGNED: "wait",
    Assignment.State.SUBMITTED: "ok",
    Assignment.State.RECUSED: "warn",
}


@require_safe
@office_required
def office_assignments(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """The phase's applications and who assess each."""
    phase = queries.get_phase(request.user, slug, order)
    applications = queries.assessable_in(request.user, phase)
    page = page_of(request, applications.select_related("organisation"), size=50)
    given: dict[int, list[Assignment]] = {row.pk: [] for row in page.object_list}
    for row in queries.assignments_of(request.user, phase).filter(application__in=given):
        given[row.application_id].append(row)
    context = {
        "phase": phase,
        "page": page,
        "rows": [(row, [_line(line) for line in given[row.pk]]) for row in page.object_list],
        "left_out": left_out_before(request.user, phase),
        "waits_for": open_before(phase),
        "links": phase_links(phase, "office-assignments"),
        "crumbs": crumbs(phase.call),
    }
    return render(request, "assessments/office_assignments.html", context)


@office_required
def propose_assignments(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """The balanced proposal with its reasons; POST gives the applications out."""
    phase = queries.get_phase(request.user, slug, order)
    if request.method == "POST":
        done = actions.assign_automatically(phase, by=request.user)
        count = len(done.plan.choices)
        sentence = ngettext(
            "%(count)s assignment was given.", "%(count)s assignments were given.", count
        )
        messages.success(request, sentence % {"count": count})
        return redirect("office-assignments", slug, order)
    check_unclosed(phase)
    proposal = queries.propose(request.user, phase)
    context = {
        "phase": phase,
        "rows": [
            (
                proposal.applications[choice.case],
                proposal.assessors[choice.reader],
                explanation_text(choice.facts),
            )
            for choice in proposal.plan.choices
        ],
        "gap_rows": proposal.gap_rows,
        "crumbs": crumbs(phase.call, phase),
    }
    return render(request, "assessments/propose_assignments.html", context)


@office_required
def office_assignment(request: HttpRequest, slug: str, order: int, ref: str) -> HttpResponse:
    """One application: who assess it and why, what each has given with the reasons, whom to add."""
    phase = queries.get_phase(request.user, slug, order)
    application = queries.get_application_of(request.user, phase, ref)
    is_decided = application.state not in rules.UNDECIDED or phase.closed_at is not None
    free = [] if is_decided else queries.free_assessors(phase, application)
    form = GiveForm(posted(request), assessors=free)
    if request.method == "POST" and form.is_valid():
        assessor = form.cleaned_data["assessor"]
        actions.assign_by_hand(phase, application=application, assessor=assessor, by=request.user)
        messages.success(request, _("The application was given to %(name)s.") % {"name": assessor})
        return redirect("office-assignment", slug, order, ref)
    rows = queries.assignments_of(request.user, phase).filter(application=application)
    context = {
        "phase": phase,
        "application": application,
        "rows": [_given_line(row) for row in with_scores(rows)],
        "form": form,
        "has_free": bool(free),
        "is_decided": is_decided,
        "crumbs": crumbs(phase.call, phase),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/office_assignment.html", context, status=status)


@require_POST
@office_required
def take_away_assignment(
    request: HttpRequest, slug: str, order: int, ref: str, pk: int
) -> HttpResponse:
    """Take an application back from an assessor."""
    phase = queries.get_phase(request.user, slug, order)
    actions.take_away(queries.get_assignment(request.user, phase, pk), by=request.user)
    messages.success(request, _("The assignment was taken away."))
    return redirect("office-assignment", slug, order, ref)


@require_safe
@office_required
def names_in_texts(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """Where an applicant's own words tell who applies, in a blind phase."""
    phase = queries.get_phase(request.user, slug, order)
    page = page_of(request, queries.assessable_in(request.user, phase), size=50)
    context = {
        "phase": phase,
        "page": page,
        "rows": names_in(page.object_list),
        "links": phase_links(phase, "names-in-texts"),
        "crumbs": crumbs(phase.call),
    }
    return render(request, "assessments/names_in_texts.html", context)


@require_safe
@office_required
def view_as_assessor(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """What an assessor would see at a moment; only of what the officer may handle too."""
    phase = queries.get_phase(request.user, slug, order)
    is_asked = "assessor" in request.GET
    form = ViewAsForm(
        request.GET if is_asked else None, phase=phase, initial={"on": timezone.now()}
    )
    context: dict[str, Any] = {
        "phase": phase,
        "form": form,
        "links": phase_links(phase, "view-as-assessor"),
        "crumbs": crumbs(phase.call),
    }
    if is_asked and form.is_valid():
        context |= _seen(request, phase, form)
    return render(request, "assessments/view_as_assessor.html", context)


def _seen(request: HttpRequest, phase: Phase, form: ViewAsForm) -> dict[str, Any]:
    mine = queries.seen_assignments(request.user)
    desk = desk_of(form.user, form.cleaned_data["on"], among=mine)
    [shown] = [row for row in desk if row.phase.pk == phase.pk]
    chosen = request.GET.get("assignment", "")
    reading = next((row for row in shown.rows if str(row.assignment.pk) == chosen), None)
    query = request.GET.copy()
    query.pop("assignment", None)
    return {
        "is_asked": True,
        "shown": shown,
        "rows": shown.rows,
        "reading": reading_of(reading.assignment) if reading else None,
        "query": query.urlencode(),
    }


def _line(row: Assignment) -> dict[str, Any]:
    return {
        "assignment": row,
        "kind": STATE_KINDS[row.state],
        "explanation": explanation_text(row.explanation),
    }


def _given_line(row: Assignment) -> dict[str, Any]:
    """With what the assessor has given, once the assessment has been sent."""
    if row.state != Assignment.State.SUBMITTED:
        return _line(row)
    scores = list(row.scores.all())
    total = total_of(scores, {score.yardstick_id: score.yardstick for score in scores})
    return {**_line(row), "is_given": True, "scores": scores, "total": total}
