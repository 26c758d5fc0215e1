"""A team's registration and its own page behind the contact person's secret link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.refusals import NotAllowed
from talkoot.events import tokens
from talkoot.events.actions import registrations as seat_actions
from talkoot.events.actions import teams as actions
from talkoot.events.actions.registrations import Person
from talkoot.events.forms.registration import CancelForm, MemberForm, TeamForm, WaitingForm
from talkoot.events.models import Registration, Series, TeamRegistration
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.events.views.registration import known_of

State = Registration.State


@never_cache
def register_team(request: HttpRequest, slug: str) -> HttpResponse:
    """All members at once; without scripts a button adds rows for more."""
    return _register(request, slug, "")


@never_cache
def register_team_through(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same to the seats of a co-organiser, whose link ends with `code`."""
    return _register(request, slug, code)


def _register(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    series = queries.get_public_series(request.user, slug)
    rules.check_open(series, timezone.now(), for_teams=True, by=request.user)
    quota = queries.partner_quota(series, code)
    if code:
        rules.check_quota(quota)
    known = known_of(request, series)
    least = series.team_size_min or 2
    most = series.team_size_max or rules.TEAM_LARGEST
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        least=max(least, min(most, 4)),
        most=most,
        smallest=least,
        initial_member=known,
        initial={"utm_source": known["utm_source"]},
    )
    wants_more = "more" in request.POST
    if request.method == "POST" and not wants_more and form.is_valid():
        answer = _registered(request, series, form, code)
        if answer is not None:
            return answer
    context = {"series": series, "form": form, "quota": quota, "least": least, "most": most}
    if wants_more:
        return render(request, "events/register_team.html", context | {"is_growing": True})
    return TemplateResponse(request, "events/register_team.html", context)


def _registered(
    request: HttpRequest, series: Series, form: TeamForm, code: str
) -> HttpResponse | None:
    by = request.user if request.user.is_authenticated else None
    people = form.people()
    try:
        team = actions.register_team(
            series,
            people,
            name=form.cleaned_data["name"],
            organisation=people[0].organisation,
            waiting=form.cleaned_data["waiting"],
            code=code,
            came=form.came(),
            by=by,
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.sentence)
        return None
    messages.success(request, _("The team has been registered. Each member gets a mail."))
    return redirect("team-registration", tokens.token_of(team))


@never_cache
def team_registration(request: HttpRequest, token: str) -> HttpResponse:
    """The team for its contact person: members, seats, the line; adds a member by POST."""
    team = queries.get_team(token)
    form = MemberForm(request.POST if request.method == "POST" else None, prefix="member")
    if request.method == "POST" and form.is_valid():
        if not form.is_filled():
            form.add_error("name", _("Give the new member’s name and e-mail address."))
        elif _added(request, team, form):
            return redirect("team-registration", token)
    members = list(team.registrations.all())
    is_open = (
        team.state != TeamRegistration.State.CANCELLED
        and team.series.state == Series.State.PUBLISHED
    )
    context = {
        "team": team,
        "series": team.series,
        "token": token,
        "members": members,
        "seated": sum(row.state == State.REGISTERED for row in members),
        "place": queries.place_of_team(team),
        "form": form,
        "waiting_form": WaitingForm(initial={"waiting": team.waiting}),
        "is_open": is_open,
        "is_small": is_open and len(members) < (team.series.team_size_min or 2),
    }
    return TemplateResponse(request, "events/team_registration.html", context)


def _added(request: HttpRequest, team: TeamRegistration, form: MemberForm) -> bool:
    values = form.cleaned_data
    person = Person(
        name=values["name"],
        email=values["email"],
        role=values["role"],
        organisation=team.organisation,
    )
    by = request.user if request.user.is_authenticated else None
    try:
        row = actions.add_member(team, person, by=by)
    except NotAllowed as refusal:
        form.add_error(None, refusal.sentence)
        return False
    sentence = (
        _("%(name)s is in the team and has a seat.")
        if row.state == State.REGISTERED
        else _("%(name)s is in the team and waits in line for a seat.")
    )
    messages.success(request, sentence % {"name": person.name})
    return True


@require_POST
def remove_team_member(request: HttpRequest, token: str) -> HttpResponse:
    """The contact person takes a member out; the seat goes to the line."""
    team = queries.get_team(token)
    number = request.POST.get("member", "")
    rows = queries.registrations_with_all().filter(team=team).exclude(state=State.CANCELLED)
    pk = int(number) if number.isdecimal() and len(number) < 19 else 0
    row = fetch(rows, request.user, lambda _user, _row: True, pk=pk)
    by = request.user if request.user.is_authenticated else None
    seat_actions.cancel_registration(row, by=by)
    messages.success(
        request, _("%(name)s is no longer in the team.") % {"name": row.participant.name}
    )
    return redirect("team-registration", token)


@require_POST
def choose_team_waiting(request: HttpRequest, token: str) -> HttpResponse:
    """Everybody or nobody, or as many as there is room for."""
    team = queries.get_team(token)
    form = WaitingForm(request.POST)
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.choose_waiting(team, waiting=form.cleaned_data["waiting"], by=by)
        messages.success(request, _("Your choice has been kept."))
    return redirect("team-registration", token)


@never_cache
def cancel_team(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once before the whole team is cancelled."""
    team = queries.get_team(token)
    rules.check_team_open(team)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        actions.cancel_team(team, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("The team has been cancelled. Thank you for telling."))
        return redirect("team-registration", token)
    context = {
        "form": form,
        "team": team,
        "series": team.series,
        "token": token,
        "is_late": rules.is_late(team.series, timezone.now()),
    }
    return TemplateResponse(request, "events/cancel_team.html", context)
