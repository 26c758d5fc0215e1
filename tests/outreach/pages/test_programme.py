"""A programme's page."""

import pytest

from talkoot.home.reference import load_reference
from talkoot.programmes.models import Programme
from talkoot.surveys.actions.quotes import withdraw_quote
from tests.factories.events import make_series, make_session
from tests.factories.impact import the_chain
from tests.factories.people import make_organisation
from tests.factories.programmes import make_goal, make_offering, make_party, make_published_fact
from tests.factories.reports import make_report
from tests.factories.texts import make_quote

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(page, programme, call, count):
    for number in range(count):
        make_goal(programme, number=number + 1)
        make_party(programme)
        make_published_fact(programme, is_key=True)
        make_series(
            programme=programme,
            offering=make_offering(programme),
            source="raportti",
            title=f"Sarja {number}",
        )

    page.get("programme", programme.slug, queries=15)


def test_page_leaves_sessions_of_one_organisation_out(page, programme):
    series = make_series(programme, offering=make_offering(programme), source="raportti")
    make_session(series, title="Avaus")
    make_session(series, title="Kunnan ohjaus", organisation=make_organisation())
    shown = page.get("programme", programme.slug).text
    assert "Avaus" in shown and "Kunnan ohjaus" not in shown


def test_page_shows_open_call_and_goals(page, programme, call):
    make_goal(programme, text_fi="Parempi arki")

    answer = page.get("programme", programme.slug)

    assert answer.h1 == "Testiohjelma"
    assert answer.links["Sparraushaku"] == call.get_absolute_url()
    assert "Parempi arki" in answer.text


def test_page_leads_to_the_published_chain_and_reports(page, programme):
    chain = the_chain(published_on=None)
    draft, report = make_report(title_fi="Luonnos"), make_report("released", title_fi="Raportti")
    links = page.get("programme", programme.slug).links
    assert f"/programmes/{programme.slug}/evaluation/" in links.values()
    assert chain.get_absolute_url() not in links.values()
    assert links["Raportti"] == report.get_absolute_url()
    assert draft.title_fi not in links
    type(chain).objects.update(published_on="2026-01-01")
    assert chain.get_absolute_url() in page.get("programme", programme.slug).links.values()


def test_series_of_a_case_is_not_shown(page, programme):
    make_series(programme=programme, offering=make_offering(programme), title="Salainen sarja")

    assert "Salainen sarja" not in page.get("programme", programme.slug).text


def test_planned_programme_is_its_offices_own(page, programme, office_user, outsider):
    Programme.objects.filter(pk=programme.pk).update(state="planned")

    page.get("programme", programme.slug, status=404)
    page.sign_in(outsider).get("programme", programme.slug, status=404)
    page.sign_in(office_user).get("programme", programme.slug)


def test_unknown_programme_is_not_found(page):
    page.get("programme", "ei-ole", status=404)


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_every_published_programme_has_a_good_page(page, language):
    load_reference()

    for programme in Programme.objects.all():
        page.get(f"{language}/programmes/{programme.slug}/")


def test_published_figures_name_what_they_are(page):
    load_reference()

    text = page.get("programme", "kunteko").text

    assert "Kehittämisteot Tekojen torilla667" in text.replace(" 667", "667")
    assert "12.10.2020" in text
    assert "Kuljettajat oman työnsä kehittäjinä" in text


def test_published_quotes_are_shown_until_they_are_withdrawn(page, programme, office_user):
    quote = make_quote(is_public=True)
    make_quote(text="Vielä julkaisematta.")
    shown = page.get("programme", programme.slug)
    assert "Kokeilut jäivät arkeen." in shown.text and "haastattelu 2020" in shown.text
    assert "julkaisematta" not in shown.text
    withdraw_quote(quote, by=office_user)
    assert "Kokeilut" not in page.get("programme", programme.slug).text
