"""Who has completed a series, and giving certificates."""

import pytest
from django.urls import reverse

from talkoot.credentials.models import Certificate
from tests.factories.credentials import make_certificate, make_completed
from tests.factories.people import make_officer, make_organisation
from tests.factories.registrations import make_participant, make_registration


@pytest.mark.parametrize("count", [1, 3])
def test_page_has_a_fixed_number_of_queries(page, programme, office_user, count):
    series = make_completed(sessions=2).series
    for _number in range(count - 1):
        make_completed(series)
    make_registration(series, participant=make_participant(series, name="Poissa Oleva"))
    answer = page.sign_in(office_user).get("office-certificates", series.pk, queries=10)
    assert "Läsnä 0 % tapaamisista; tarvitaan 80 %." in answer.text


def test_long_list_has_pages_and_each_is_given_by_itself(page, programme, office_user):
    series = make_completed().series
    rows = [make_completed(series, name=f"Osallistuja {number:02}") for number in range(52)]
    page.sign_in(office_user)
    where = reverse("office-certificates", args=[series.pk])
    assert "Osallistuja 51" not in page.get(where).text
    second = page.get(where, data={"page": "2"}, queries=10)
    assert "Osallistuja 51" in second.text
    assert "53" in second.text
    page.post(where, {"chosen": [rows[51].pk]}, redirects_to=where)
    assert Certificate.objects.get().registration == rows[51]


def test_chosen_get_a_certificate(page, office_user):
    chosen = make_completed(name="Aino Esimerkki")
    make_completed(chosen.series, name="Toini Toinen")
    page.sign_in(office_user)
    where = reverse("office-certificates", args=[chosen.series.pk])
    page.post(where, {"chosen": [chosen.pk]}, redirects_to=where)
    assert Certificate.objects.get().registration == chosen
    answer = page.get("office-certificates", chosen.series.pk)
    assert "Todistus annettu" in answer.text


def test_somebody_elses_registration_is_no_choice(page, office_user):
    mine, other = make_completed(), make_completed()
    page.sign_in(office_user)
    page.post("office-certificates", {"chosen": [other.pk]}, mine.series.pk, status=422)
    assert not Certificate.objects.exists()


def test_other_office_sees_nothing(page, programme):
    series = make_completed().series
    stranger = make_officer(make_organisation("Toinen toimisto"))
    page.sign_in(stranger).get("office-certificates", series.pk, status=404)


def test_revoking_tells_the_reason_to_whoever_checks(page, office_user):
    certificate = make_certificate(by=office_user)
    page.sign_in(office_user)
    where = reverse("office-certificates", args=[certificate.registration.series_id])
    page.post(
        "revoke-certificate", {"reason": "Nimi oli väärin."}, certificate.pk, redirects_to=where
    )
    answer = page.sign_out().get("verify-certificate", certificate.code)
    assert "Todistus on kumottu" in answer.text
    assert "Nimi oli väärin." in answer.text
