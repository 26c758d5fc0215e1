"""A draft saves itself, and nothing typed is lost when the session ends."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from talkoot.calls.models import Application
from tests.factories.calls import make_application
from tests.journeys.audit import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def need_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).need


def test_draft_saves_itself_and_survives_an_ended_session(
    browser_page: Page, live_server: Any
) -> None:
    draft = make_application()
    address = f"/my/applications/{draft.ref}/need/"
    sign_in(browser_page, draft.applicant, live_server.url)
    browser_page.goto(address)
    need, saved = browser_page.locator("#id_need"), browser_page.locator("#ui-saved")
    need.fill("Ensimmäinen teksti")
    expect(saved).to_contain_text(re.compile(r"\d\d?[.:]\d\d"), timeout=30_000)
    assert need_of(draft) == "Ensimmäinen teksti"

    context: Any = browser_page.context
    context.clear_cookies(name="sessionid")
    need.fill("Teksti istunnon päätyttyä")
    expect(saved).to_contain_text(
        re.compile("signed out|kirjautunut|uloskirjautunut|kirjattu"), timeout=30_000
    )
    assert need_of(draft) == "Ensimmäinen teksti"
    other = context.new_page()
    sign_in(other, draft.applicant, live_server.url)
    need.press_sequentially(".")
    expect(saved).to_contain_text(re.compile(r"\d\d?[.:]\d\d"), timeout=30_000)
    assert need_of(draft) == "Teksti istunnon päätyttyä."


def test_text_that_could_not_be_sent_comes_back_to_the_page(
    browser_page: Page, live_server: Any
) -> None:
    draft = make_application()
    address = f"/my/applications/{draft.ref}/need/"
    sign_in(browser_page, draft.applicant, live_server.url)
    browser_page.goto(address)
    context: Any = browser_page.context
    context.clear_cookies(name="sessionid")
    browser_page.locator("#id_need").fill("Vielä lähettämättä")
    expect(browser_page.locator("#ui-saved")).not_to_be_empty(timeout=30_000)
    sign_in(browser_page, draft.applicant, live_server.url)
    browser_page.goto(address)
    expect(browser_page.locator("#id_need")).to_have_value("Vielä lähettämättä")
    expect(browser_page.locator("#ui-saved")).to_contain_text(
        re.compile(r"\d\d?[.:]\d\d"), timeout=30_000
    )
    assert need_of(draft) == "Vielä lähettämättä"
