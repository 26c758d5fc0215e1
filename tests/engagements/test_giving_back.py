"""Unused days of an ended engagement go back; the team of a grant given up withdraws."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.actions import decide
from talkoot.decisions.actions.giving_up import give_up_grant
from talkoot.engagements.actions import reports, teams
from talkoot.engagements.actions import sessions as planning
from talkoot.engagements.models import Team
from talkoot.engagements.rules.hours import days_given_back
from talkoot.experts.rules.meters import meter_of
from tests.decisions.test_outcomes import GRANT
from tests.engagements.steps import COUNTS, REPORT, hold
from tests.factories.events import make_event
from tests.factories.registrations import make_open_series
from tests.factories.surveys import make_questionnaire
from tests.factories.teams import make_team, make_team_member

GIVEN_BACK = ("Given back unused", "Palautui käyttämättä")


def used(engagement):
    whole = meter_of(engagement.call_off.framework)
    return whole.days_used, whole.value_used_eur


def fresh(engagement):
    return type(engagement).objects.select_related("call_off__framework").get(pk=engagement.pk)


def test_hours_unused_go_back_to_the_agreement(engagement, expert_user):
    assert used(engagement) == (2, 2000)
    hold(engagement, -20, 5, is_last=False)
    engagement.refresh_from_db()
    planning.finish_engagement(engagement, by=expert_user)
    ended = fresh(engagement)
    assert used(ended) == (1, 1000)
    assert (ended.days_granted, ended.call_off.days, days_given_back(ended)) == (2, 1, 1)
    entry = LogEntry.objects.get(key="experts.call_off.lowered")
    assert (entry.actor, Decimal(entry.after["days"])) == (expert_user, 1)
    delivered = LogEntry.objects.get(key="engagements.engagement.delivered")
    assert Decimal(delivered.after["days_given_back"]) == 1


def test_last_report_gives_back_what_is_left_and_a_tenth_begun_is_used(engagement):
    hold(engagement, -20, 2.6, is_last=True)  # 0.52 of a day.
    assert fresh(engagement).call_off.days == Decimal("0.6")


def test_all_used_gives_nothing_back(engagement):
    for days in (-20, -10, -5):
        hold(engagement, days, 10 / 3, is_last=False)
    ended = fresh(engagement)
    assert (ended.state, ended.call_off.days, days_given_back(ended)) == ("delivered", 2, 0)
    assert not LogEntry.objects.filter(key="experts.call_off.lowered").exists()


def test_corrected_report_orders_its_hours_anew_under_the_ceiling(
    engagement, expert_user, office_user
):
    report = hold(engagement, -20, 5, is_last=True)
    assert fresh(engagement).call_off.days == 1
    reports.return_report(report, note="Tunnit puuttuvat.", by=office_user)
    report.refresh_from_db()
    facts = {"counts": COUNTS, **REPORT, "hours": Decimal("7.5")}
    framework = engagement.call_off.framework
    type(framework).objects.update(days_cap=1)
    with pytest.raises(NotAllowed):
        reports.correct_report(report, **facts, by=expert_user)
    type(framework).objects.update(days_cap=100)
    reports.correct_report(report, **facts, by=expert_user)
    assert fresh(engagement).call_off.days == Decimal("1.5")


@pytest.fixture
def granted(application, office_user, expert_user):
    """A grant that its applicant knows of."""
    for code in ("session-feedback", "effectiveness-organisation"):
        make_questionnaire(code)
    decide(application, **GRANT, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    application.refresh_from_db()
    return application


def test_giving_up_withdraws_the_team_and_frees_its_seats(granted, office_user, applicant):
    series = make_open_series(entry="teams", team_size_min=1, team_size_max=6)
    team = make_team(series=series, application=granted)
    make_team_member(team)
    teams.seat_team(team, by=office_user)
    give_up_grant(granted, reason="Vetäjä vaihtui.", by=applicant)
    team.refresh_from_db()
    assert (team.state, team.withdrawal_reason) == ("withdrawn", "Vetäjä vaihtui.")
    assert team.registration.state == "cancelled"
    assert not series.registrations.filter(state="registered").exists()
    assert LogEntry.objects.filter(key="engagements.team.withdrawn").count() == 1
    with pytest.raises(NotAllowed):
        teams.resume_team(team, by=office_user)


def test_giving_up_without_a_reason_tells_one_of_its_own(granted, applicant):
    team = make_team(series=make_event(), application=granted)
    give_up_grant(granted, by=applicant)
    team.refresh_from_db()
    assert (team.state, bool(team.withdrawal_reason)) == ("withdrawn", True)


def test_finished_team_stays_as_it_is(granted, applicant):
    team = make_team(application=granted, state=Team.State.FINISHED)
    give_up_grant(granted, by=applicant)
    team.refresh_from_db()
    assert team.state == "finished"


def test_page_tells_what_was_given_back(page, engagement, expert_user, applicant):
    hold(engagement, -20, 5, is_last=True)
    shown = page.sign_in(expert_user).get("engagement", engagement.application.ref)
    assert [tile["value"] for tile in shown.context["tiles"]] == ["2", "1", "0", "1"]
    assert any(words in shown.text for words in GIVEN_BACK)


def test_engagement_given_up_tells_its_days_on_the_timeline(page, granted, applicant):
    give_up_grant(granted, by=applicant)
    shown = page.sign_in(applicant).get("engagement", granted.ref)
    ended = type(granted.engagement).objects.select_related("call_off").get()
    assert days_given_back(ended) == 1
    assert any(words in shown.text for words in GIVEN_BACK)


def test_page_of_giving_up_tells_that_the_team_withdraws(page, granted, applicant):
    make_team(application=granted)
    shown = page.sign_in(applicant).get("give-up-grant", granted.ref)
    assert "team withdraws" in shown.text or "Tiimi vetäytyy" in shown.text
