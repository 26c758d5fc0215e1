"""Answering a survey by its link: it saves itself, two windows notice each other, phone size."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from talkoot.surveys.models import AnswerLink, Response, Round
from tests.factories.surveys import make_invitation, make_round
from tests.journeys.audit import audit

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = re.compile(r"\d\d?[.:]\d\d")


def draft() -> Any:
    return AnswerLink.objects.get().draft.get("answers", {})


def test_tapped_saved_by_itself_and_sent_from_the_right_window(
    browser_page: Page, live_server: Any
) -> None:
    make_invitation(make_round(mode=Round.Mode.ANONYMOUS), token="abc")
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto("/s/abc/?first=4")
    saved = browser_page.locator("#ui-saved")
    expect(browser_page.locator("input[name=grade][value='4']")).to_be_checked()
    assert draft() == {}
    browser_page.locator("#id_text").fill("Ensimmäisestä ikkunasta")
    expect(saved).to_contain_text(CLOCK, timeout=30_000)
    assert draft() == {"grade": "4", "text": "Ensimmäisestä ikkunasta"}

    context: Any = browser_page.context
    other = context.new_page()
    other.goto(f"{live_server.url}/s/abc/")
    expect(other.locator("#id_text")).to_have_value("Ensimmäisestä ikkunasta")
    other.locator("#id_text").fill("Toisesta")
    expect(other.locator("#ui-saved")).to_contain_text(CLOCK, timeout=30_000)
    browser_page.locator("#id_text").fill("Taas ensimmäisestä")
    expect(saved).not_to_contain_text(CLOCK, timeout=30_000)
    assert draft()["text"] == "Toisesta"
    other.close()

    browser_page.locator("input[name=effect][value='5']").check()
    browser_page.locator("input[name=yes-no][value='yes']").check()
    send = browser_page.locator(".ui-actions button").first
    send.click()
    expect(browser_page.locator("#conflicts")).to_be_visible()
    expect(browser_page.locator("main")).to_contain_text("Toisesta")
    expect(browser_page.locator("#id_text")).to_have_value("Taas ensimmäisestä")
    audit(browser_page)
    send.click()
    browser_page.wait_for_url("**/s/thanks/")
    assert Response.objects.get().answers["text"] == "Taas ensimmäisestä"
    assert draft() == {}
