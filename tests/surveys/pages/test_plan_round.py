"""Planning a round by hand, and plans that send by themselves."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.surveys.models import Round, SurveyPlan
from tests.factories.programmes import make_offering, make_programme
from tests.factories.rounds import make_plan, make_planned_round
from tests.factories.surveys import make_questionnaire, make_round
from tests.surveys.pages.test_send_round import day


def given(programme, **fields):
    return {
        "programme": programme.pk,
        "questionnaire_code": make_questionnaire().code,
        "title_fi": "Uutiskirjekysely",
        "population": "contacts",
        "mode": "confidential",
        "open_days": 30,
        "reminder_days": "7 14",
        "is_optional": "on",
        **fields,
    }


def test_round_is_planned_and_changed(page, office_user, programme):
    page.sign_in(office_user).get("plan-round", queries=8)
    data = given(programme, **day("opens_on", timezone.localdate()))
    page.post("plan-round", data, redirects_to=re.compile("/office/rounds/"))
    survey = Round.objects.get()
    assert (survey.title, survey.reminder_days) == ("Uutiskirjekysely", [7, 14])
    page.get("edit-round", survey.pk)
    since = datetime.date(2026, 1, 1)
    data |= {"title_fi": "Toinen nimi", "population": "submitters", **day("since", since)}
    page.post("edit-round", data, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    survey.refresh_from_db()
    assert survey.title == "Toinen nimi" and "2026-01-01" in survey.occasion


@pytest.mark.parametrize(
    "fields",
    [
        {"reminder_days": "7 40"},
        {"reminder_days": "x"},
        {"reminder_days": "1 2 3 4 5"},
        {"open_days": "0"},
        {"population": "ei-ole"},
        {"title_fi": ""},
        day("opens_on", datetime.date(9999, 12, 31)),
        {**day("since", datetime.date(2026, 2, 1)), **day("until", datetime.date(2026, 1, 1))},
    ],
)
def test_impossible_input_is_told(page, office_user, programme, fields):
    data = given(programme, **{**day("opens_on", timezone.localdate()), **fields})
    assert page.sign_in(office_user).post("plan-round", data=data, status=422).errors
    assert not Round.objects.exists()


def test_service_of_another_programme_is_refused(page, office_user, programme):
    other = make_programme(office=programme.office)
    data = given(programme, service=make_offering(other).pk, trigger="series_closed")
    data |= {"months": 0, "days": 0}
    assert page.sign_in(office_user).post("new-plan", data=data, status=422).errors


def test_plan_is_made_changed_stopped_and_started(page, office_user, programme):
    page.sign_in(office_user).get("new-plan")
    data = given(programme, trigger="series_closed", population="participants", months=4, days=0)
    page.post("new-plan", data=data, redirects_to="/office/rounds/plans/")
    plan = SurveyPlan.objects.get()
    page.get("edit-plan", plan.pk)
    page.post("edit-plan", data | {"months": 6}, plan.pk, redirects_to="/office/rounds/plans/")
    page.post("stop-plan", {}, plan.pk, redirects_to="/office/rounds/plans/")
    plan.refresh_from_db()
    assert (plan.months, plan.is_active) == (6, False)
    page.post("start-plan", {}, plan.pk, redirects_to="/office/rounds/plans/")
    assert SurveyPlan.objects.get().is_active


def test_a_plan_by_the_calendar_asks_for_its_day_and_its_interval(page, office_user, programme):
    page.sign_in(office_user)
    data = given(programme, trigger="scheduled", population="contacts", months=0, days=0)
    assert page.post("new-plan", data=data | {"times": 3}, status=422).errors
    data |= {**day("first_on", datetime.date(2030, 5, 2)), "times": 3, "every_months": 12}
    assert page.post("new-plan", data=data | {"trigger": "programme_ended", "times": 1}).errors
    far = day("first_on", datetime.date(9999, 12, 31))  # A round of that day would never close.
    assert page.post("new-plan", data=data | far, status=422).errors
    page.post("new-plan", data=data, redirects_to="/office/rounds/plans/")
    assert "2.5.2030" in page.get("office-plans").text
    survey = make_round(
        state="closed", plan=SurveyPlan.objects.get(), occasion=f"programme:{programme.pk}"
    )
    assert page.post(
        "publish-results", day("published_on", datetime.date(2099, 1, 1)), survey.pk
    ).errors
    told = {
        **day("published_on", timezone.localdate()),
        "publication_url": "https://esimerkki.fi/r",
    }
    page.post("publish-results", told, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    assert "https://esimerkki.fi/r" in page.get("office-round", survey.pk).links.values()
    shown = page.get("programme-publications", programme.slug)
    assert "https://esimerkki.fi/r" in shown.links.values()


def test_population_must_fit_what_sets_the_plan_off(page, office_user, programme):
    data = given(programme, trigger="series_closed", population="users", months=0, days=0)
    assert page.sign_in(office_user).post("new-plan", data=data, status=422).errors


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_plans_costs_the_same_at_any_length(page, office_user, count):
    for _number in range(count):
        make_plan(trigger="series_closed")
    make_planned_round()
    page.sign_in(office_user).get("office-plans", queries=5)


def test_plans_are_their_offices_own(page, other_officer):
    plan = make_plan(trigger="series_closed")
    page.sign_in(other_officer).get("edit-plan", plan.pk, status=404)
    page.post("stop-plan", {}, plan.pk, status=404)
