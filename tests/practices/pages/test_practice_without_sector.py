"""An imported practice may lack a service area and have a place of its own; pages stand it."""

import pytest

from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(
        "Teko ilman palvelualaa " + "pitkä " * 40,
        sector=None,
        organisation=make_organisation("Säätiö", kind="other", municipality=None),
        place=make_municipality("297"),
        what_was_done="Kappale. " * 10_000,
        keywords="kuukävely, avaruus",
        source_url="https://www.esimerkki.fi/teko",
        gist="",
        unit_name="",
    )


def test_the_page_and_the_lists_stand_it(page, practice):
    shown = page.get("practice", practice.slug)
    assert practice.title.strip() in shown.text
    assert "kuukävely" in shown.text
    assert practice.source_url in shown.links.values()
    assert "Teko ilman palvelualaa" in page.get("/practices/").text
    assert "Teko ilman palvelualaa" in page.get("/practices/?region=11").text
    page.get("/search/?q=teko")
    page.get("figures")


def test_the_office_stands_it(page, practice, office_user):
    page.sign_in(office_user)
    page.get("office-practice", practice.slug)
    page.get("/en/office/practices/")
