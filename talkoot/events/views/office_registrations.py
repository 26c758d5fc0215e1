"""The office's pages: who has registered, the seats, and the participants of funded projects."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.dates import local_moment
from talkoot.core.exports import csv_response
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.events.actions import participants as people_actions
from talkoot.events.actions import registrations as actions
from talkoot.events.actions import seats as seat_actions
from talkoot.events.actions.confirmations import confirm_organisation
from talkoot.events.forms.seats import FundForm, SeatsForm
from talkoot.events.models import FundedParticipation, Participant, Registration, Series
from talkoot.events.queries import participants as people_queries
from talkoot.events.queries import registrations as queries
from talkoot.events.rules.sessions import bodies_of
from talkoot.people.access import office_required

State = Registration.State
CHOSEN_MOST = 500
LONGEST_KEY = 10
TO_CONFIRM = "to-confirm"


@require_safe
@office_required
def office_registrations(request: HttpRequest, slug: str) -> HttpResponse:
    """Who comes, who waits in which place, who cancelled, and from whom they came."""
    series = queries.get_overseen_series(request.user, slug)
    state = request.GET.get("state", "")
    rows = queries.registrations_in(series)
    if state in State.values:
        rows = rows.filter(state=state)
    elif state == TO_CONFIRM:
        rows = queries.to_confirm(series)
    counts = queries.state_counts(series)
    room = queries.room_in(series)
    context = {
        "series": series,
        "page": page_of(request, rows, size=50),
        "state": state,
        "states": [(key, label, counts.get(key, 0)) for key, label in State.choices],
        "late": counts["late"],
        "to_confirm": counts["to_confirm"],
        "bodies": bodies_of(series.sessions.all()),
        "left": room.get(("pool", None)),
        "composition": queries.composition(series),
        "partners": [
            row | {"address": _partner_address(series, row["quota"])}
            for row in queries.partner_counts(series)
        ],
    }
    return render(request, "events/office_registrations.html", context)


def _partner_address(series: Series, quota: Any) -> str:
    if quota is None or not quota.code:
        return ""
    for_teams = series.entry == Series.Entry.TEAMS
    name = "register-team-through" if for_teams else "register-through"
    return settings.BASE_URL + reverse(name, args=[series.slug, quota.code])


@require_safe
@office_required
def office_registrations_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The registrations as a file, for the door and for the caterer."""
    series = queries.get_overseen_series(request.user, slug)
    header = [
        _("State"),
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("Role group"),
        _("Session"),
        _("Team"),
        _("Registered"),
    ]

    def rows() -> Iterator[list[Any]]:
        for row in queries.registrations_in(series).iterator(chunk_size=500):
            person = row.participant
            yield [
                row.get_state_display(),
                person.name,
                person.email,
                str(row.organisation or person.organisation_name),
                row.get_role_display(),
                str(row.session or ""),
                row.team.name if row.team else "",
                local_moment(row.created_at),
            ]

    return csv_response(f"registrations-{slug}", header, rows())


@office_required
@require_POST
def office_cancel_registration(request: HttpRequest, slug: str) -> HttpResponse:
    """The office cancels on the person's behalf; the person gets a mail."""
    row = _chosen(request, slug)
    actions.cancel_registration(row, by=request.user)
    messages.success(
        request,
        _("The registration of %(name)s has been cancelled.") % {"name": row.participant.name},
    )
    return redirect("office-registrations", slug)


@office_required
@require_POST
def office_confirm_registration(request: HttpRequest, slug: str) -> HttpResponse:
    """The person works where they said; they see that organisation's own sessions."""
    told = request.POST.get("organisation", "")
    row = confirm_organisation(_chosen(request, slug), organisation_id=_key(told), by=request.user)
    messages.success(
        request,
        _("%(name)s comes from %(organisation)s and sees its own sessions.")
        % {"name": row.participant.name, "organisation": row.organisation},
    )
    waits = queries.to_confirm(row.series).exists()
    address = reverse("office-registrations", args=[slug])
    return redirect(f"{address}?state={TO_CONFIRM}" if waits else address)


def _chosen(request: HttpRequest, slug: str) -> Registration:
    series = queries.get_overseen_series(request.user, slug)
    rows = queries.registrations_with_all().filter(series=series)
    pk = _key(request.POST.get("registration", ""))
    return fetch(rows, request.user, lambda _user, _row: True, pk=pk)


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LONGEST_KEY else 0


@office_required
def office_seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Seats in all and quotas; more seats go to the line at once."""
    series = queries.get_overseen_series(request.user, slug)
    quotas = queries.quotas_of(series)
    form = SeatsForm(
        request.POST if request.method == "POST" else None, series=series, quotas=quotas
    )
    if request.method == "POST" and form.is_valid():
        try:
            seated = seat_actions.set_seats(
                series,
                seats=form.cleaned_data["seats"],
                has_waiting_list=form.cleaned_data["has_waiting_list"],
                quotas=form.quotas_given(),
                by=request.user,
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.sentence)
        else:
            sentence = ngettext(
                "The seats have been kept; %(count)s person of the line got a seat.",
                "The seats have been kept; %(count)s persons of the line got a seat.",
                seated,
            )
            messages.success(
                request, sentence % {"count": seated} if seated else _("The seats have been kept.")
            )
            more = "more" in request.POST
            return redirect("office-seats" if more else "office-registrations", slug)
    return TemplateResponse(request, "events/office_seats.html", {"series": series, "form": form})


@office_required
def office_participants(request: HttpRequest) -> HttpResponse:
    """The persons of the programmes, each once, and whom a funded project counts."""
    only = request.GET.get("only", "")
    programme = request.GET.get("programme", "")
    rows = people_queries.office_participants(request.user, programme=programme, only=only)
    projects = list(people_queries.office_projects(request.user))
    today = timezone.localdate()
    form = FundForm(
        request.POST if request.method == "POST" else None,
        projects=projects,
        initial={"informed_on": today, "started_on": today},
    )
    if request.method == "POST" and form.is_valid() and _funded(request, form):
        return redirect("office-participants")
    context = {
        "page": page_of(request, rows, size=50),
        "form": form,
        "projects": projects,
        "programmes": people_queries.office_programmes(request.user),
        "programme": programme,
        "only": only,
        "chosen": set(request.POST.getlist("participant")),
    }
    return TemplateResponse(request, "events/office_participants.html", context)


def _funded(request: HttpRequest, form: FundForm) -> bool:
    keys = [key for key in request.POST.getlist("participant")[:CHOSEN_MOST] if _key(key)]
    people: list[Participant] = list(
        people_queries.office_participants(request.user).filter(pk__in=keys)
    )
    if not people:
        form.add_error(None, _("Tick the persons whom the project counts."))
        return False
    project = form.projects[form.cleaned_data["project"]]
    try:
        count = people_actions.fund_participants(
            project,
            people,
            informed_on=form.cleaned_data["informed_on"],
            started_on=form.cleaned_data["started_on"],
            by=request.user,
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.sentence)
        return False
    sentence = ngettext(
        "%(count)s person is now a participant of %(project)s.",
        "%(count)s persons are now participants of %(project)s.",
        count,
    )
    messages.success(request, sentence % {"count": count, "project": project})
    return True


@office_required
@require_POST
def end_funded(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's part in the project has ended today."""
    rows = FundedParticipation.objects.filter(
        project__in=people_queries.office_projects(request.user)
    )
    row = fetch(rows, request.user, lambda _user, _row: True, pk=pk)
    people_actions.end_funded(row, ended_on=timezone.localdate(), by=request.user)
    messages.success(request, _("The participation has ended."))
    return redirect("office-participants")
