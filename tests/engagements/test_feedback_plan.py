"""Feedback after each day, or once of the whole, as the service or the engagement has it."""

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.actions.feedback import choose_feedback
from talkoot.engagements.actions.sessions import finish_engagement
from talkoot.engagements.models import DayReport
from talkoot.surveys.models import Round
from tests.engagements.steps import grant, hold
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement

PLANNED, OPEN = Round.State.PLANNED, Round.State.OPEN


def days_of(engagement):
    """(rounds that reports point to, of which the engagement's own has a date)."""
    engagement.feedback_round.refresh_from_db()
    rounds = set(DayReport.objects.values_list("feedback_round", flat=True))
    return len(rounds), engagement.feedback_round.opens_on is not None


def test_each_day_is_asked_about_unless_told_otherwise(engagement):
    grant(engagement, 3)
    hold(engagement, -9, is_last=False)
    assert days_of(engagement) == (1, True)
    engagement.refresh_from_db()
    hold(engagement, -2, is_last=False)
    assert days_of(engagement) == (2, True)


def test_whole_series_is_asked_about_once_when_all_is_held(engagement, office_user):
    grant(engagement, 3)
    offering = engagement.application.call.offering
    type(offering).objects.filter(pk=offering.pk).update(feedback="series")
    for days in (-9, -2):
        hold(engagement, days, is_last=False)
        engagement.refresh_from_db()
    assert days_of(engagement) == (1, False)
    finish_engagement(engagement, by=office_user)
    assert days_of(engagement) == (1, True)
    assert Round.objects.count() == 2


def test_choice_of_the_engagement_is_stronger_than_the_service(engagement, office_user):
    choose_feedback(engagement, "series", by=office_user)
    engagement.refresh_from_db()
    hold(engagement, -2, is_last=False)
    assert days_of(engagement) == (1, False)
    with pytest.raises(NotAllowed, match="suunniteltiin"):
        choose_feedback(engagement, "day", by=office_user)


def test_page_offers_the_choice_until_the_first_report(page, engagement, office_user):
    page.sign_in(office_user)
    ref = engagement.application.ref
    assert "jokaisen päivän jälkeen" in page.get("engagement", ref).text
    where = engagement.get_absolute_url()
    page.post("choose-feedback", {"plan": "series"}, ref, redirects_to=where)
    assert "kerran, kun kaikki on pidetty" in page.get(where).text
    hold(engagement, -2, is_last=False)
    assert "Palautetta pyydetään" not in page.get(where).text
    page.get("choose-feedback", ref, status=409)


def test_applicants_timeline_tells_when_feedback_is_asked(page, office_user, applicant):
    application = make_application(state="approved")
    decision = make_decision(application, state="signed", outcome="granted")
    make_message(kind="decision", letter=decision.letter, state="sent")
    granted = make_engagement(application)
    Round.objects.update(opens_on=None)
    ref = granted.application.ref
    page.sign_in(applicant)
    assert "päivän jälkeen" in page.get("my-application", ref).text
    choose_feedback(granted, "series", by=office_user)
    assert "kun kaikki on pidetty" in page.get("my-application", ref).text
