"""The list of events, the month and the page of one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.events.models import SeriesPerson
from tests.factories.events import make_event, make_session
from tests.factories.people import make_organisation, make_user
from tests.factories.programmes import make_programme
from tests.factories.registrations import make_participant, make_registration


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_what_is_coming(page, programme, count):
    series = [make_event(programme, seats=20, entry="persons") for _ in range(count)]
    make_event(programme, state="draft", title="Luonnos")
    make_registration(series[0])
    answer = page.get("events", queries=8)
    assert all(row.title in answer.text for row in series)
    assert "Luonnos" not in answer.text


def test_list_is_narrowed(page, programme):
    other = make_event(make_programme())
    mine = make_event(programme)
    answer = page.get(f"/events/?programme={programme.slug}&kind=webinar&remote=1")
    assert mine.title in answer.text
    assert other.title not in answer.text
    assert mine.title not in page.get("/events/?when=past").text


def test_what_is_over_stands_among_the_held(page, programme):
    series = make_event(programme, state="ended")
    series.starts_on = series.ends_on = datetime.date(2020, 5, 4)
    series.save()
    assert series.title in page.get("/events/?when=past").text
    assert series.title not in page.get("events").text


@pytest.mark.parametrize("count", [1, 3])
def test_month_shows_its_sessions(page, programme, count):
    day = timezone.make_aware(datetime.datetime(2026, 12, 3, 9))
    for _ in range(count):
        series = make_event(programme)
        series.sessions.update(starts_at=day, ends_at=day + datetime.timedelta(hours=2))
    answer = page.get("/events/month/?month=2026-12", queries=6)
    assert answer.text.count("9.00 ") == count
    assert "49" in answer.text  # The week.


def test_crowded_day_leads_to_the_whole_day(page, programme):
    day = timezone.make_aware(datetime.datetime(2026, 12, 3, 9))
    for _ in range(6):
        series = make_event(programme)
        series.sessions.update(starts_at=day, ends_at=day + datetime.timedelta(hours=2))
    answer = page.get("/events/month/?month=2026-12")
    assert "?day=2026-12-03" in answer.links.values()
    assert page.get("/events/month/?day=2026-12-03").text.count("9.00 ") == 6


@pytest.mark.parametrize("text", ["2026-13", "x", "", "0000-00", "9999999999-01", "2026-"])
def test_impossible_month_gives_this_one(page, db, text):
    page.get(f"/events/month/?month={text}")


def test_holiday_is_named(page, db):
    assert "tsenäisyyspäivä" in page.get("/events/month/?month=2026-12").text


@pytest.mark.parametrize("count", [1, 3])
def test_event_shows_programme_and_seats(page, programme, english, count):
    series = make_event(programme, seats=20, entry="persons")
    for _ in range(count - 1):
        make_session(series, state="agreed")
    SeriesPerson.objects.create(series=series, name="Elli Ohjaaja", task="facilitator")
    make_registration(series)
    answer = page.get("event", series.slug, queries=5)
    assert "19 seats left" in answer.text
    assert "Elli Ohjaaja" in answer.text
    assert "kokous.esimerkki.fi" not in str(answer.links)


def test_link_of_the_meeting_is_for_those_who_take_part(page, programme, english):
    series = make_event(programme)
    user = make_user("osallistuja@esimerkki.fi")
    make_registration(series, participant=make_participant(series, user=user))
    page.sign_in(user)
    assert "https://kokous.esimerkki.fi/1" in page.get("event", series.slug).links.values()
    page.sign_in(make_user("muu@esimerkki.fi"))
    assert "https://kokous.esimerkki.fi/1" not in page.get("event", series.slug).links.values()


def test_session_of_one_organisation_is_seen_by_its_people_and_the_office(page, office_user):
    series = make_event()
    rows = [make_registration(series, organisation=make_organisation()) for _n in range(2)]
    rows.append(make_registration(series, organisation=rows[0].organisation))
    rows[0].organisation_confirmed_at = rows[1].organisation_confirmed_at = timezone.now()
    session = make_session(series, state="agreed", organisation=rows[0].organisation)
    where, file = f"/events/{series.slug}/", reverse("session-calendar", args=[series.slug, 2])
    users = [make_user(row.participant.email) for row in rows]
    for row in rows:  # One whom the office registered is known by the address alone.
        row.save()
    seen = (
        (None, False),
        (users[2], False),
        (users[1], False),
        (users[0], True),
        (office_user, True),
    )
    for user, sees in seen:
        if user:
            page.sign_in(user)
        assert (session.organisation.name in page.get(where).text) == sees
        page.get(file, status=200 if sees else 404)


def test_cancelled_event_tells_so(page, programme, english):
    series = make_event(programme, state="cancelled")
    series.sessions.update(state="cancelled", cancel_reason="Puhuja sairastui.")
    answer = page.get("event", series.slug)
    assert "Puhuja sairastui." in answer.text
    assert "ancelled" in answer.text


def test_loaded_event_tells_its_source(page, db, english):
    programme = make_programme(source="Loppuraportti 2020")
    series = make_event(programme, state="ended", source="x", source_note="Two lists disagree")
    text = page.get("event", series.slug).text
    assert "Loppuraportti 2020" in text
    assert "Two lists disagree" in text
