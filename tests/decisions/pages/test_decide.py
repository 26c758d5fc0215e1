"""The drafted decision: editing, preview and signature."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.models import Decision
from talkoot.files.models import StoredFile
from talkoot.people.models import OrganisationSuccession
from tests import html
from tests.correspondence.pdf import text_of
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision
from tests.factories.people import make_organisation
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.usefixtures("questionnaires")
CONTENT = {
    "outcome": "granted",
    "days": "1",
    "reasons": "Hakemus täyttää haun ehdot.\r\n\r\nTarve on selvä.",
    "conditions": "Päivä sovitaan puolen vuoden kuluessa.",
}


def test_decide_shows_the_drafted_decision(page, office_user, application):
    application.themes.add(make_theme())
    answer = page.sign_in(office_user).get("decide", application.ref, queries=11)
    checked = [box.get("value") for box in answer.page.all("input", checked="")]
    assert checked == ["granted"]
    assert answer.page.by_id("id_days").get("value") == "1"
    assert "1. Ehto 1" in answer.page.by_id("id_reasons").text


def test_decide_saves_a_draft_and_shows_it_again(page, officer, application):
    answer = page.sign_in(officer).post(
        "decide",
        {**CONTENT, "days": "1,5", "step": "save"},
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/decide/",
    )
    decision = Decision.objects.get()
    assert (decision.state, str(decision.days), decision.edited_by) == ("drafted", "1.5", officer)
    assert decision.reasons == "Hakemus täyttää haun ehdot.\n\nTarve on selvä."
    shown = answer.follow()
    assert shown.page.by_id("id_days").get("value") == "1,5"
    assert str(officer) in shown.text


def test_decide_asks_before_signing_then_signs_once(page, office_user, application):
    page.sign_in(office_user)
    asked = page.post("decide", {**CONTENT, "step": "confirm"}, application.ref)
    assert Decision.objects.get().state == "drafted"
    hidden = {
        field.get("name"): field.get("value") or ""
        for field in asked.page.all("input", type="hidden")
        if field.get("name") != "csrfmiddlewaretoken"
    }
    assert {name: hidden[name] for name in ("outcome", "days")} == {
        "outcome": "granted",
        "days": "1",
    }
    done = page.post(
        "decide",
        {**hidden, "step": "sign"},
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/",
    )
    decision = Decision.objects.get()
    assert (decision.state, decision.decided_by) == ("signed", office_user)
    assert decision.reasons == "Hakemus täyttää haun ehdot.\n\nTarve on selvä."
    assert decision.number in done.follow().text
    page.post("decide", {**hidden, "step": "sign"}, application.ref, status=409)
    page.get("decide", application.ref, status=409)
    assert Letter.objects.count() == 1
    assert Message.objects.filter(kind="decision").count() == 1


@pytest.mark.parametrize("step", ["confirm", "sign"])
def test_decide_officer_may_not_sign(page, officer, application, step):
    page.sign_in(officer).post("decide", {**CONTENT, "step": step}, application.ref, status=403)
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"reasons": ""},
        {"outcome": ""},
        {"days": ""},
        {"days": "paljon"},
        {"days": "1,3"},
        {"days": "7"},
        {"days": "0"},
        {"days": "-1"},
        {"outcome": "refused"},
        {"reasons": "x" * 10_000},
    ],
    ids=str,
)
@pytest.mark.parametrize("step", ["save", "sign"])
def test_decide_bad_content_says_what_to_correct(page, office_user, application, changes, step):
    answer = page.sign_in(office_user).post(
        "decide", {**CONTENT, **changes, "step": step}, application.ref
    )
    assert len(answer.errors) == 1
    assert not Decision.objects.exists()


def seen_on(answer):
    [seen] = [field.get("value") or "" for field in answer.page.all("input", name="seen")]
    return seen


@pytest.mark.parametrize("step", ["save", "confirm", "sign"])
def test_two_officers_never_write_over_each_other(page, office_user, officer, application, step):
    seen = seen_on(page.sign_in(office_user).get("decide", application.ref))
    theirs = Decision.objects.create(
        application=application, outcome="refused", days=0, reasons="Toisen teksti.",
        edited_by=officer,
    )  # fmt: skip
    told = page.post("decide", {**CONTENT, "seen": seen, "step": step}, application.ref)
    assert str(officer) in told.text
    assert "Tarve on selvä." in told.page.by_id("id_reasons").text
    assert "Toisen teksti." in told.text
    theirs.refresh_from_db()
    assert (theirs.reasons, theirs.state) == ("Toisen teksti.", "drafted")
    again = page.post(
        "decide", {**CONTENT, "seen": seen_on(told), "step": "confirm"}, application.ref
    )
    page.post(
        "decide",
        {**CONTENT, "seen": seen_on(again), "step": "sign"},
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/",
    )
    theirs.refresh_from_db()
    assert theirs.state == "signed"


def test_preview_is_the_letter_and_leaves_nothing(page, office_user, application):
    answer = page.sign_in(office_user).post("preview-decision", CONTENT, application.ref)
    assert answer.headers["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert "Tarve on selvä." in text
    assert str(office_user) in text
    assert not Letter.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Decision.objects.exists()


def test_preview_of_bad_content_says_what_to_correct(page, office_user, application):
    answer = page.sign_in(office_user).post(
        "preview-decision", {**CONTENT, "days": "9"}, application.ref
    )
    assert len(answer.errors) == 1


def test_decide_withdrawn_application_is_refused(page, office_user, application):
    Application.objects.filter(pk=application.pk).update(state="withdrawn")
    page.sign_in(office_user).get("decide", application.ref, status=409)


def test_decide_is_for_the_office(page, application, applicant, outsider):
    path = f"/office/applications/{application.ref}/decide/"
    page.get("decide", application.ref, redirects_to=f"/accounts/login/?next={path}")
    for user in (applicant, outsider):
        page.sign_in(user).get("decide", application.ref, status=403)


def test_decide_in_swedish_case_is_drafted_in_swedish(page, office_user, call, applicant):
    case = make_application(state="submitted", language="sv")
    answer = page.sign_in(office_user).get("decide", case.ref)
    assert "Villkor" in answer.page.by_id("id_reasons").text


@pytest.mark.parametrize("outcome", ["partly_granted", "refused", "not_examined", "transferred"])
def test_decide_drafts_the_text_of_another_outcome(page, office_user, application, outcome):
    page.sign_in(office_user)
    answer = page.get(f"/office/applications/{application.ref}/decide/?outcome={outcome}")
    checked = [box.get("value") for box in answer.page.all("input", checked="")]
    assert checked == [outcome]
    assert answer.page.by_id("id_reasons").text
    assert not Decision.objects.exists()


def test_decide_transfers_to_the_authority_named(page, office_user, application):
    words = {
        **CONTENT,
        "outcome": "transferred",
        "days": "0",
        "transferred_to": "Lupa- ja valvontavirasto",
        "step": "sign",
    }
    page.sign_in(office_user)
    answer = page.post("decide", {**words, "transferred_to": ""}, application.ref, status=422)
    assert len(answer.errors) == 1
    done = page.post(
        "decide", words, application.ref, redirects_to=f"/office/applications/{application.ref}/"
    )
    assert "Lupa- ja valvontavirasto" in done.follow().text
    application.refresh_from_db()
    assert application.state == Application.State.TRANSFERRED


def grants_panel(answer):
    [panel] = answer.page.all("section", **{"aria-labelledby": "grants-title"})
    return html.text_of(panel)


def test_decide_tells_what_the_organisation_has_been_granted_before(page, office_user, call):
    city = make_organisation("Uudenkylän kaupunki")
    merged = make_organisation("Vanhankylän kunta")
    OrganisationSuccession.objects.create(
        predecessor=merged, successor=city, on=timezone.localdate()
    )
    fields = {"call": call, "state": "approved"}
    own = make_application(organisation=city, title="Kotihoidon reitit", **fields)
    before = make_application(organisation=merged, title="Koulujen vuorot", **fields)
    others = make_application(title="Muiden työ", **fields)
    refused = make_application(organisation=city, title="Hylätty työ", call=call, state="rejected")
    for application, days in ((own, "1.5"), (before, "2"), (others, "1")):
        make_decision(application, state="signed", outcome="granted", days=Decimal(days))
    now = make_application(call=call, state="submitted", organisation=city)
    answer = page.sign_in(office_user).get("decide", now.ref, queries=11)
    panel = grants_panel(answer)
    assert "3,5 päivää" in panel
    assert " 2 " in panel
    assert own.number in panel
    assert f"{before.title} · {before.unit_name} · {merged.name}" in panel
    assert not {others.number, refused.number} & set(panel.split())


def test_decide_on_a_first_timer_says_so(page, office_user, application):
    answer = page.sign_in(office_user).get("decide", application.ref)
    assert "päivä" not in grants_panel(answer)
