"""Populations, opening, reminding, quiet hours and the limit of voluntary surveys."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message, OptOut
from talkoot.surveys import actions, jobs
from talkoot.surveys.actions.plans import plan_by_hand
from talkoot.surveys.inviting import invitations_for
from talkoot.surveys.models import AnswerLink, Invitation, Response, Round
from talkoot.surveys.populations import (
    Invitee,
    Occasion,
    Population,
    merged_count,
    occasion_of,
    populations_for,
    reason_text,
    register,
)
from talkoot.surveys.rates import group_counts
from talkoot.surveys.round_queries import invited_cells, progress_of, rounds_being_sent
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.rounds import make_contacts, make_plan, make_planned_round
from tests.factories.surveys import make_invitation, make_questionnaire, make_response, make_round

INVITED = Invitation.Standing.INVITED


def standings(survey):
    return dict(survey.invitations.values_list("address", "standing"))


def days_ago(number):
    return timezone.now() - datetime.timedelta(days=number)


def test_population_is_frozen_with_reasons_and_groups(db):
    [address] = make_contacts(1)
    survey = make_planned_round()
    actions.open_round(survey)
    invitation = survey.invitations.get()
    assert (invitation.address, invitation.standing) == (address, INVITED)
    assert reason_text(invitation.reason) == "organisaation yhteyshenkilö" or invitation.reason
    assert invitation.groups == {"kind": "municipality"}
    assert survey.population_at is not None and survey.split_by == ["kind"]
    make_contacts(1)
    assert survey.invitations.count() == 1


def test_person_of_two_organisations_is_asked_once(db):
    person = make_contact()
    make_membership(person, make_organisation(), "contact")
    survey = make_planned_round()
    actions.open_round(survey)
    invitation = survey.invitations.get()
    assert invitation.reason == "contact:2" and merged_count(invitation.reason) == 1
    assert Message.objects.filter(kind="survey-invitation").count() == 1


def test_somebody_without_an_address_is_told_of(db):
    code = f"nobody-{timezone.now().timestamp()}".replace(".", "")

    def people(_about: Occasion):
        yield Invitee("guest", "")
        yield Invitee("guest", "")
        yield Invitee("guest", "Vieras@Esimerkki.fi")

    register(Population(code, "vieraat", ("programme",), {"guest": "vieras"}, people))
    survey = make_planned_round(make_plan(population=code))
    actions.open_round(survey)
    found = sorted(survey.invitations.values_list("address", "standing"))
    assert found == [("", "no_address"), ("", "no_address"), ("vieras@esimerkki.fi", "invited")]


def test_who_has_opted_out_gets_no_voluntary_survey(db):
    first, second = make_contacts(2)
    OptOut.objects.create(address=first, topic=OptOut.Topic.SURVEYS)
    survey = make_planned_round()
    actions.open_round(survey)
    assert standings(survey) == {first: "opted_out", second: "invited"}
    assert list(Message.objects.values_list("address", flat=True)) == [second]
    needed = make_planned_round(make_plan(is_optional=False))
    actions.open_round(needed)
    assert standings(needed) == {first: "invited", second: "invited"}


def test_third_voluntary_survey_in_sixty_days_waits(db):
    [address] = make_contacts(1)
    rounds = [make_planned_round() for _number in range(3)]
    assert jobs.open_due_rounds() == 2
    states = [Round.objects.get(pk=row.pk).state for row in rounds]
    assert states == ["open", "open", "planned"]
    assert standings(rounds[2]) == {address: "asked_recently"}
    # Sixty days later there is room again.
    Invitation.objects.filter(sent_at__isnull=False).update(sent_at=days_ago(61))
    actions.open_round(Round.objects.get(pk=rounds[2].pk))
    assert standings(rounds[2]) == {address: "invited"}


def test_rounds_that_are_not_voluntary_do_not_count(db):
    [address] = make_contacts(1)
    for _number in range(2):
        make_invitation(make_round(), address, sent_at=timezone.now())
    survey = make_planned_round()
    assert [row.standing for row in invitations_for(survey)] == ["invited"]


def test_empty_population_opens_nothing(db, office_user):
    survey = make_planned_round()
    with pytest.raises(NotAllowed) as refusal:
        actions.open_round(survey, by=office_user)
    assert refusal.value.sentence
    survey.refresh_from_db()
    assert survey.state == Round.State.PLANNED and survey.population_at is not None
    # The worker does not try again by itself; the office may.
    assert jobs.open_due_rounds() == 0
    make_contacts(1)
    actions.open_round(survey, by=office_user)
    assert survey.state == Round.State.OPEN


def test_round_that_was_opened_is_not_opened_again(db):
    make_contacts(2)
    survey = make_planned_round()
    actions.open_round(survey)
    with pytest.raises(NotAllowed):
        actions.open_round(Round.objects.get(pk=survey.pk))
    assert Message.objects.count() == AnswerLink.objects.count() == 2


def test_worker_sends_the_batches_that_follow(db, monkeypatch):
    monkeypatch.setattr("talkoot.surveys.actions.opening.BATCH", 2)
    make_contacts(7)
    survey = make_planned_round()
    actions.open_round(survey)
    assert progress_of(survey).sent == 2 and list(rounds_being_sent()) == [survey]
    assert jobs.send_invitations() == 5
    assert jobs.send_invitations() == 0
    assert Message.objects.values("address").distinct().count() == 7
    assert progress_of(survey).invited == progress_of(survey).sent == 7


def test_closed_round_sends_nothing_more(db, monkeypatch):
    monkeypatch.setattr("talkoot.surveys.actions.opening.BATCH", 1)
    make_contacts(3)
    survey = make_planned_round()
    actions.open_round(survey)
    actions.close_round(survey)
    assert jobs.send_invitations() == 0
    # What waited in the outbox is revoked, because its link has stopped working.
    assert list(Message.objects.values_list("state", flat=True)) == ["revoked"]
    assert survey.closes_on == timezone.localdate()


def test_invitation_queued_in_the_evening_leaves_in_the_morning(db, settings, monkeypatch):
    settings.QUIET_HOURS = [20, 8]
    evening = timezone.make_aware(datetime.datetime(2026, 11, 20, 21))
    morning = timezone.make_aware(datetime.datetime(2026, 11, 23, 8))
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening)
    make_contacts(1)
    survey = make_planned_round()
    actions.open_round(survey)
    assert Message.objects.get().due_at == morning
    assert survey.invitations.get().sent_at == morning
    assert send_due_messages() == 0
    # Due before the quiet hours, but not sent in time: it waits, too.
    Message.objects.update(due_at=evening - datetime.timedelta(hours=2))
    assert send_due_messages() == 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: morning)
    assert send_due_messages() == 1


def test_reminders_follow_the_rounds_days(db):
    survey = make_round(reminder_days=[3, 10])
    invitation = make_invitation(survey, sent_at=days_ago(2))
    assert jobs.remind() == 0
    Invitation.objects.update(sent_at=days_ago(4))
    assert (jobs.remind(), jobs.remind()) == (1, 0)
    Invitation.objects.update(sent_at=days_ago(11))
    assert (jobs.remind(), jobs.remind()) == (1, 0)
    invitation.refresh_from_db()
    assert invitation.reminder_count == 2
    assert Message.objects.filter(kind="survey-reminder").count() == 2


def test_days_that_passed_together_give_one_reminder(db):
    make_invitation(make_round(reminder_days=[3, 5]), sent_at=days_ago(6))
    assert (jobs.remind(), jobs.remind()) == (1, 0)


def test_nobody_is_reminded_who_need_not_be(db):
    survey = make_round(is_optional=True)
    sent = {"sent_at": days_ago(8)}
    make_invitation(survey, has_answered=True, **sent)
    make_invitation(survey, standing="asked_recently")
    out = make_invitation(survey, **sent)
    OptOut.objects.create(address=out.address, topic=OptOut.Topic.SURVEYS)
    make_invitation(make_round(state="closed"), **sent)
    make_invitation(make_round(closes_on=timezone.localdate()), **sent)
    make_invitation(make_round(reminder_days=[]), **sent)
    assert jobs.remind() == 0


def test_weeks_share_of_reminders_holds_for_surveys(db, settings):
    invitation = make_invitation(make_round(), sent_at=days_ago(8))
    for number in range(settings.REMINDERS_A_WEEK - 1):
        queue_reminder(
            "muu",
            key=f"muu-{number}",
            office_id=None,
            subject="x",
            body="x",
            address=invitation.address,
        )
    assert jobs.remind() == 0
    Message.objects.update(created_at=days_ago(8))
    assert jobs.remind() == 1


def test_nobody_is_reminded_in_quiet_hours(db, settings, monkeypatch):
    settings.QUIET_HOURS = [20, 8]
    now = timezone.make_aware(datetime.datetime(2026, 11, 21, 12))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    make_invitation(make_round(), sent_at=now - datetime.timedelta(days=8))
    assert jobs.remind() == 0


@pytest.mark.parametrize(("mode", "is_seen"), [("identified", True), ("anonymous", False)])
def test_reminders_of_protected_rounds_are_not_in_the_offices_outbox(db, mode, is_seen):
    make_invitation(make_round(mode=mode), sent_at=days_ago(8))
    jobs.remind()
    assert (Message.objects.get().office_id is not None) == is_seen


def test_office_reminds_of_an_open_round_but_not_again_and_again(db, office_user):
    survey = make_round(reminder_days=[])
    make_invitation(survey, sent_at=days_ago(7))
    actions.remind_now(survey, by=office_user)
    assert Round.objects.get().reminder_days == [7]
    assert jobs.remind() == 1
    with pytest.raises(NotAllowed):
        actions.remind_now(survey, by=office_user)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "closed"},
        {"state": "planned"},
        {"closes_on": timezone.localdate()},
        {"opens_on": timezone.localdate()},
        {"reminder_days": [1, 2, 3, 4], "opens_on": timezone.localdate() - datetime.timedelta(30)},
    ],
)
def test_reminder_that_comes_to_nothing_is_refused(db, office_user, fields):
    with pytest.raises(NotAllowed):
        actions.remind_now(make_round(**fields), by=office_user)


def test_extending_an_anonymous_round_tells_no_day(db, office_user):
    survey = make_round(mode="anonymous")
    make_response(survey, submitted_on=survey.closes_on)
    later = survey.closes_on + datetime.timedelta(days=10)
    actions.extend_round(survey, closes_on=later, reminder_days=[14, 7, 7], by=office_user)
    survey.refresh_from_db()
    assert (survey.closes_on, survey.reminder_days) == (later, [7, 14])
    assert Response.objects.get().submitted_on == later


@pytest.mark.parametrize("days", [-1, 400])
def test_impossible_last_day_is_refused(db, office_user, days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    with pytest.raises(NotAllowed):
        actions.extend_round(make_round(), closes_on=day, reminder_days=[], by=office_user)


def test_planned_round_is_removed_but_not_an_engagements(db, office_user):
    survey = make_planned_round()
    actions.delete_round(survey, by=office_user)
    assert not Round.objects.exists()
    for row in (make_round(state="planned"), make_round()):
        with pytest.raises(NotAllowed):
            actions.delete_round(row, by=office_user)


def test_round_by_hand_keeps_what_bounds_its_population(programme, office_user):
    code = make_questionnaire().code
    since = datetime.date(2026, 1, 1)
    survey = plan_by_hand(
        programme,
        opens_on=timezone.localdate(),
        since=since,
        by=office_user,
        questionnaire_code=code,
        title_fi="Uutiskirjekysely",
        population="users",
    )
    about = occasion_of(Round.objects.get(pk=survey.pk))
    assert (about.kind, about.pk, about.since, about.until) == (
        "programme",
        programme.pk,
        since,
        None,
    )
    assert survey.title == "Uutiskirjekysely" and survey.is_optional


def test_groups_count_the_invited_only(db):
    survey = make_round()
    for number in range(3):
        make_invitation(survey, groups={"region": "11"}, has_answered=number == 0)
    make_invitation(survey, groups={"region": "11"}, standing="opted_out")
    make_invitation(survey, groups={})
    assert group_counts(invited_cells(survey)) == {"region": {"11": (3, 1), "": (1, 0)}}


def test_every_population_serves_some_trigger(db):
    assert {row.code for row in populations_for("by_hand")} >= {
        "contacts",
        "users",
        "participants",
        "employers",
        "representatives",
        "parties",
        "submitters",
    }
    assert "users" not in {row.code for row in populations_for("session_closed")}
    make_user()
