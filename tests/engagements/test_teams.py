"""Teams: from an admission or a registration to the harvest, the pairs and the withdrawal."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions.actions import decide
from talkoot.decisions.actions.undo import undo_decision
from talkoot.engagements.actions import team_work, teams
from talkoot.engagements.jobs import ask_of_commitments
from talkoot.engagements.models import Commitment, DevelopmentTask, Engagement, Team
from talkoot.engagements.queries.teams import people_of
from talkoot.engagements.rules.teams import pairs_of, path_of
from talkoot.events.actions.registrations import cancel_registration
from talkoot.events.actions.teams import cancel_team
from talkoot.events.models import Series, SeriesPerson
from talkoot.practices.actions import draft_from_team
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.credentials import make_presence
from tests.factories.events import make_event, make_session
from tests.factories.people import make_organisation
from tests.factories.registrations import make_open_series, make_team_registration
from tests.factories.teams import (
    make_commitment,
    make_development_task,
    make_experiment,
    make_harvest,
    make_team,
    make_team_member,
)

ADMIT = {"outcome": "granted", "days": Decimal(1), "reasons": "Ehdot täyttyvät.", "conditions": ""}


@pytest.fixture
def admitted(db, applicant):
    """An application of a team without an expert, and a state agency among its bodies."""
    agency = make_organisation("Verohallinto", kind="state_agency")
    form = load_questionnaire(read_json("forms/team.json"))
    call = make_call(questionnaire=form, checks=[], max_days=Decimal(4))
    application = make_application(state="submitted", call=call, expert=None, days_requested=None)
    application.answers = {TEAM_CODE: [agency.key]}
    application.save(update_fields=["answers"])
    return application


def test_team_of_an_admitted_application_retypes_nothing(admitted, office_user):
    series = make_event(kind="school", offering=admitted.call.offering)
    decide(admitted, **ADMIT, by=office_user)

    team = Team.objects.get()
    assert not Engagement.objects.exists()
    assert (team.application, team.series, team.programme) == (
        admitted,
        series,
        admitted.call.offering.programme,
    )
    assert (team.name, team.subject, team.goals) == (admitted.title, admitted.need, admitted.goals)
    assert {row.name for row in team.organisations.all()} == {
        admitted.organisation.name,
        "Verohallinto",
    }
    lead = team.members.get()
    assert (lead.user, lead.task) == (admitted.applicant, "lead")
    assert LogEntry.objects.filter(key="engagements.team.opened").exists()


def test_undone_decision_removes_the_team_until_it_works(admitted, office_user):
    decision = decide(admitted, **ADMIT, by=office_user)
    undo_decision(decision, by=office_user)
    assert not Team.objects.exists()

    admitted.refresh_from_db()
    decision = decide(admitted, **ADMIT, by=office_user)
    make_development_task(Team.objects.get())
    with pytest.raises(NotAllowed, match=r"aloittanut|begun"):
        undo_decision(decision, by=office_user)


def test_registered_teams_are_opened_once_with_their_members(office_user):
    series = make_open_series(entry="teams", team_size_min=2, team_size_max=6)
    for _number in range(2):
        make_team_registration(series, members=3)
    make_team_registration(series, members=2, state="waiting")

    assert len(teams.open_registered_teams(series, by=office_user)) == 2
    assert teams.open_registered_teams(series, by=office_user) == []
    team = Team.objects.first()
    assert [row.task for row in team.members.all()] == ["lead", "member", "member"]


def test_withdraw_needs_the_lead_and_a_reason(applicant, office_user, outsider):
    team = make_team()
    make_team_member(team, email=outsider.email)
    with pytest.raises(NotAllowed):
        teams.withdraw_team(team, reason="Ei ehditä.", by=outsider)
    with pytest.raises(NotAllowed):
        teams.withdraw_team(team, reason=" ", by=applicant)
    teams.withdraw_team(team, reason="Ei ehditä.", by=applicant)
    team.refresh_from_db()
    assert (team.state, team.withdrawal_reason) == ("withdrawn", "Ei ehditä.")
    with pytest.raises(NotAllowed):
        team_work.add_meeting(
            team, held_on=timezone.localdate(), present=3, notes="-", by=applicant
        )
    teams.resume_team(team, by=office_user)
    team.refresh_from_db()
    assert team.state == "active"


def seated_team(office_user, **fields):
    """A team at work whose two people have the only seats of its series."""
    series = make_open_series(entry="teams", team_size_min=2, team_size_max=6, seats=2)
    make_team_registration(series, members=2)
    [team] = teams.open_registered_teams(series, by=office_user)
    return team


def test_a_team_that_withdraws_gives_its_seats_to_the_next(office_user):
    team = seated_team(office_user)
    waiting = make_team_registration(team.series, members=2, state="waiting")
    teams.withdraw_team(team, reason="Ei ehditä." * 90, by=office_user)
    team.registration.refresh_from_db()
    waiting.refresh_from_db()
    assert (team.registration.state, waiting.state) == ("cancelled", "registered")
    seats = set(team.registration.registrations.values_list("state", flat=True))
    assert seats == {"cancelled"}

    # Taken up again, the office registers it anew.
    Series.objects.update(seats=9)
    teams.resume_team(team, by=office_user)
    registration = teams.seat_team(team, by=office_user)
    team.refresh_from_db()
    assert team.registration == registration and registration.state == "registered"


def test_a_team_withdraws_though_its_series_has_ended(office_user):
    team = seated_team(office_user)
    Series.objects.update(state="ended")
    teams.withdraw_team(team, reason="Ei ehditä.", by=office_user)
    team.refresh_from_db()
    assert (team.state, team.registration.state) == ("withdrawn", "registered")


def test_the_registration_of_a_team_at_work_is_not_cancelled_behind_its_back(page, office_user):
    team = seated_team(office_user)
    with pytest.raises(NotAllowed, match=team.name):
        cancel_team(team.registration, by=None)
    # A person may always stay away; when nobody is left, the page tells of it and of the way on.
    page.sign_in(office_user)
    page.post("seat-team", {}, team.pk, status=409)
    for row in team.registration.registrations.all():
        cancel_registration(row, by=None)
    page.get("team", team.pk)
    page.post("seat-team", {}, team.pk, redirects_to=team.get_absolute_url())
    team.refresh_from_db()
    assert team.registration.state == "registered"


def test_seats_follow_the_people_of_the_team_and_stand_in_one_list(page, office_user):
    team = seated_team(office_user)
    Series.objects.update(seats=9)
    series = team.series
    first, second = team.registration.registrations.select_related("participant").order_by("pk")
    make_presence(make_session(series, state="held"), first)
    new = {"name": "Uusi", "email": "uusi@esimerkki.fi", "organisation_name": "", "role": "staff"}
    added = teams.add_team_member(team, **new, by=office_user)
    mentor = {**new, "name": "Mentori", "email": "m@esimerkki.fi", "task": "mentor"}
    teams.add_team_member(team, **mentor, by=office_user)
    late = make_team_member(team)
    assert series.registrations.get(participant__email=added.email).team == team.registration

    rows = {row.name: row for row in people_of(teams.locked(team))}
    assert [rows[late.name].lacks_seat, rows["Mentori"].lacks_seat, rows["Uusi"].lacks_seat] == [
        True, False, False
    ]  # fmt: skip
    own = rows[first.participant.name].registration
    assert (own.present_count, own.held_count) == (1, 1)
    page.sign_in(office_user)
    for name in ("Sarjan mentori", "mentori"):
        SeriesPerson.objects.create(series=series, name=name, task="mentor")
    shown = page.get("team", team.pk).text
    assert "Sarjan mentori" in shown and "Sarjan mentori, mentori" not in shown
    page.post("seat-team", {}, team.pk, redirects_to=team.get_absolute_url())
    assert series.registrations.filter(participant__email=late.email, team=team.registration)
    page.post("seat-team", {}, team.pk, status=409)

    # The contact person goes: another leads and is written to, and the seat is free.
    member = team.members.get(email=second.participant.email)
    team.members.filter(task="lead").update(task="member")
    team.members.filter(pk=member.pk).update(task="lead")
    leaver = team.members.get(email=first.participant.email)
    teams.remove_team_member(team, member=leaver.pk, by=office_user)
    first.refresh_from_db()
    team.registration.refresh_from_db()
    assert (first.state, team.registration.contact) == ("cancelled", second.participant)
    assert Message.objects.filter(kind="registration-cancelled", address=leaver.email).count() == 1


def test_only_the_lead_and_the_office_name_a_new_lead_and_remove_people(
    page, applicant, office_user, outsider
):
    team = make_team()
    mentor = make_team_member(team, email=outsider.email, task="mentor")
    new = {"name": "Uusi", "email": "uusi@esimerkki.fi", "organisation_name": "", "role": "staff"}
    for act in (
        lambda: teams.add_team_member(team, **new, task="lead", by=outsider),
        lambda: teams.remove_team_member(team, member=mentor.pk, by=outsider),
    ):
        with pytest.raises(NotAllowed):
            act()
    teams.add_team_member(team, **new, by=outsider)
    assert team.members.get(task="lead").email == applicant.email

    page.sign_in(outsider)
    page.post(
        "add-to-team", {**new, "email": "b@b.fi", "task": "lead"}, team.pk, "member", status=422
    )
    page.get("add-to-team", team.pk, "removal", status=409)
    page.sign_in(applicant)
    data = {"member": mentor.pk}
    page.post("add-to-team", data, team.pk, "removal", redirects_to=team.get_absolute_url())
    assert not team.members.filter(pk=mentor.pk).exists()
    assert LogEntry.objects.filter(key="engagements.team_member.removed").exists()
    with pytest.raises(NotAllowed):
        teams.remove_team_member(team, member=team.members.get(task="lead").pk, by=office_user)


def test_finish_needs_the_harvest(applicant):
    team = make_team()
    with pytest.raises(NotAllowed):
        teams.finish_team(team, by=applicant)
    make_harvest(team)
    teams.finish_team(team, by=applicant)
    team.refresh_from_db()
    assert team.state == "finished"


def test_new_lead_takes_the_place_of_the_old_one(applicant):
    team = make_team()
    values = {"name": "Uusi", "organisation_name": "", "role": "management", "task": "lead"}
    teams.add_team_member(team, email="Uusi@esimerkki.fi", **values, by=applicant)
    assert team.members.get(task="lead").email == "uusi@esimerkki.fi"
    with pytest.raises(NotAllowed):
        teams.add_team_member(team, email="uusi@esimerkki.fi", **values, by=applicant)


def test_pairs_put_unlike_teams_together():
    city, state = frozenset({"municipality"}), frozenset({"state_agency"})
    pairs = pairs_of([(1, city), (2, city), (3, state), (4, city | state), (5, state)])
    assert [(a, b) for a, b, _shared in pairs] == [(1, 3), (2, 5), (1, 4)]
    assert pairs[0][2] == frozenset()
    assert pairs_of([(1, city)]) == []


def test_pair_teams_tells_why_and_leaves_the_withdrawn_out(office_user):
    series = make_event()
    kinds = ("municipality", "municipality", "state_agency")
    made = [make_team(series=series, name=f"T{number}") for number in range(3)]
    for team, kind in zip(made, kinds, strict=True):
        team.organisations.add(make_organisation(kind=kind))
    make_team(series=series, state=Team.State.WITHDRAWN)

    pairs = teams.pair_teams(series, by=office_user)
    assert [(row.first, row.second) for row in pairs] == [(made[0], made[2]), (made[1], made[2])]
    assert all(row.ground for row in pairs)
    assert len(teams.pair_teams(series, by=office_user)) == 2
    assert series.peer_pairs.count() == 2
    with pytest.raises(NotAllowed):
        teams.pair_teams(make_event(), by=office_user)


def test_path_is_marked_and_unmarked_in_every_language(applicant):
    team = make_team()
    for _time in range(2):
        team_work.mark_path(team, code="need-heard", is_done=True, by=applicant)
    assert LogEntry.objects.filter(key="engagements.path.marked").count() == 1
    phases = path_of(team.path_marks.values_list("code", flat=True))
    assert [phase.done_count for phase in phases] == [1, 0, 0, 0]
    assert sum(len(phase.points) for phase in phases) == 12
    team_work.mark_path(team, code="need-heard", is_done=False, by=applicant)
    assert not team.path_marks.exists()
    with pytest.raises(NotAllowed):
        team_work.mark_path(team, code="other", is_done=True, by=applicant)


def test_commitment_is_asked_of_once_on_its_day_and_checked(applicant, office_user):
    team = make_team()
    today = timezone.localdate()
    values = {"action": "Sovimme vastuut", "owner": "Esihenkilö", "due_on": today}
    with pytest.raises(NotAllowed):
        team_work.add_commitment(team, **values, owner_email="muu@esimerkki.fi", by=applicant)
    row = team_work.add_commitment(team, **values, owner_email=applicant.email, by=applicant)
    later = today + datetime.timedelta(days=1)
    make_commitment(team, owner_email=applicant.email, due_on=later)
    other = make_commitment(team, owner_email=applicant.email, due_on=today)
    assert [ask_of_commitments() for _time in range(2)] == [1, 0]
    mail = Message.objects.get(kind="commitment-due")
    for asked in (row, other):
        assert f"/teams/{team.pk}/commitments/{asked.pk}/" in mail.body
    # Mail that left long ago is cleared away; the owner is not asked again.
    mail.delete()
    assert ask_of_commitments() == 0

    team_work.check_commitment(row, to="partly", note="Yksi puuttuu.", by=applicant)
    row.refresh_from_db()
    assert (row.state, row.note) == (Commitment.State.PARTLY, "Yksi puuttuu.")
    team_work.check_commitment(row, to="kept", note="Nyt tehty.", by=applicant)
    with pytest.raises(NotAllowed):
        team_work.check_commitment(row, to="not_kept", note="", by=applicant)


def test_commitment_waits_for_its_owner_s_share_of_reminders(applicant, settings):
    settings.REMINDERS_A_WEEK = 2
    first = queue_reminder(
        "survey-reminder", key="a", office_id=None, subject="A", body="A", to=applicant
    )
    row = make_commitment(make_team(), owner_email=applicant.email, due_on=timezone.localdate())
    assert (first.is_reminder, ask_of_commitments()) == (True, 1)
    later = make_commitment(row.team, owner_email=applicant.email, due_on=row.due_on)
    assert ask_of_commitments() == 0
    Message.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    assert ask_of_commitments() == 1
    later.refresh_from_db()
    assert later.asked_on == timezone.localdate()


def test_owner_is_asked_in_the_own_language(applicant):
    type(applicant).objects.filter(pk=applicant.pk).update(language="sv")
    make_commitment(make_team(), owner_email=applicant.email, due_on=timezone.localdate())
    ask_of_commitments()
    assert Message.objects.get(kind="commitment-due").language == "sv"


def test_task_is_moved_with_its_result(applicant):
    task = team_work.add_development_task(
        team=make_team(), title="Palaveri", owner="Esihenkilö", by=applicant
    )
    team_work.move_task(task, to="done", result="Pidetään joka aamu.", by=applicant)
    task = DevelopmentTask.objects.get()
    assert (task.state, task.result) == ("done", "Pidetään joka aamu.")


def test_practice_is_drafted_of_the_harvest_and_the_experiments(applicant):
    team = make_team()
    with pytest.raises(NotAllowed):
        draft_from_team(team, by=applicant)
    make_harvest(team)
    make_experiment(team, state="adopted")
    team.organisations.add(make_organisation("Testikunta"))
    team = Team.objects.get()
    practice = draft_from_team(team, by=applicant)
    assert practice.status == "in_use"
    assert "yhteisen vastaanoton" in practice.what_was_done
    assert "Kolme neljästä" in practice.results
    assert practice.author == applicant
    assert draft_from_team(team, by=applicant) == practice
