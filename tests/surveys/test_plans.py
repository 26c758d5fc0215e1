"""Plans, what sets them off, and the rounds that they make."""

import datetime

import pytest
from django.utils import timezone, translation

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.events.actions import hold_session
from talkoot.events.actions.attendance import close_attendance, record_counts
from talkoot.events.actions.series import end_series
from talkoot.surveys import actions
from talkoot.surveys.actions.forgetting import forget_invited
from talkoot.surveys.actions.plans import (
    change_by_hand,
    occasion,
    plan_by_hand,
    save_plan,
    start_plan,
    stop_plan,
)
from talkoot.surveys.actions.repeating import plan_by_calendar, publish_results
from talkoot.surveys.models import Invitation, Response, Round, SurveyPlan
from talkoot.surveys.populations import occasion_of
from talkoot.surveys.results.counting import WHOLE
from talkoot.surveys.round_queries import office_plans, published_results
from tests.factories.correspondence import make_message
from tests.factories.engagements import make_engagement
from tests.factories.events import make_event, make_session
from tests.factories.people import make_contact
from tests.factories.programmes import make_funding_project, make_offering, make_programme
from tests.factories.registrations import make_open_series, make_registration
from tests.factories.rounds import make_plan
from tests.factories.surveys import (
    make_invitation,
    make_questionnaire,
    make_response,
    make_round,
    make_tally,
)

Trigger = SurveyPlan.Trigger


def today():
    return timezone.localdate()


def set_off(programme, trigger=Trigger.SERIES_CLOSED, key="series:1", **fields):
    values = {"service": None, "on": today(), "subject": "Aihe"} | fields
    return occasion(trigger, key, programme, **values)


def test_occasion_makes_one_round_of_each_plan_that_it_concerns(programme):
    service, other = make_offering(programme), make_offering(programme)
    wanted = make_plan(trigger=Trigger.SERIES_CLOSED, service=service, title_fi="Palaute")
    make_plan(trigger=Trigger.SERIES_CLOSED, service=other)
    make_plan(trigger=Trigger.SESSION_CLOSED)
    make_plan(trigger=Trigger.SERIES_CLOSED, is_active=False)
    make_plan(make_programme(), trigger=Trigger.SERIES_CLOSED)
    [survey] = set_off(programme, service=service)
    assert (survey.plan, survey.service, survey.title) == (wanted, service, "Palaute: Aihe")
    assert set_off(programme, service=service) == []
    assert Round.objects.count() == 1


def test_months_and_days_count_from_what_happened(programme):
    make_plan(trigger=Trigger.SERIES_CLOSED, months=4, days=3, open_days=10)
    on = today()
    [survey] = set_off(programme, on=on)
    assert survey.opens_on > on + datetime.timedelta(days=120)
    assert survey.closes_on == survey.opens_on + datetime.timedelta(days=10)
    [late] = set_off(programme, key="series:2", on=on - datetime.timedelta(days=400))
    assert late.opens_on == today()


def test_round_asks_by_the_newest_published_version(programme):
    plan = make_plan(trigger=Trigger.SERIES_CLOSED)
    make_questionnaire(plan.questionnaire_code, version=2)
    make_questionnaire(plan.questionnaire_code, version=3, is_published=False)
    [survey] = set_off(programme)
    assert survey.questionnaire.version == 2


def test_plan_without_a_questionnaire_stops_nothing(programme):
    make_plan(trigger=Trigger.SERIES_CLOSED, questionnaire_code="ei-ole")
    assert set_off(programme) == []
    assert LogEntry.objects.filter(key="surveys.plan.skipped").exists()


def test_held_session_sets_off_its_plan_in_the_same_transaction(programme, office_user):
    make_plan(trigger=Trigger.SESSION_CLOSED, population="participants")
    session = make_session(state="agreed")
    hold_session(session, counts={"staff": 5}, by=office_user)
    survey = Round.objects.get()
    assert survey.occasion == f"session:{session.pk}"


def test_closed_attendance_sets_off_its_plan(programme, office_user):
    make_plan(trigger=Trigger.SESSION_CLOSED, population="participants")
    yesterday = timezone.now() - datetime.timedelta(days=1)
    times = {"starts_at": yesterday, "ends_at": yesterday + datetime.timedelta(hours=1)}
    session = make_session(state="agreed", **times)
    record_counts(session, counts={"staff": 5}, by=office_user)
    close_attendance(session, by=office_user)
    assert Round.objects.get().occasion == f"session:{session.pk}"


def test_ended_series_asks_those_who_had_a_seat(programme, office_user):
    make_plan(trigger=Trigger.SERIES_CLOSED, population="participants")
    series = make_open_series(programme)
    people = [make_registration(series).participant.email for _number in range(2)]
    make_registration(series, state="cancelled")
    past = timezone.now() - datetime.timedelta(days=1)
    series.sessions.update(starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    end_series(series, by=office_user)
    survey = Round.objects.get(occasion=f"series:{series.pk}")
    actions.open_round(survey)
    assert sorted(survey.invitations.values_list("address", flat=True)) == sorted(people)
    assert {row.groups["role"] for row in survey.invitations.all()} == {"staff"}


def test_employers_of_participants_are_another_population(programme):
    series = make_event(programme)
    contact = make_contact()
    organisation = contact.memberships.get().organisation
    make_registration(series, organisation=organisation)
    make_contact()
    plan = make_plan(trigger=Trigger.SERIES_CLOSED, population="employers")
    [survey] = set_off(programme, key=f"series:{series.pk}")
    actions.open_round(survey)
    invitation = survey.invitations.get()
    assert (invitation.address, invitation.organisation) == (contact.email, organisation)
    assert plan.rounds.count() == 1


@pytest.mark.parametrize("population", ["representatives", "parties"])
def test_engagement_asks_its_parties(programme, population):
    engagement = make_engagement()
    make_plan(trigger=Trigger.ENGAGEMENT_CLOSED, population=population, is_optional=False)
    [survey] = set_off(programme, Trigger.ENGAGEMENT_CLOSED, f"engagement:{engagement.pk}")
    actions.open_round(survey)
    addresses = set(survey.invitations.values_list("address", flat=True))
    assert engagement.application.applicant.email in addresses


def test_pulse_comes_once_a_year_after_the_programme(db):
    ended = make_programme(ends_on=today() - datetime.timedelta(days=10))
    make_plan(ended, trigger=Trigger.PROGRAMME_ENDED, months=12)
    make_plan(make_programme(), trigger=Trigger.PROGRAMME_ENDED, months=12)
    assert (plan_by_calendar(), plan_by_calendar()) == (1, 0)
    survey = Round.objects.get()
    assert (survey.programme, survey.opens_on.year) == (ended, ended.ends_on.year + 1)


def test_a_monitoring_survey_comes_again_as_many_times_as_its_plan_says(programme, office_user):
    first = today() + datetime.timedelta(days=5)
    plan = make_plan(trigger=Trigger.SCHEDULED, first_on=first, every_months=12, times=2)
    days = []
    for _number in range(3):
        assert plan_by_calendar() in (0, 1)
        assert plan_by_calendar() == 0  # One waits, so no other is planned beside it.
        waiting = plan.rounds.filter(state="planned")
        days += waiting.values_list("opens_on", flat=True)
        for survey in waiting:
            with pytest.raises(NotAllowed):  # It would be made again.
                actions.delete_round(survey, by=office_user)
        waiting.update(state="closed")
    assert days == [first, first.replace(year=first.year + 1)]
    assert {occasion_of(row).since for row in plan.rounds.select_related("programme")} == {None}


def test_a_round_without_anybody_to_ask_does_not_hold_the_next_ones_back(programme, office_user):
    long_ago = today() - datetime.timedelta(days=800)
    plan = make_plan(trigger=Trigger.SCHEDULED, first_on=long_ago, every_months=12, times=3)
    assert plan_by_calendar() == 1
    late = plan.rounds.get()
    assert (late.opens_on, late.title) == (today(), f"{plan.title_fi}: {today().year}")
    plan.rounds.update(population_at=timezone.now())  # Nobody was found.
    assert (plan_by_calendar(), plan_by_calendar()) == (1, 0)
    coming = plan.rounds.latest("pk")
    assert [row.waits_for for row in office_plans(office_user)] == [coming.opens_on]
    assert coming.opens_on.year == today().year + 1
    coming.population_at = timezone.now()
    coming.state = "closed"
    coming.save()
    stop_plan(plan, by=office_user)  # The one without people goes.
    start_plan(plan, by=office_user)
    assert (plan_by_calendar(), plan.rounds.count()) == (1, 2)
    later = today() + datetime.timedelta(days=30)
    save_plan(programme, plan, by=office_user, first_on=later)
    entry = LogEntry.objects.get(key="surveys.plan.changed")
    assert (entry.before["first_on"], entry.after["first_on"]) == (str(long_ago), str(later))


def test_published_results_tell_their_day_and_the_next_round(programme, office_user):
    plan = make_plan(
        trigger=Trigger.SCHEDULED, first_on=today() - datetime.timedelta(days=40),
        every_months=12, times=2,
    )  # fmt: skip
    opened = today() - datetime.timedelta(days=40)
    days = {"opens_on": opened, "closes_on": opened}
    survey = make_round(state="open", plan=plan, occasion=f"programme:{programme.pk}", **days)
    facts = {"publication_url": "https://esimerkki.fi/raportti", "by": office_user}
    with pytest.raises(NotAllowed):
        publish_results(survey, published_on=today(), **facts)
    Round.objects.update(state="closed")
    of_a_case = make_round(state="closed")
    with pytest.raises(NotAllowed):  # Its title names the case.
        publish_results(of_a_case, published_on=today(), **facts)
    tomorrow = today() + datetime.timedelta(days=1)
    for wrong in ({"published_on": tomorrow}, {"published_on": opened - datetime.timedelta(1)}):
        with pytest.raises(NotAllowed):
            publish_results(survey, **wrong, **facts)
    publish_results(survey, published_on=today(), **facts)
    plan_by_calendar()
    [shown] = published_results(programme)
    assert (shown.published_on, shown.next_on > today()) == (today(), True)


def test_stopped_plan_sends_nothing_more(programme, office_user):
    plan = make_plan(trigger=Trigger.SERIES_CLOSED)
    set_off(programme)
    assert stop_plan(plan, by=office_user) == 1
    assert not Round.objects.exists() and set_off(programme) == []
    with pytest.raises(NotAllowed):
        stop_plan(plan, by=office_user)
    start_plan(plan, by=office_user)
    assert len(set_off(programme)) == 1


def test_planned_rounds_follow_a_changed_plan(programme, office_user):
    plan = make_plan(trigger=Trigger.SERIES_CLOSED)
    service = make_offering(programme)
    [survey] = set_off(programme, service=service)
    save_plan(programme, plan, by=office_user, mode="anonymous", reminder_days=[5], service=None)
    survey.refresh_from_db()
    assert (survey.mode, survey.reminder_days, survey.service) == ("anonymous", [5], service)


def test_plan_of_an_unpublished_questionnaire_is_refused(programme, office_user):
    make_questionnaire("luonnos", is_published=False)
    with pytest.raises(NotAllowed):
        save_plan(programme, None, by=office_user, questionnaire_code="luonnos")


def test_round_by_hand_changes_until_it_is_sent(programme, office_user):
    values = {"questionnaire_code": make_questionnaire().code, "title_fi": "Ensin"}
    survey = plan_by_hand(
        programme, opens_on=today(), by=office_user, population="contacts", **values
    )
    later = today() + datetime.timedelta(days=5)
    survey = change_by_hand(survey, opens_on=later, by=office_user, title_fi="Sitten")
    assert (survey.title, survey.opens_on) == ("Sitten", later)
    make_contact()
    actions.open_round(survey)
    with pytest.raises(NotAllowed):
        change_by_hand(survey, opens_on=later, by=office_user, title_fi="Liian myöhään")
    actions.close_round(survey)
    made_by_plan = make_plan(trigger=Trigger.SERIES_CLOSED)
    [other] = set_off(programme)
    assert other.plan == made_by_plan
    with pytest.raises(NotAllowed):
        change_by_hand(other, opens_on=later, by=office_user, title_fi="Ei näin")


def test_mail_speaks_the_persons_language(programme):
    make_plan(trigger=Trigger.SERIES_CLOSED, title_fi="Palaute", title_sv="Respons")
    [survey] = set_off(programme, subject="Aihe")
    with translation.override("sv"):
        assert survey.mail_title == "Respons: Aihe"
    with translation.override("en"):
        assert survey.mail_title == "Palaute: Aihe"
    assert make_round(title="Oma").mail_title == "Oma"


def test_whom_surveys_asked_is_forgotten_five_years_after_the_programme(programme, office_user):
    old = make_programme(
        starts_on=today() - datetime.timedelta(days=3000),
        ends_on=today() - datetime.timedelta(days=1900),
    )
    long_ago = today() - datetime.timedelta(days=1800)
    for owner in (old, programme):
        survey = make_round(programme=owner, state="closed", opens_on=long_ago, closes_on=long_ago)
        invited = make_invitation(survey, has_answered=True)
        for kind, end in (("invitation", ""), ("reminder", "-2")):
            key = f"survey-{kind}-{invited.pk}{end}"
            make_message(key=key, address=invited.address, state="sent")
        make_response(survey, {"grade": "5"}, panel="a" * 64)
    Round.objects.update(tallied_at=timezone.now())  # Counted while it was open.
    assert forget_invited(today()) == 0, "What the pairs tell has not been counted yet."
    for survey in Round.objects.all():
        make_tally(survey, WHOLE, {}, figures={"is_final": True})
    assert (forget_invited(today()), forget_invited(today())) == (1, 0)
    # The mails, whose keys name the invitations, do not tell either.
    kept = Invitation.objects.get(round__programme=programme).address
    assert sorted(Message.objects.values_list("address", flat=True)) == ["", "", kept, kept]
    gone = Invitation.objects.get(round__programme=old)
    assert (gone.address, gone.user, gone.has_answered) == ("", None, True)
    assert Invitation.objects.get(round__programme=programme).address
    assert Response.objects.exclude(panel="").get().round.programme == programme
    # Who was found, when nobody could be asked, is not kept for good either.
    days = {"opens_on": long_ago, "closes_on": long_ago}
    empty = make_round(programme=old, state="planned", **days)
    make_invitation(empty, standing="opted_out")
    held = make_funding_project(empty.programme, hold_reason="Tarkastus")
    assert forget_invited(today()) == 0, "An audit holds it."
    held.delete()
    assert (forget_invited(today()), empty.invitations.get().address) == (1, "")
