"""A call as its office sees and edits it."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.calls.actions import calls as actions
from talkoot.calls.models import Call, Quota
from tests.factories.calls import make_call
from tests.factories.people import make_municipality


@pytest.fixture
def desk(page, office_user):
    return page.sign_in(office_user)


@pytest.fixture
def draft(call):
    return make_call(offering=call.offering, published_at=None)


def back_to(call):
    return f"/office/calls/{call.slug}/"


def test_office_sees_what_is_set(desk, call):
    actions.set_quotas(call, rows=[{"measure": "seats", "amount": 12}], by=None)
    answer = desk.get("office-call", call.slug, queries=11)
    assert "12 paikkaa: Koko haku" in answer.text
    assert answer.links["Avaa julkinen sivu"] == f"/calls/{call.slug}/"


def test_draft_is_previewed_and_published(desk, draft, page):
    answer = desk.get("office-call-preview", draft.slug)
    assert "Tämä on esikatselu" in answer.text
    assert "Kirjaudu ja hae" not in answer.text
    desk.post("publish-call", {}, draft.slug, redirects_to=back_to(draft))
    page.sign_out()
    assert "Tekstin versio 1" in page.get("call", draft.slug).text


def test_texts_of_a_public_call_warn_of_the_version(desk, call):
    answer = desk.get("office-call-texts", call.slug)
    assert "tekee tekstistä version 2" in answer.text
    data = {"title_fi": "Uusi nimi", "text_fi": "Uusi teksti"}
    desk.post("office-call-texts", data, call.slug, redirects_to=back_to(call))
    call.refresh_from_db()
    assert (call.title_fi, call.text_version) == ("Uusi nimi", 2)


def test_contact_persons_stand_on_the_page_of_the_call_and_make_no_version(desk, call):
    texts = [f"{name}_{code}" for name in ("title", "text") for code in ("fi", "sv", "en")]
    data = {name: getattr(call, name) for name in texts} | {"contacts": "Maija Malli"}
    assert len(desk.post("office-call-texts", data, call.slug).errors) == 1
    data["contacts"] = "Maija Malli, maija@esimerkki.fi\r\nPekka Malli pekka@esimerkki.fi\r\n"
    desk.post("office-call-texts", data, call.slug, redirects_to=back_to(call))
    call.refresh_from_db()
    assert call.text_version == 1
    assert "mailto:pekka@esimerkki.fi" in desk.get("call", call.slug).links.values()
    assert actions.copy_call(call, by=None).contacts == call.contacts


def test_missing_title_is_told(desk, call):
    answer = desk.post("office-call-texts", {"text_fi": "Teksti"}, call.slug)
    assert answer.errors == ["Täytä kohta ”Otsikko suomeksi”."]


def terms(call, **changes):
    return {
        "offering": call.offering_id,
        "questionnaire": call.questionnaire_id,
        "opens_at": "1.9.2026 9.00",
        "closes_at": "29.9.2026 16.00",
        "time_zone": "Europe/Helsinki",
        "late_policy": "marked",
        "grace_minutes": 5,
        "reminder_days": 3,
        "max_days": "1,5",
        "asks_sign_off": "on",
        **changes,
    }


def test_times_are_read_in_the_zone_of_the_call(desk, draft):
    data = terms(draft, time_zone="Europe/Stockholm")
    desk.post("office-call-terms", data, draft.slug, redirects_to=back_to(draft))
    draft.refresh_from_db()
    assert draft.closes_at == datetime.datetime(2026, 9, 29, 14, tzinfo=datetime.UTC)
    assert draft.asks_sign_off
    page = desk.get("office-call-terms", draft.slug).response.content.decode()
    assert 'value="16.00"' in page


def test_saving_the_terms_as_they_are_makes_no_version(desk, call):
    call.closes_at = timezone.now() + datetime.timedelta(days=3, seconds=17)
    call.save()
    here = timezone.localtime(call.closes_at), timezone.localtime(call.opens_at)
    closes, opens = (f"{row.day}.{row.month}.{row.year} {row.hour}.{row.minute:02}" for row in here)
    data = terms(call, opens_at=opens, closes_at=closes, late_policy="refused", max_days="2")
    data |= {"grace_minutes": 0, "asks_sign_off": ""}
    desk.post("office-call-terms", data, call.slug, redirects_to=back_to(call))
    call.refresh_from_db()
    assert call.text_version == 1


def test_closing_before_opening_is_told(desk, draft):
    answer = desk.post("office-call-terms", terms(draft, closes_at="1.8.2026 16.00"), draft.slug)
    assert answer.errors == ["Haun on sulkeuduttava vasta avautumisensa jälkeen. Tarkista päivät."]


def test_criterion_is_added_and_removed(desk, draft):
    first, second = draft.criteria.all()
    data = {
        "count": 3,
        "0-id": first.pk,
        "0-order": 2,
        "0-text_fi": "Pysyy",
        "0-expected": "yes",
        "1-id": second.pk,
        "1-text_fi": "Poistuu",
        "1-expected": "yes",
        "1-is_removed": "on",
        "2-text_fi": "Uusi",
        "2-order": 1,
        "2-is_exclusion": "on",
        "2-expected": "no",
        "2-question_fi": "Onko jo tilattu?",
    }
    desk.post("office-call-criteria", data, draft.slug, redirects_to=back_to(draft))
    rows = [(row.text_fi, row.is_exclusion, row.expected) for row in draft.criteria.all()]
    assert rows == [("Uusi", True, False), ("Pysyy", False, True)]


def test_one_more_row_returns_to_the_page(desk, draft):
    data = {"count": 1, "0-text_fi": "Ainoa", "0-expected": "yes", "more": "1"}
    address = f"/office/calls/{draft.slug}/criteria/#more"
    desk.post("office-call-criteria", data, draft.slug, redirects_to=address)


def test_question_without_a_criterion_is_told(desk, draft):
    data = {"count": 1, "0-question_fi": "Miksi?", "0-expected": "yes"}
    answer = desk.post("office-call-criteria", data, draft.slug)
    assert answer.errors == ["Täytä kohta ”Ehto suomeksi”."]


def test_quotas_are_kept(desk, draft):
    make_municipality(region_code="11")
    data = {
        "count": 2,
        "days_quota": 40,
        "0-amount": 15,
        "0-measure": "days",
        "0-region_code": "11",
        "1-amount": 9,
        "1-measure": "seats",
        "1-is_for_first_timers": "on",
    }
    desk.post("office-call-quotas", data, draft.slug, redirects_to=back_to(draft))
    draft.refresh_from_db()
    assert draft.days_quota == 40
    assert Quota.objects.filter(call=draft, region_code="11", amount=15).exists()
    assert Quota.objects.filter(call=draft, is_for_first_timers=True, measure="seats").exists()


def test_quotas_changed_in_between_are_not_written_over_unseen(desk, draft):
    def mark(page):
        return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]

    seen = mark(desk.get("office-call-quotas", draft.slug))
    mine = {"count": 1, "0-amount": 20, "0-measure": "seats", "days_quota": 40, "seen": seen}
    actions.set_quotas(draft, rows=[{"measure": "seats", "amount": 12}], by=None)
    refused = desk.post("office-call-quotas", mine, draft.slug, status=422)
    draft.refresh_from_db()
    assert (draft.days_quota, Quota.objects.get(call=draft).amount) == (None, 12)
    again = mine | {"seen": mark(refused)}
    desk.post("office-call-quotas", again, draft.slug, redirects_to=back_to(draft))
    assert Quota.objects.get(call=draft).amount == 20


def test_seats_of_a_role_group_are_kept_for_the_whole_call(desk, draft):
    data = {"count": 1, "0-amount": 20, "0-measure": "seats", "0-role": "supervisor"}
    desk.post("office-call-quotas", data, draft.slug, redirects_to=back_to(draft))
    assert Quota.objects.get(call=draft).role == "supervisor"
    assert "20" in desk.get("office-call", draft.slug).text
    wrong = {**data, "0-measure": "days", "0-is_for_first_timers": "on"}
    assert len(desk.post("office-call-quotas", wrong, draft.slug).errors) == 2


def test_same_quota_twice_is_told(desk, draft):
    row = {"amount": 5, "measure": "seats"}
    data = {f"{index}-{name}": value for index in (0, 1) for name, value in row.items()}
    answer = desk.post("office-call-quotas", {"count": 2, **data}, draft.slug)
    assert answer.errors == ["Tällainen kiintiö on jo. Poista toinen niistä."]


def test_rounds_stand_in_the_order_of_their_closing(desk, draft):
    data = {
        "count": 2,
        "0-closes_at": "30.11.2026 16.00",
        "1-closes_at": "31.8.2026 16.00",
        "1-decides_on": "15.9.2026",
    }
    desk.post("office-call-rounds", data, draft.slug, redirects_to=back_to(draft))
    assert [row.closes_at.month for row in draft.intakes.all()] == [8, 11]


def test_link_needs_a_whole_address(desk, draft):
    data = {"count": 1, "0-url": "finlex.fi", "0-fi": "Laki"}
    answer = desk.post("office-call-links", data, draft.slug)
    assert "https://" in answer.errors[0]
    data["0-url"] = "https://www.finlex.fi/"
    desk.post("office-call-links", data, draft.slug, redirects_to=back_to(draft))
    draft.refresh_from_db()
    assert draft.links == [{"url": "https://www.finlex.fi/", "fi": "Laki", "sv": "", "en": ""}]


def test_copy_shows_the_lessons_of_the_one_before(desk, call):
    actions.write_lessons(call, text="Kysy vähemmän.", by=None)
    desk.post("copy-call", {}, call.slug, redirects_to="/office/calls/sparraushaku/")
    answer = desk.get("office-call-terms", Call.objects.get(copied_from=call).slug)
    assert "Kysy vähemmän." in answer.text


def test_copy_shows_its_rounds_a_year_on(desk, call):
    soon = timezone.now() + datetime.timedelta(days=9)
    call.intakes.create(number=1, closes_at=soon)
    desk.post("copy-call", {}, call.slug, redirects_to="/office/calls/sparraushaku/")
    copy = Call.objects.get(copied_from=call)
    answer = desk.get("office-call", copy.slug)
    moved = timezone.localtime(copy.intakes.get().closes_at)
    assert moved.year == timezone.localtime(soon).year + 1
    assert f"{moved.day}.{moved.month}.{moved.year}" in answer.page.source


def test_closing_leads_to_the_lessons(desk, call):
    address = f"/office/calls/{call.slug}/lessons/"
    desk.post("close-call", {}, call.slug, redirects_to=address)
    desk.post(
        "office-call-lessons", {"lessons": "Opittiin."}, call.slug, redirects_to=back_to(call)
    )
    assert "Opittiin." in desk.get("office-call", call.slug).text
