"""Where those who register heard of an event: asked, kept, told as counts only."""

import re

import pytest

from talkoot.events.models import Registration, SeatQuota, Series, TeamRegistration
from talkoot.events.queries.acquisition import acquisition_of
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_registration,
    make_team_registration,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
OWN = re.compile(r"^/en/(teams/)?registrations/")
PERSON = {"name": "Maija Testi", "email": "maija@esimerkki.fi", "role": "staff"}
TEAM = {
    "name": "Nelonen",
    "waiting": "all_or_nothing",
    "rows": "2",
    "member0-name": "Aino Alku",
    "member0-email": "aino@esimerkki.fi",
    "member0-role": "staff",
    "member1-name": "Onni Osa",
    "member1-email": "onni@esimerkki.fi",
    "member1-role": "management",
}


def test_source_of_the_link_is_kept_through_the_pages(page):
    series = make_open_series()
    answer = page.get("event", series.slug, data={"utm_source": "kirje 11"})
    assert b"register/?utm_source=kirje-11" in answer.content
    form = page.get("register-person", series.slug, data={"utm_source": "kirje 11"})
    field = form.page.by_id("id_utm_source")
    data = {**PERSON, "heard_of": ["employer", "social"], "utm_source": field.get("value")}
    page.post("register-person", data, series.slug, redirects_to=OWN)
    row = Registration.objects.get()
    assert (row.heard_of, row.utm_source) == (["employer", "social"], "kirje-11")


def test_question_may_be_left_and_nonsense_is_refused(page):
    series = make_open_series()
    data = {**PERSON, "utm_source": "<script>" + "x" * 200}
    page.post("register-person", {**data, "heard_of": "nowhere"}, series.slug, status=422)
    page.post("register-person", data, series.slug, redirects_to=OWN)
    row = Registration.objects.get()
    assert row.heard_of == []
    assert row.utm_source.startswith("script-x")
    assert len(row.utm_source) <= 60


def test_team_is_asked_once(page):
    series = make_open_series(entry=Series.Entry.TEAMS, team_size_min=2, team_size_max=6)
    data = {**TEAM, "heard_of": ["event"], "utm_source": "kirje"}
    page.post("register-team", data, series.slug, redirects_to=OWN)
    team = TeamRegistration.objects.get()
    assert (team.heard_of, team.utm_source) == (["event"], "kirje")
    assert set(Registration.objects.values_list("utm_source", flat=True)) == {""}
    assert acquisition_of(series).n == 1


def test_team_comes_by_the_link_of_a_co_organiser(page, programme, office_user):
    series = make_open_series(
        programme, entry=Series.Entry.TEAMS, team_size_min=2, team_size_max=6, seats=10
    )
    partner = make_organisation("Oulu")
    quota = SeatQuota.objects.create(
        series=series, kind="partner", organisation=partner, code="oulu", seats=3
    )
    assert "Oulu" in page.get("register-team-through", series.slug, "oulu").text
    page.get("register-team-through", series.slug, "vale", status=404)
    own = page.post("register-team-through", TEAM, series.slug, "oulu", redirects_to=OWN)
    assert set(Registration.objects.values_list("quota", "state")) == {(quota.pk, "registered")}
    more = {
        "member-name": "Vielä Yksi",
        "member-email": "yksi@esimerkki.fi",
        "member-role": "staff",
    }
    page.post(own.headers["Location"], more, redirects_to=OWN)
    assert Registration.objects.filter(quota=quota).count() == 3
    page.sign_in(office_user)
    answer = page.get("office-registrations", series.slug)
    assert f"/events/{series.slug}/register-team/oulu/" in answer.text


def test_under_five_answers_nothing_is_told():
    series = make_open_series()
    for _number in range(4):
        make_registration(series, heard_of=["employer"], utm_source="kirje")
    make_registration(series)
    found = acquisition_of(series)
    assert (found.n, found.answered, found.is_shown) == (5, 4, False)
    assert (found.heard_of, found.sources) == ([], [])


def test_small_counts_are_not_told_one_by_one():
    series = make_open_series()
    for _number in range(5):
        make_registration(series, heard_of=["employer"], utm_source="kirje")
    make_team_registration(series, heard_of=["employer", "event"], utm_source="some")
    found = acquisition_of(series)
    assert (found.n, found.answered) == (6, 6)
    assert [count for _label, count in found.heard_of] == [6, None]
    assert found.sources == [("kirje", 5), ("some", None)]


@pytest.mark.parametrize("count", [1, 3])
def test_office_sees_the_counts_on_the_series(page, programme, office_user, count):
    series = make_open_series(programme)
    for _number in range(5 * count):
        make_registration(series, heard_of=["newsletter"])
    answer = page.sign_in(office_user).get("office-series", series.slug, queries=13)
    assert f"{5 * count} of {5 * count} registrations answered" in answer.text
