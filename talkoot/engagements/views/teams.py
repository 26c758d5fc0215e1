"""Pages of a team: the page itself, its life, the person's and the office's lists."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.engagements.actions import teams as actions
from talkoot.engagements.forms.teams import ReasonForm, TeamForm
from talkoot.engagements.models import Team
from talkoot.engagements.queries import teams as queries
from talkoot.engagements.queries.workshops import experiments_of
from talkoot.engagements.rules import teams as rules
from talkoot.events.models import Series
from talkoot.people.access import office_required
from talkoot.people.rules import is_officer


@require_safe
@login_required
def my_teams(request: HttpRequest) -> HttpResponse:
    """The teams in which the person works or mentors."""
    return render(request, "engagements/my_teams.html", {"teams": queries.my_teams(request.user)})


@require_safe
@login_required
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team works on, who is in it, and everything that it has written down."""
    row = queries.get_team(request.user, pk)
    people = queries.people_of(row)
    lacks_seat = any(person.lacks_seat for person in people)
    context = {
        "team": row,
        "people": people,
        "series_mentors": queries.series_mentors(row),
        "peers": queries.peers_of(row),
        "has_agency": rules.has_state_agency(row.organisations.all()),
        "meetings": row.meetings.all(),
        "tasks": row.tasks.all(),
        "experiments": experiments_of(row),
        "commitments": row.commitments.all(),
        "path": rules.path_of(row.path_marks.values_list("code", flat=True)),
        "homework": queries.homework_of(row),
        "harvest": getattr(row, "harvest", None),
        "is_at_work": row.state == Team.State.ACTIVE,
        "may_steer": rules.can_steer(request.user, row),
        "may_resume": rules.can_resume(row),
        "has_lost_seats": rules.has_lost_seats(row),
        "may_seat": rules.is_of_office(request.user, row)
        and row.state == Team.State.ACTIVE
        and (rules.needs_seats(row) or lacks_seat),
    }
    return render(request, "engagements/team.html", context)


@login_required
def edit_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, subject, goals and workspace; the office places the team in a series too."""
    row = queries.get_team(request.user, pk)
    names = ("name", "subject", "goals", "platform_url", "platform_name")
    values = {**{name: getattr(row, name) for name in names}, "series": row.series_id}
    form = TeamForm(
        request.POST or None,
        initial=values,
        team=row,
        is_office=rules.is_of_office(request.user, row),
    )
    if request.method == "POST" and form.is_valid():
        actions.save_team(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The team was saved."))
        return redirect(row)
    return form_page(request, row, form, _("Change the team"))


@login_required
def withdraw_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason before the team withdraws."""
    row = queries.get_team(request.user, pk)
    rules.check_steer(request.user, row)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_team(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The team has withdrawn. What it did stays here to be read."))
        return redirect(row)
    text = _("What the team has written down stays. The reason is seen by the programme office.")
    if row.registration is not None and rules.holds_seats(row.registration):
        text += " " + _("The team’s seats in the series go to those who wait.")
    return form_page(
        request,
        row,
        form,
        _("Withdraw the team"),
        text=text,
        submit=_("Withdraw the team"),
        is_warning=True,
    )


@login_required
@require_POST
def finish_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish a team that has told its harvest; with `resume` take it up again."""
    row = queries.get_team(request.user, pk)
    if "resume" in request.POST:
        actions.resume_team(row, by=request.user)
        messages.success(request, _("The team is at work again."))
    else:
        actions.finish_team(row, by=request.user)
        messages.success(request, _("The team has finished. Thank you for the work."))
    return redirect(row)


@login_required
@require_POST
def seat_team(request: HttpRequest, pk: int) -> HttpResponse:
    """The office registers the team's people in its series."""
    row = queries.get_team(request.user, pk)
    actions.seat_team(row, by=request.user)
    messages.success(request, _("The people of the team are registered and get a mail."))
    return redirect(row)


@require_safe
@office_required
def office_teams(request: HttpRequest) -> HttpResponse:
    """Every team of the office's programmes, or of one series, with what is filled."""
    slug = request.GET.get("series", "")
    rows = queries.office_teams(request.user, slug)
    all_series = list(queries.series_with_teams(request.user))
    context = {
        "page": page_of(request, rows),
        "all_series": all_series,
        "series": next((row for row in all_series if row.slug == slug), None),
        "counts": [rows.filter(state=state).count() for state in Team.State],
    }
    return render(request, "engagements/office_teams.html", context)


@require_POST
@office_required
def open_teams(request: HttpRequest, slug: str) -> HttpResponse:
    """Make teams of the series' registrations, or with `pair` pair its teams."""
    series = fetch(
        Series.objects.select_related("programme"), request.user, _is_office_of, slug=slug
    )
    if "pair" in request.POST:
        count = len(actions.pair_teams(series, by=request.user))
        sentence = ngettext("%(count)s pair was made.", "%(count)s pairs were made.", count)
    else:
        count = len(actions.open_registered_teams(series, by=request.user))
        sentence = ngettext("%(count)s team was opened.", "%(count)s teams were opened.", count)
    messages.success(request, sentence % {"count": count})
    return redirect(f"{reverse('office-teams')}?series={slug}")


def _is_office_of(user: Any, series: Series) -> bool:
    return is_officer(user, series.programme.office_id)


def form_page(
    request: HttpRequest, row: Team, form: Any, title: str, **extra: Any
) -> TemplateResponse:
    """A form of a team on a page of its own."""
    context = {"team": row, "form": form, "title": title, **extra}
    return TemplateResponse(request, "engagements/team_form.html", context)
