"""A call's page."""

import datetime
from decimal import Decimal

from django.utils import timezone

from tests.factories.calls import make_call, make_closed_call


def test_call_tells_its_terms_to_a_visitor(page, db):
    call = make_call(
        text_fi="## Mitä saat\n\n- päivän\n- tukea\n\n<script>alert(1)</script>",
        max_days=Decimal("1.5"),
        days_quota=40,
        closes_at=timezone.now() + datetime.timedelta(days=3),
    )
    answer = page.get("call", call.slug)
    for words in ("Ehto 1", "Ehto 2", "Enintään 1,5", "Hakijalle maksuton", "40", "Mitä saat"):
        assert words in answer.text
    assert "<script>alert" not in answer.content.decode()
    assert "20 minuuttia" in answer.text


def test_call_leads_a_visitor_to_sign_in_and_back(page, call):
    link = page.get("call", call.slug).links["Kirjaudu ja hae"]
    assert link == f"/accounts/login/?next=/calls/{call.slug}/"


def test_call_gives_a_signed_in_person_the_button(page, call, applicant):
    page.sign_in(applicant)
    answer = page.get("call", call.slug)
    forms = [form.get("action") for form in answer.page.all("form")]
    assert f"/calls/{call.slug}/apply/" in forms


def test_closed_and_coming_call_have_no_button(page, applicant):
    page.sign_in(applicant)
    coming = make_call(opens_at=timezone.now() + datetime.timedelta(days=2))
    assert "Haku on sulkeutunut" in page.get("call", make_closed_call().slug).text
    assert "ei ole vielä auennut" in page.get("call", coming.slug).text


def test_unknown_call_gives_a_sentence(page, db):
    page.get("/calls/ei-ole/", status=404)
