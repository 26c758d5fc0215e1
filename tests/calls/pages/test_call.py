"""A call's page."""

import datetime
from decimal import Decimal

from django.utils import timezone

from talkoot.calls.actions.calls import save_call
from tests.factories.calls import make_application, make_call, make_closed_call
from tests.factories.people import make_municipality


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


def test_call_tells_what_is_left_of_each_quota(page, call):
    call.days_quota = 10
    call.save()
    make_municipality(region_code="11")
    call.quotas.create(measure="seats", region_code="11", amount=3)
    call.quotas.create(measure="days", is_for_first_timers=True, amount=4)
    make_application(state="submitted", days_requested=Decimal("1.5"))
    answer = page.get("call", call.slug, queries=10)
    for words in ("8,5/10 päivää jäljellä", "käsittelyssä 1,5", "3/3 paikkaa jäljellä"):
        assert words in answer.text
    assert "varattu niille" in answer.text


def test_call_tells_the_seats_of_a_role_group(page, call):
    call.quotas.create(measure="seats", role="management", amount=6)
    application = make_application(state="submitted")
    application.participant_groups.all().delete()
    application.participant_groups.create(role="management", count=2)
    text = page.get("call", call.slug, queries=9).text
    assert "4/6 paikkaa jäljellä" in text
    assert "käsittelyssä 2" in text


def test_full_call_says_so_before_anything_is_written(page, call, applicant):
    call.quotas.create(measure="seats", amount=1)
    make_application(state="submitted")
    page.sign_in(applicant)
    answer = page.get("call", call.slug)
    assert "Haku on täynnä." in answer.text
    assert f"/calls/{call.slug}/apply/" not in [
        form.get("action") for form in answer.page.all("form")
    ]
    answer = page.post("start-application", {}, call.slug, status=409)
    assert "Kaikki 1 paikkaa" in answer.text


def test_call_tells_its_rounds_links_and_late_policy(page, call):
    soon = timezone.now() + datetime.timedelta(days=9)
    call.closes_at, call.late_policy, call.grace_minutes = soon, "marked", 5
    call.links = [{"url": "https://www.finlex.fi/", "fi": "Hallintolaki", "sv": "", "en": ""}]
    call.save()
    call.intakes.create(number=1, closes_at=soon, decides_on=soon.date())
    answer = page.get("call", call.slug)
    for words in ("Kierros 1", "merkitään myöhästyneeksi", "5 minuutin", "Suomen aikaa"):
        assert words in answer.text
    assert answer.links["Hallintolaki"] == "https://www.finlex.fi/"


def test_unpublished_call_is_the_office_s_own(page, call, office_user):
    draft = make_call(offering=call.offering, published_at=None)
    page.get("call", draft.slug, status=404)
    assert draft.title not in page.get("calls").text
    page.sign_in(office_user).get("call", draft.slug)


def test_call_tells_the_promised_time_to_a_decision(page, call, office_user):
    save_call(call, values={"promised_hours": 240}, by=office_user)
    call.refresh_from_db()
    assert call.text_version == 2  # What the public page tells has changed.
    assert "10 päivää" in page.get("call", call.slug).text
    type(call).objects.update(promised_hours=2)
    assert "10 päivää" not in page.get("call", call.slug).text
