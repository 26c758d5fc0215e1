"""Registering: the form, with and without an account."""

import datetime
import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.events.models import Registration
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_participant,
    make_registration,
    make_set,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PERSON = {"name": "Maija Testi", "email": "Maija@Esimerkki.fi", "role": "staff"}
OWN = re.compile(r"^/en/registrations/[0-9a-f]{40}/$")


@pytest.mark.parametrize("count", [1, 3])
def test_form_costs_the_same_with_any_number_of_registrations(page, count):
    series = make_open_series(seats=5)
    for _ in range(count):
        make_registration(series)
    answer = page.get("register-person", series.slug, queries=7)
    assert f"{5 - count} seat" in answer.text


def test_visitor_registers_and_sees_the_own_page(page):
    series = make_open_series()
    answer = page.post("register-person", PERSON, series.slug, redirects_to=OWN).follow()
    assert answer.h1 == "Your registration"
    assert "maija@esimerkki.fi" in answer.text
    row = Registration.objects.get()
    assert row.participant.user is None


def test_account_is_known_and_linked(page, applicant):
    series = make_open_series()
    page.sign_in(applicant)
    form = page.get("register-person", series.slug)
    assert form.page.by_id("id_email").get("value") == applicant.email
    page.post("register-person", PERSON | {"email": applicant.email}, series.slug, redirects_to=OWN)
    assert Registration.objects.get().participant.user == applicant


def test_another_registration_at_the_same_time_is_told_before_and_after(page, applicant):
    series, other = make_open_series(), make_open_series(title="Toinen sarja")
    later = make_open_series(title="Myöhempi")
    later.sessions.update(starts_at=F("ends_at"), ends_at=F("ends_at") + timedelta(hours=1))
    for row in (other, later):
        make_registration(
            row, participant=make_participant(row, email=f"{row.pk}@x.fi", user=applicant)
        )
    # Nobody else is told what an address has registered to.
    link = f"/en/events/{other.slug}/"
    assert link not in page.get("register-person", series.slug).text
    page.sign_in(applicant)
    form = page.get("register-person", series.slug).response.content.decode()
    assert (f'href="{link}"' in form, later.slug in form) == (True, False)
    data = PERSON | {"email": applicant.email}
    own = page.post("register-person", data, series.slug, redirects_to=OWN).follow()
    assert f'href="{link}"' in own.response.content.decode()
    body = Message.objects.get(kind="registration-made").body
    assert ("Toinen sarja" in body, "Myöhempi" in body) == (True, False)
    assert body.count("\n- ") == 2


@pytest.mark.parametrize(("words", "known"), [("Testikaupunki", True), ("Oma yhdistys", False)])
def test_organisation_of_the_register_or_words(page, words, known):
    city = make_organisation("Testikaupunki")
    series = make_open_series()
    page.post("register-person", PERSON | {"organisation": words}, series.slug, redirects_to=OWN)
    row = Registration.objects.get()
    assert row.organisation == (city if known else None)
    assert row.participant.organisation_name == ("" if known else "Oma yhdistys")


def test_second_time_says_so_at_the_address(page):
    series = make_open_series()
    page.post("register-person", PERSON, series.slug, redirects_to=OWN)
    answer = page.post("register-person", PERSON, series.slug, status=422)
    assert ["registered already" in error for error in answer.errors] == [True]


def test_full_series_offers_the_line_before_the_form_is_filled_in(page):
    series = make_open_series(seats=1)
    make_registration(series)
    make_registration(series, state="waiting")
    assert "1 wait in line" in page.get("register-person", series.slug).text
    answer = page.post("register-person", PERSON, series.slug, redirects_to=OWN).follow()
    assert "You are number 2 in the line" in answer.text


def test_series_without_a_line_refuses_in_the_form(page):
    series = make_open_series(seats=0, has_waiting_list=False)
    answer = page.post("register-person", PERSON, series.slug, status=422)
    assert "is full and has no waiting list" in answer.errors[0]


def test_same_content_asks_which_one(page):
    series = make_open_series()
    first, _second = make_set(series, 5, 5)
    answer = page.post("register-person", PERSON, series.slug, status=422)
    assert answer.errors == ["Choose an option in “Which one do you come to?”."]
    data = PERSON | {"session": str(first.pk)}
    page.post("register-person", data, series.slug, redirects_to=OWN)
    assert Registration.objects.get().session == first


def test_closed_registration_is_a_page_with_a_sentence(page):
    past = timezone.now() - datetime.timedelta(days=1)
    series = make_open_series(registration_closes_at=past, contact_email="apu@esimerkki.fi")
    answer = page.get("register-person", series.slug, status=409)
    assert "Registration closed on" in answer.text
    assert "apu@esimerkki.fi" in answer.text


def test_partner_link_tells_whose_seats_they_are(page):
    series = make_open_series(seats=4)
    series.seat_quotas.create(
        kind="partner", seats=2, code="oulu", organisation=make_organisation("Oulun kaupunki")
    )
    answer = page.get("register-through", series.slug, "oulu")
    assert "Oulun kaupunki" in answer.text
    page.post(f"/en/events/{series.slug}/register/oulu/", PERSON, redirects_to=OWN)
    assert Registration.objects.get().quota.code == "oulu"
