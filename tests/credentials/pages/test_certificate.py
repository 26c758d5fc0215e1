"""The person's own certificate and badge, and checking them."""

import pytest
from django.urls import reverse

from talkoot.correspondence.models import Message
from talkoot.credentials.models import Badge
from tests.factories.credentials import make_certificate, token_in


@pytest.fixture(autouse=True)
def _key(settings, tmp_path):
    settings.BADGE_KEY_FILE = tmp_path / "key.pem"


def test_code_is_understood_however_it_is_typed(page, office_user):
    certificate = make_certificate(by=office_user)
    typed = f" {certificate.code[:5].lower()}-{certificate.code[5:]} "
    where = certificate.get_absolute_url()
    page.get("verify", data={"code": typed}, redirects_to=where)
    assert "Todistus on voimassa" in page.get(where).text


def test_checking_shows_what_the_certificate_tells_and_no_more(page, office_user):
    certificate = make_certificate(by=office_user)
    answer = page.get("verify-certificate", certificate.code, queries=1)
    assert certificate.registration.participant.name in answer.text
    assert certificate.registration.participant.email not in answer.text


def test_person_takes_the_badge_to_an_own_address(page, office_user):
    make_certificate(by=office_user)
    link = token_in(Message.objects.get(kind="certificate"))
    where = reverse("certificate", args=[link])
    page.post(where, {"address": "oma@esimerkki.example"}, redirects_to=where)
    mail = Message.objects.get(kind="confirm-badge")
    token = token_in(mail)
    assert "oma@esimerkki.example" in page.get("badge", token).text
    where = reverse("badge", args=[token])
    page.post(where, redirects_to=where)
    assert Badge.objects.get().state == Badge.State.ISSUED
    picture = page.get("badge-file", token, "svg").content
    assert b"openbadges:credential" in picture
    picture = page.get("badge-file", token, "png").content
    assert b"openbadgecredential" in picture
    assert page.get("badge-file", token, "json").content.startswith(b"{")
    assert page.get("badge-file", token, "jwt").content.count(b".") == 2


def test_wrong_address_gives_a_sentence(page, office_user):
    make_certificate(by=office_user)
    link = token_in(Message.objects.get(kind="certificate"))
    page.post("certificate", {"address": "ei osoite"}, link, status=422)
    assert not Badge.objects.exists()
