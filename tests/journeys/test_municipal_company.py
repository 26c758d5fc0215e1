"""Scenario A2: a municipal company tells of its aid, gets a statement, and meets the ceiling."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.core.dates import add_office_days
from talkoot.correspondence.jobs import send_due_messages
from talkoot.decisions.models import AidGrant, AidRule, Decision
from talkoot.decisions.reference import load_aid_rules
from talkoot.engagements.models import Engagement
from talkoot.people.models import Organisation
from talkoot.surveys.reference import load_questionnaires
from tests.correspondence.pdf import open_pdf
from tests.correspondence.pdf import text_of as words_of
from tests.factories.calls import make_application
from tests.html import text_of

State = Application.State
PEOPLE = {
    "unit_name": "Vesihuolto",
    "groups_management": "1",
    "groups_staff": "8",
    "sponsor_name": "Toimitusjohtaja",
    "staff_representative": "Luottamusmies",
}


@pytest.fixture(autouse=True)
def parameters(call, settings):
    settings.REGRET_SECONDS = 0
    load_aid_rules()
    load_questionnaires()


@pytest.fixture
def company(applicant):
    """The applicant's organisation is a company that a municipality owns."""
    found = applicant.memberships.get().organisation
    Organisation.objects.filter(pk=found.pk).update(kind="municipal_company")
    return found


def write(page, draft, **aid):
    """The applicant tells who takes part and of the aid."""
    page.post(
        f"/my/applications/{draft.ref}/participants/",
        {**PEOPLE, **aid},
        redirects_to=f"/my/applications/{draft.ref}/expert/",
    )


def apply(page, applicant, expert, **aid):
    draft = make_application(number=None, applicant=applicant, expert=expert)
    page.sign_in(applicant)
    write(page, draft, **aid)
    mine = f"/my/applications/{draft.ref}/"
    page.post("submit-application", {}, draft.ref, redirects_to=mine)
    return Application.objects.get(pk=draft.pk)


def drafted(page, application):
    form = page.get("decide", application.ref)
    return {
        "outcome": "granted",
        "days": form.page.by_id("id_days").get("value"),
        "reasons": text_of(form.page.by_id("id_reasons")),
        "conditions": text_of(form.page.by_id("id_conditions")),
    }


def test_the_declaration_is_asked_where_the_activity_is_economic(page, company, applicant, expert):
    draft = make_application(number=None, applicant=applicant, expert=expert)
    page.sign_in(applicant)
    step = page.post(
        f"/my/applications/{draft.ref}/participants/",
        {**PEOPLE, "is_economic": "yes"},
        status=422,
    )
    assert any("vähämerkityksistä tukea" in error for error in step.errors)
    page.post("submit-application", {}, draft.ref, status=422)
    assert Application.objects.get(pk=draft.pk).state == State.DRAFT
    write(page, draft, is_economic="no")
    page.post("submit-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/")


def test_statement_is_printed_and_the_register_waits(page, company, applicant, expert, office_user):
    told = {"is_economic": "yes", "earlier_aid_eur": "250 000,00", "aid_sector": "36.00"}
    application = apply(page, applicant, expert, **told)
    assert application.earlier_aid_eur == Decimal(250_000)

    page.sign_in(office_user)
    data = drafted(page, application)
    home = f"/office/applications/{application.ref}/"
    page.post("decide", {**data, "step": "sign"}, application.ref, redirects_to=home)
    send_due_messages()

    grant, today = AidGrant.objects.get(), timezone.localdate()
    price = expert.supplier.framework.day_price_eur
    assert (grant.organisation, grant.amount_eur) == (company, price * application.days_requested)
    assert grant.declared_eur == Decimal(250_000)
    assert (grant.registered_on, grant.register_due_on) == (None, add_office_days(today, 20))
    assert company.name in page.get("office-aid").text
    file = page.django.get("/office/aid.csv")
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode()), delimiter=";"))
    assert company.name in rows[1]
    assert company.business_id in rows[1]
    assert "36.00" in rows[1]

    answer = page.sign_in(applicant).get("decision-letter", application.ref)
    content = b"".join(answer.response.streaming_content)
    assert open_pdf(content).Root.MarkInfo.Marked
    words = " ".join(words_of(content).replace("\u00a0", " ").split())
    assert "2023/2831" in words
    assert "250 000,00 €" in words
    assert "300 000,00 €" in words


def test_grant_over_the_ceiling_is_refused_and_nothing_is_half_done(
    page, company, applicant, expert, office_user
):
    price = expert.supplier.framework.day_price_eur
    ceiling = AidRule.objects.order_by("valid_from").last().ceiling_eur
    declared = ceiling - price + 1
    application = apply(page, applicant, expert, is_economic="yes", earlier_aid_eur=str(declared))
    page.sign_in(office_user)
    data = drafted(page, application)
    answer = page.post("decide", {**data, "step": "sign"}, application.ref, status=422)
    assert "300 000,00 €" in answer.text.replace("\u00a0", " ")
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    assert not AidGrant.objects.exists()
    assert not Engagement.objects.exists()
    assert not Decision.objects.filter(state="signed").exists()

    # Refused for its reason, with a letter that tells that no aid was given.
    address = f"/office/applications/{application.ref}/decide/?outcome=refused"
    reasons = text_of(page.get(address).page.by_id("id_reasons"))
    reasons = reasons.replace("[", "").replace("]", "") + " Tuen enimmäismäärä ylittyisi."
    refusal = {"outcome": "refused", "days": "0", "reasons": reasons, "conditions": ""}
    home = f"/office/applications/{application.ref}/"
    page.post("decide", {**refusal, "step": "sign"}, application.ref, redirects_to=home)
    letter = str(Decision.objects.get().letter.content["sections"])
    assert "Tuen enimmäismäärä ylittyisi." in letter
    assert not AidGrant.objects.exists()
