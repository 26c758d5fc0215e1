"""The whole thread in a browser without JavaScript: from the call to the figure that moved."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from talkoot.calls.models import Application
from talkoot.core.dates import add_months
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.home import demo
from talkoot.surveys.jobs import open_due_rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server: Any, settings: Any) -> Any:
    """The demo, served; mail leaves at once."""
    settings.BASE_URL = live_server.url
    settings.REGRET_SECONDS = 0
    demo.load()
    return live_server


@pytest.fixture
def visit(site: Any, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A fresh browser page, signed in as a demo account if one is named."""

    def open_as(email: str = "") -> Page:
        page = new_page(scripts=False)
        if email:
            page.goto("/accounts/login/")
            page.locator(f"form:has(input[value='{email}']) button").click()
            page.wait_for_url(re.compile(r"/(my|office|engagements)/"))
        return page

    return open_as


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def send_mail() -> None:
    open_due_rounds()
    while send_due_messages():  # The demo has left many to send.
        pass


def newest_mail(kind: str) -> str:
    return str(Message.objects.filter(kind=kind, state=Message.State.SENT).latest("pk").body)


def link_of(body: str) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", body)
    assert found, body
    return found.group(1)


def figure_of(page: Page, figure_id: str) -> str:
    page.goto(f"/figures/{figure_id}/")
    return page.locator(".ui-figure strong").inner_text()


def test_chain_from_call_to_figure(visit: Callable[..., Page]) -> None:
    visitor = visit()
    look_around(visitor)
    before = {key: figure_of(visitor, key) for key in ("days-granted", "practices-published")}
    apply(visit("applicant@demo.example"))
    application = Application.objects.get(title="Raportointi kuntoon iltavuorossa")
    decide(visit("office@demo.example"), application)
    deliver(visit("expert@demo.example"), application)
    answer_feedback(visit(), application)
    publish(visit, application)
    adopt(visit("contact@demo.example"))
    see_what_moved(visit(), before)


def look_around(page: Page) -> None:
    """Step 1: front page, programme, call with both rules, experts, practices with search."""
    page.goto("/")
    assert page.locator("h1").count() == 1
    page.goto("/programmes/tyon-uudistajat/")
    assert "Kehittäjän sparraus" in page.inner_text("main")
    page.goto("/calls/sparraus/")
    assert "tuloksellisuuden" in page.inner_text("main")
    assert "johdon ja henkilöstön edustajat" in page.inner_text("main")
    page.goto("/experts/")
    assert "Venla Malliniemi" in page.inner_text("main")
    page.goto("/practices/")
    page.fill("#hero-q", "päiväkodeissa")
    press(page, "Hae")
    assert "vuosikello" in page.inner_text("main").replace("\xad", "")


def apply(page: Page) -> None:
    """Step 2: the draft from before, four short steps, the review, the receipt and the timeline."""
    page.goto("/calls/sparraus/")
    press(page, "Hae")
    page.fill("[name=title]", "Raportointi kuntoon iltavuorossa")
    page.fill("[name=need]", "Iltavuoron tiedot katoavat aamuun mennessä.")
    page.check("[name=themes] >> nth=0")
    press(page, "Tallenna ja jatka")  # Two answers missing: the summary tells which.
    assert page.locator(".govuk-error-summary li").count() == 2
    page.fill("[name=goals]", "Vuoronvaihdossa kerrotaan sama asia samalla tavalla.")
    page.fill("[name=sign_of_success]", "Aamuvuoro ei soita iltavuorolle.")
    press(page, "Tallenna ja jatka")
    page.fill("[name=unit_name]", "Vanhuspalvelut")
    for name, count in {"management": 1, "supervisor": 2, "staff": 12}.items():
        page.fill(f"[name=groups_{name}]", str(count))
    page.fill("[name=groups_staff_representative]", "1")
    page.fill("[name=sponsor_name]", "Toimialajohtaja (demo)")
    page.fill("[name=staff_representative]", "Henkilöstön edustaja (demo)")
    press(page, "Tallenna ja jatka")
    page.get_by_label("Venla Malliniemi").check()
    page.fill("[name=preferred_times]", "Tiistaisin tammikuussa")
    page.fill("[name=days_requested]", "1")
    press(page, "Tallenna ja jatka")
    press(page, "Lähetä hakemus")
    application = Application.objects.get(title="Raportointi kuntoon iltavuorossa")
    assert application.number in page.inner_text("main")
    send_mail()
    assert application.number in newest_mail("application-receipt")


def decide(page: Page, application: Application) -> None:
    """Step 3: the queue, the case with its criteria, the drafted decision, the signature."""
    page.goto("/office/applications/")
    page.get_by_role("link", name="Raportointi kuntoon").click()
    assert page.locator("main").get_by_text("johdon ja henkilöstön edustajat").count()
    page.goto(f"/office/applications/{application.ref}/decide/")
    page.fill("[name=conditions]", "Päivä pidetään maaliskuun loppuun mennessä.")
    press(page, "Allekirjoita päätös")
    press(page, "Allekirjoita päätös")
    decision = Decision.objects.get(application=application)
    assert decision.state == Decision.State.SIGNED
    assert Engagement.objects.filter(application=application).exists()
    send_mail()
    mail = Message.objects.get(letter__decision__application=application)
    assert mail.state == Message.State.SENT
    answer = page.request.get(f"/applications/{application.ref}/decision.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def deliver(page: Page, application: Application) -> None:
    """Step 4: the expert agrees a day, records attendance by role group and reports."""
    page.goto("/engagements/")
    page.get_by_role("link", name="Raportointi kuntoon").click()
    page.goto(f"/engagements/{application.ref}/day/")
    day = timezone.localdate() - datetime.timedelta(days=3)
    for part in ("day", "month", "year"):
        page.fill(f"[name=day_{part}]", str(getattr(day, part)))
    page.fill("[name=starts]", "9.00")
    page.fill("[name=ends]", "15.00")
    page.check("[name=mode] >> nth=0")
    page.fill("[name=place]", "Metsälahti, kaupungintalo")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.goto(f"/engagements/{application.ref}/report/")
    for name, count in {"management": 1, "supervisor": 2, "staff": 11}.items():
        page.fill(f"[name=count_{name}]", str(count))
    page.fill("[name=done]", "Kuvattiin vuoronvaihto ja sovittiin kolmen kysymyksen raportti.")
    page.fill("[name=results]", "Raportti otettiin käyttöön heti samana iltana.")
    page.locator("main form[method=post] button[type=submit]").first.click()
    engagement = Engagement.objects.get(application=application)
    assert engagement.state == Engagement.State.DELIVERED
    assert engagement.followup_round.opens_on == add_months(day, 4)


def answer_feedback(page: Page, application: Application) -> None:
    """Step 5: the request arrives by mail; its link needs no sign-in."""
    send_mail()
    invitation = application.engagement.feedback_round.invitations.get()
    mail = Message.objects.get(key=f"survey-invitation-{invitation.pk}")
    assert mail.state == Message.State.SENT
    path = link_of(mail.body)
    page.goto(path)
    for fieldset in page.locator("main fieldset").all():
        fieldset.locator("input[type=radio]").last.check()
    page.locator("main form[method=post] button[type=submit]").first.click()
    assert page.url.endswith("/s/thanks/")
    answer = page.request.get(path)
    assert answer.status == 409


def publish(visit: Callable[..., Page], application: Application) -> None:
    """Step 6: one button drafts the practice from the records; the office publishes it."""
    page = visit("applicant@demo.example")
    page.goto(f"/engagements/{application.ref}/")
    press(page, "Luonnostele teko")
    assert "kolmen kysymyksen raportti" in page.locator("[name=what_was_done]").input_value()
    assert "14" in page.locator("[name=who_took_part]").input_value()
    page.select_option("[name=sector]", index=2)
    page.check("[name=may_publish]")
    press(page, "Lähetä ohjelmatoimistoon")
    office = visit("office@demo.example")
    office.goto("/office/practices/")
    office.get_by_role("link", name="Raportointi kuntoon").first.click()
    office.get_by_role("link", name="Julkaise").click()
    press(office, "Julkaise")


def adopt(page: Page) -> None:
    """Step 7: found by another inflected form; another organisation marks its adoption."""
    page.goto("/practices/?q=vuoronvaihtojen")
    page.get_by_role("link", name=re.compile("Raportointi")).first.click()
    page.get_by_role("link", name="Otimme mallia").first.click()
    page.check("[name=stage][value=in_use]")
    page.check("[name=fidelity][value=adapted]")
    for part, value in {"day": "1", "month": "3", "year": "2026"}.items():
        page.fill(f"[name=adopted_on_{part}]", value)
    page.locator("main form[method=post] button[type=submit]").first.click()
    text = page.inner_text("main").replace("\xad", "")
    assert "Koivurannan kunta" in text
    assert "sovellettuna" in text.lower()


def see_what_moved(page: Page, before: dict[str, str]) -> None:
    """Step 8: the figures that these steps moved, each opening its records."""
    moved = int(before["practices-published"]) + 1
    assert figure_of(page, "practices-published") == str(moved)
    assert "Raportointi kuntoon iltavuorossa" in page.inner_text("main").replace("\xad", "")
    assert float(figure_of(page, "days-granted").replace(",", ".")) == (
        float(before["days-granted"].replace(",", ".")) + 1
    )
