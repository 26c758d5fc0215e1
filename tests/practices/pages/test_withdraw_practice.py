"""The office takes a published practice out of public view."""

from django.utils.translation import gettext as _

from talkoot.practices.models import Practice
from tests.factories.practices import make_practice


def test_withdrawing_needs_a_reason_which_reaches_the_author(page, office_user, applicant):
    practice = make_practice(author=applicant)
    page.sign_in(office_user)
    url = page.get("office-practice", practice.slug).links[_("Withdraw the practice")]
    page.get(url, queries=6)
    assert len(page.post(url, {"note": " "}).errors) == 1
    answer = page.post(
        url,
        {"note": "Tiedot ovat vanhentuneet."},
        redirects_to=f"/office/practices/{practice.slug}/",
    ).follow()
    assert "Tiedot ovat vanhentuneet." in answer.text
    page.sign_out().get("practice", practice.slug, status=410)
    own = page.sign_in(applicant).get("my-practice", practice.slug)
    assert "Tiedot ovat vanhentuneet." in own.text


def test_another_office_finds_nothing(page, practice, other_officer):
    page.sign_in(other_officer).get("withdraw-practice", practice.slug, status=404)
    page.post("withdraw-practice", {"note": "Syy"}, practice.slug, status=404)
    practice.refresh_from_db()
    assert practice.state == Practice.State.PUBLISHED
