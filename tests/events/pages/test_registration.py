"""The person's own page behind the secret link, and what can be done there."""

import datetime

import pytest
from django.utils import timezone

from talkoot.events import tokens
from talkoot.events.models import Series, Session
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_participant,
    make_registration,
    make_set,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_costs_the_same_in_any_line(page, count):
    series = make_open_series(seats=0)
    for _ in range(count):
        row = make_registration(series, state="waiting")
    answer = page.get("registration", tokens.token_of(row), queries=5)
    assert f"You are number {count} in the line" in answer.text


def test_link_to_the_meeting_is_for_those_with_a_seat(page):
    link = "https://kokous.esimerkki.fi/1"
    series = make_open_series(session={"link": link, "mode": "remote"})
    seated, waiting = make_registration(series), make_registration(series, state="waiting")
    assert link in page.get("registration", tokens.token_of(seated)).links.values()
    assert link not in page.get("registration", tokens.token_of(waiting)).links.values()
    calendar = page.get("registration-calendar", tokens.token_of(seated))
    assert "kokous.esimerkki.fi" in calendar.text
    calendar = page.get("registration-calendar", tokens.token_of(waiting))
    assert "BEGIN:VEVENT" not in calendar.text


def test_page_is_not_for_search_engines_and_leaks_no_address(page):
    answer = page.get("registration", tokens.token_of(make_registration()))
    names = {row.get("name"): row.get("content") for row in answer.page.all("meta")}
    assert (names["robots"], names["referrer"]) == ("noindex", "no-referrer")
    assert "no-cache" in answer.headers["Cache-Control"]


def test_change_keeps_what_was_told(page):
    series = make_open_series()
    first, second = make_set(series, 3, 3)
    row = make_registration(series, session=first)
    token = tokens.token_of(row)
    form = page.get("change-registration", token, queries=3)
    assert form.page.by_id("id_name").get("value") == row.participant.name
    data = {"name": "Uusi Nimi", "role": "management", "session": str(second.pk)}
    where = f"/en/registrations/{token}/"
    page.post("change-registration", data, token, redirects_to=where)
    row.refresh_from_db()
    assert (row.session, row.role, row.participant.name) == (second, "management", "Uusi Nimi")


def test_organisation_left_as_it_was_stays_confirmed_after_its_end(page):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ended = make_organisation(valid_to=yesterday)
    now = timezone.now()
    row = make_registration(make_open_series(), organisation=ended, organisation_confirmed_at=now)
    token = tokens.token_of(row)
    data = {"name": "Uusi Nimi", "role": "management", "organisation": ended.name}
    page.post("change-registration", data, token, redirects_to=f"/en/registrations/{token}/")
    row.refresh_from_db()
    assert (row.role, row.body_id) == ("management", ended.pk)
    page.post("change-registration", {**data, "organisation": "Muu"}, token, status=302)
    row.refresh_from_db()
    assert (row.organisation, row.body_id) == (None, None)


def test_cancelling_asks_once_and_says_when_it_is_late(page):
    series = make_open_series(cancel_until=timezone.now() - datetime.timedelta(days=1))
    row = make_registration(series)
    token = tokens.token_of(row)
    assert "noted as late" in page.get("cancel-registration", token).text
    where = f"/en/registrations/{token}/"
    answer = page.post("cancel-registration", {}, token, redirects_to=where).follow()
    assert "Register again" in answer.links
    page.get("cancel-registration", token, status=409)


def test_cancelled_series_says_that_nothing_is_needed(page):
    row = make_registration()
    Series.objects.update(state="cancelled")
    Session.objects.update(state="cancelled")
    answer = page.get("registration", tokens.token_of(row))
    assert "has been cancelled" in answer.text
    page.get("change-registration", tokens.token_of(row), status=409)


@pytest.mark.parametrize("count", [1, 3])
def test_own_list_costs_the_same(page, applicant, count):
    for _ in range(count):
        series = make_open_series()
        who = make_participant(series, email=f"{count}{series.pk}@esimerkki.fi", user=None)
        make_registration(series, participant=who)
    who.user = applicant
    who.save()
    for _ in range(count - 1):
        make_registration(make_open_series(), participant=who)
    page.sign_in(applicant)
    answer = page.get("my-registrations", queries=5)
    assert len(answer.page.all("li", class_="ui-panel")) == count
