"""From a blank page to a public practice, and a change of it, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from talkoot.practices.models import Practice
from tests.factories.programmes import make_sector
from tests.journeys.audit import audit, sign_in


@pytest.fixture
def sector(transactional_db):
    return make_sector()


def test_form_saves_itself_and_tells_how_it_reads(
    browser_page, live_server, sector, applicant, programme
):
    page = browser_page
    sign_in(page, applicant, live_server.url)
    page.goto("/my/practices/new/")
    page.locator("[name=title]").fill("Työvuorot yhdessä")
    page.locator("main form button[type=submit]").click()
    page.locator("[name=need]").fill(
        "Työryhmä kokoontui ja " + "keskusteli pitkään asiasta ja sen taustoista ja " * 5
    )
    expect(page.locator("#ui-saved")).to_have_text(re.compile(r"\d"), timeout=30_000)
    expect(page.locator(".ui-aside")).to_contain_text("20", timeout=30_000)
    assert Practice.objects.get().need.startswith("Työryhmä kokoontui")
    page.locator("#later summary").click()
    audit(page)


def test_six_answers_without_scripts_are_enough(
    plain_page, live_server, sector, applicant, office_user, programme
):
    page = plain_page
    sign_in(page, applicant, live_server.url)
    page.goto("/my/practices/new/")
    page.locator("[name=title]").fill("Työvuorot yhdessä")
    page.locator("main form button[type=submit]").click()
    for name in ("gist", "need", "what_was_done"):
        page.locator(f"[name={name}]").fill("Vuorot suunnitellaan yhdessä.")
    page.locator("[name=sector]").select_option(str(sector.pk))
    page.locator("[name=may_publish]").check()
    page.locator("button[formaction$='/send/']").click()
    practice = Practice.objects.get()
    assert practice.state == Practice.State.SUBMITTED
    sign_in(page, office_user, live_server.url)
    page.goto(f"/office/practices/{practice.slug}/publish/")
    page.locator("main form button[type=submit]").click()
    practice.refresh_from_db()
    assert practice.state == Practice.State.PUBLISHED
